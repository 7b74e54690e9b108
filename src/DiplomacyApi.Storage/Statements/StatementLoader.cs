using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Storage.Statements;

/// <summary>
/// The statements around some names: what these rest on, and all that refers to that, as the rules need it to fold the subjects that a
/// write touches. It is read from the database as of a revision and grows as entries are decided.
/// </summary>
internal sealed class StatementLoader(IStatementRows rows, long revision)
{
    private readonly HashSet<string> _restingLoaded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reachingLoaded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namesAsked = new(StringComparer.Ordinal);
    private readonly Queue<string> _unnamed = new();
    private readonly List<string> _fresh = [];
    private long _revision = revision;

    /// <summary>
    /// How much it keeps: what is in the graph, and the names that were looked up, whether or not there is anything of that name.
    /// </summary>
    public int Count => Graph.Count + _restingLoaded.Count;

    /// <summary>What was read, and what was added since.</summary>
    public StatementGraph Graph { get; } = new();

    /// <summary>
    /// Reads from now on what was written up to a revision; all that came since the last one was added. Of that it keeps only what bears on
    /// something: most statements are named by no other ever, and would be carried along by every garbage collection. It tells what it
    /// forgets, which is read again where it is asked for.
    /// </summary>
    public IReadOnlyList<string> MoveTo(long revision)
    {
        _revision = revision;
        List<string> forgotten = [.. _fresh.Where(Graph.TryForget)];
        _fresh.Clear();
        foreach (var name in forgotten)
        {
            _restingLoaded.Remove(name);
            _reachingLoaded.Remove(name);
            _namesAsked.Remove(name);
        }
        return forgotten;
    }

    /// <summary>
    /// The statements read from the database that were not asked for yet, each once, with its corrections and attachments.
    /// </summary>
    public Queue<string> Read { get; } = new();

    /// <summary>
    /// The statement that a correction corrects in the end; the name itself where it is a statement's, null where it is unknown.
    /// </summary>
    public string? StatementOf(string subject, CancellationToken ct)
    {
        if (!subject.StartsWith("corrections/", StringComparison.Ordinal)) return subject;
        if (Graph.CorrectedBy(subject) is { } known) return known;
        return rows.StatementOf(subject, _revision, ct);
    }

    /// <summary>Loads what the names rest on, which it returns with the names, and all that reaches that.</summary>
    public HashSet<string> Load(IEnumerable<string> names, CancellationToken ct)
    {
        var resting = LoadResting(names, ct);
        LoadReaching(resting, ct);
        LoadNamed(ct);
        return resting;
    }

    /// <summary>
    /// Loads all that is connected with a name, however far. Tells the names of statements, demands and meetings among it.
    /// </summary>
    public HashSet<string> LoadConnected(string name, CancellationToken ct)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { name };
        for (var known = 0; known < names.Count;)
        {
            known = names.Count;
            Load(names, ct);
            names.UnionWith(Graph.Names);
        }
        return names;
    }

    public void Add(Statement statement)
    {
        Graph.Add(statement);
        // Nothing in the database refers to what is new; neither to a demand whose id was not looked up, as the server gave it.
        foreach (var name in References.Makes(statement) is { } made ? new[] { statement.Name, made } : [statement.Name])
        {
            var isFresh = IsFresh(name);
            if (isFresh || name == statement.Name) _reachingLoaded.Add(name);
        }
        AskNamesOf(statement.Name);
    }

    /// <summary>Downwards only: statements named, who made what is named, and what they refer to. Returns it with the names.</summary>
    public HashSet<string> LoadResting(IEnumerable<string> names, CancellationToken ct)
    {
        var resting = new HashSet<string>(StringComparer.Ordinal);
        var frontier = names.ToHashSet(StringComparer.Ordinal);
        while (frontier.Count > 0)
        {
            ct.ThrowIfCancellationRequested();
            resting.UnionWith(frontier);
            LoadOnes([.. frontier.Where(name => !_restingLoaded.Contains(name))], ct);
            frontier = [.. frontier
                .SelectMany(name => Graph.NamedBy(name).Concat(Graph.MakersOf(name)))
                .Where(name => !resting.Contains(name))];
        }
        return resting;
    }

    /// <summary>Upwards: all that refers to the names, or to what the statements that do so make.</summary>
    private void LoadReaching(IEnumerable<string> names, CancellationToken ct)
    {
        // What was erased may be referred to, although nothing makes it any more.
        var frontier = names.Where(_reachingLoaded.Add).ToList();
        while (frontier.Count > 0)
        {
            ct.ThrowIfCancellationRequested();
            var naming = rows.References(frontier, _revision, ct);
            foreach (var (subject, statement) in naming) Graph.Link(statement, subject);
            LoadStatements(
                [.. naming.Select(pair => pair.Statement).Distinct(StringComparer.Ordinal)
                    .Where(name => !Graph.Statements.ContainsKey(name))],
                ct);
            foreach (var name in naming.Select(pair => pair.Statement).Concat(frontier).Where(Graph.Statements.ContainsKey))
                AskNamesOf(name);
            frontier = [.. naming.SelectMany(pair => Graph.MadeBy(pair.Statement).Append(pair.Statement)).Where(_reachingLoaded.Add)];
        }
    }

    /// <summary>What the statements loaded refer to, with its duplicates, so that it is known by which name it goes.</summary>
    private void LoadNamed(CancellationToken ct)
    {
        if (_unnamed.Count == 0) return;
        var frontier = _unnamed.SelectMany(statement => Graph.NamedBy(statement)).ToList();
        _unnamed.Clear();
        while (frontier.Count > 0)
        {
            var fresh = frontier.Where(name => !_restingLoaded.Contains(name)).Distinct(StringComparer.Ordinal).ToList();
            LoadOnes(fresh, ct);
            frontier = [.. fresh.SelectMany(name => Graph.MakersOf(name).Append(name))
                .SelectMany(Graph.Alike).Where(name => !_restingLoaded.Contains(name))];
        }
    }

    /// <summary>Takes a name as one that is looked up or added; false where it was before.</summary>
    private bool IsFresh(string name)
    {
        if (!_restingLoaded.Add(name)) return false;
        _fresh.Add(name);
        return true;
    }

    private void AskNamesOf(string statement)
    {
        if (_namesAsked.Add(statement)) _unnamed.Enqueue(statement);
    }

    /// <summary>Statements, who made demands and meetings, and the links of duplicates.</summary>
    private void LoadOnes(List<string> names, CancellationToken ct)
    {
        foreach (var name in names) IsFresh(name);
        if (names.Count == 0) return;
        LoadStatements([.. names.Concat(LoadMakers(names, ct)).Where(name => !Graph.Statements.ContainsKey(name))], ct);
        List<string> there = [.. names.Where(Graph.Knows)];
        if (there.Count == 0) return;
        foreach (var (subject, statement) in rows.Duplicates(there, _revision, ct))
            Graph.LinkAlike(statement, subject);
    }

    private List<string> LoadMakers(List<string> names, CancellationToken ct)
    {
        var makers = rows.Makers(names, _revision, ct);
        foreach (var (made, statement) in makers) Graph.AddMaker(made, statement);
        return [.. makers.Select(maker => maker.Statement)];
    }

    private void LoadStatements(List<string> names, CancellationToken ct)
    {
        names = [.. names.Where(name => name.StartsWith("statements/", StringComparison.Ordinal))];
        if (names.Count == 0) return;
        var read = new List<string>();
        foreach (var statement in rows.Statements(names, _revision, ct))
        {
            Graph.Add(statement);
            Read.Enqueue(statement.Name);
            read.Add(statement.Name);
        }
        if (read.Count == 0) return;
        foreach (var (name, correction) in rows.Corrections(read, _revision, ct)) Graph.Add(name, correction);
        foreach (var attachment in rows.Attachments(read, _revision, ct)) Graph.Add(attachment);
    }
}
