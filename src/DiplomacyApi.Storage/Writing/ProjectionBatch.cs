using Diplomacy.V1;
using DiplomacyApi.Storage.Actors;
using DiplomacyApi.Storage.Negotiations;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// The rows that follow from one entry, as values: the rules decide what is in them, and a store writes them, first what is no longer
/// current, then what is. An entry bears on one actor, one negotiation or one statement, and on as many segments as that moves.
/// </summary>
internal sealed class ProjectionBatch
{
    /// <summary>What stands for the names of actors and negotiations in the rows.</summary>
    public NameIds Names
    {
        get => field ?? throw new InvalidOperationException("The rows of an entry were not derived.");
        set;
    }

    public ActorVersion? Actor { get; set; }

    public NegotiationVersion? Negotiation { get; set; }

    public StatementVersion? Statement { get; set; }

    /// <summary>Of an entry about a statement that was recorded before: which kind it is.</summary>
    public StatementLink? Link { get; set; }

    /// <summary>What an erasure moved the status of.</summary>
    public IReadOnlyCollection<string> Moved { get; set; } = [];

    /// <summary>What the statement refers to no longer.</summary>
    public IReadOnlyCollection<string> ReferencesEnded { get; set; } = [];

    /// <summary>What the statement refers to from now on.</summary>
    public IReadOnlyCollection<string> ReferencesBegun { get; set; } = [];

    /// <summary>The demand or meeting that the statement makes; null: none.</summary>
    public string? Made { get; set; }

    /// <summary>The statement of which this one is, or was, said to be a duplicate; null: none.</summary>
    public string? DuplicateOf { get; set; }

    /// <summary>Not known any more.</summary>
    public List<SegmentRow> SegmentsClosed { get; } = [];

    /// <summary>Those that had no end and have one from now on; nothing else of them changes.</summary>
    public List<SegmentRow> SegmentsCut { get; } = [];

    /// <summary>Known from now on.</summary>
    public List<SegmentRow> SegmentsOpened { get; } = [];

    /// <summary>The changes of status, as they are kept; null: none.</summary>
    public byte[]? Changes { get; set; }
}

/// <summary>That an entry is a correction of a statement (with its name), a report attached to it, or its erasure.</summary>
internal sealed record StatementLink(JournalEntryKind Kind, string Statement, string Correction = "");
