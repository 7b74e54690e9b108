using DiplomacyApi.Storage.Actors;
using DiplomacyApi.Storage.Entries;
using DiplomacyApi.Storage.Export;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Names;
using DiplomacyApi.Storage.Negotiations;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Search;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage;

/// <summary>The reads of a journal by subject, each at a <see cref="ReadPoint"/> that was fixed before.</summary>
public sealed class Queries
{
    private readonly KeptStatuses _statuses = new();
    private readonly KeptPages _pages = new();

    internal Queries(
        Readers readers, Func<Head> head, Func<LogState> state, Func<Epochs> epochs, ISearchIndex search, IStatementLookups? lookups,
        TimeProvider time)
    {
        var reads = new ReadAccess(readers);
        Points = new ReadPoints(reads, head, state, epochs, time);
        Actors = new ActorQueries(reads);
        Statements = new StatementQueries(reads, Points, lookups);
        Corrections = new CorrectionQueries(reads);
        Obligations = new ObligationQueries(reads, _pages);
        History = new HistoryQueries(reads);
        Negotiations = new NegotiationQueries(reads, _statuses);
        NegotiationChanges = new NegotiationChangeQueries(reads, _statuses);
        Comparison = new ComparisonQueries(reads, Obligations);
        Search = new SearchQueries(Points, search, time);
        Names = new NameQueries(reads);
        Entries = new EntryQueries(reads, Points, head, epochs);
        Exports = new ExportQueries(reads, Points, Actors, Negotiations);
    }

    /// <summary>Where the reads are fixed on the two clocks.</summary>
    public ReadPoints Points { get; }

    /// <summary>Actors, and who is meant by a name or a role.</summary>
    public ActorQueries Actors { get; }

    /// <summary>Statements as they go out.</summary>
    public StatementQueries Statements { get; }

    /// <summary>Corrections of statements.</summary>
    public CorrectionQueries Corrections { get; }

    /// <summary>What is demanded, promised and owed.</summary>
    public ObligationQueries Obligations { get; }

    /// <summary>How obligations stood over time.</summary>
    public HistoryQueries History { get; }

    /// <summary>Negotiations, their timelines and meetings.</summary>
    public NegotiationQueries Negotiations { get; }

    /// <summary>What writes change in negotiations themselves.</summary>
    public NegotiationChangeQueries NegotiationChanges { get; }

    /// <summary>Who waits for whom, and what differs between two points.</summary>
    public ComparisonQueries Comparison { get; }

    /// <summary>Statements by their words.</summary>
    public SearchQueries Search { get; }

    /// <summary>Whether names are there, and which are near.</summary>
    public NameQueries Names { get; }

    /// <summary>The journal's entries.</summary>
    public EntryQueries Entries { get; }

    /// <summary>What was recorded, as it can be imported elsewhere.</summary>
    public ExportQueries Exports { get; }

    /// <summary>Forgets what is kept of earlier answers: what they were made of has been rewritten.</summary>
    internal void Forget()
    {
        _statuses.Clear();
        _pages.Clear();
        Statements.Forget();
    }
}
