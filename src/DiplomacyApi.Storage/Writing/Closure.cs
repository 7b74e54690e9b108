using System.Text.Json;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// The statements around some names: what these rest on, and all that refers to that, as the rules need it to fold the subjects that a
/// write touches. It is read from the database as of a revision and grows as entries are decided.
/// </summary>
internal sealed class Closure(SqliteConnection connection, long revision)
{
    private readonly Dictionary<string, HashSet<string>> _naming = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _alike = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _corrected = new(StringComparer.Ordinal);
    private readonly HashSet<string> _restingLoaded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reachingLoaded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namesAsked = new(StringComparer.Ordinal);
    private readonly Queue<string> _unnamed = new();
    private long _revision = revision;

    /// <summary>Reads from now on what was committed up to a revision; all that came since the last one was added.</summary>
    public void MoveTo(long revision) => _revision = revision;

    /// <summary>The size of the statements, as they are stored.</summary>
    public long Bytes { get; private set; }

    /// <summary>The statements read from the database that were not asked for yet, each once, with its corrections and attachments.</summary>
    public Queue<string> Read { get; } = new();

    /// <summary>As recorded.</summary>
    public Dictionary<string, Statement> Statements { get; } = new(StringComparer.Ordinal);

    /// <summary>As recorded, by the statement that they correct in the end.</summary>
    public Dictionary<string, List<Correction>> Corrections { get; } = new(StringComparer.Ordinal);

    /// <summary>The reports attached to the statements, in order of revision, by the statement.</summary>
    public Dictionary<string, IReadOnlyList<ReportAttachment>> Attachments { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it is a statement, demand or meeting that was recorded.</summary>
    public bool Knows(string name) => Statements.ContainsKey(name) || _makers.ContainsKey(name);

    /// <summary>Whether no other statement ever made it.</summary>
    public bool IsMadeOnlyBy(string made, string statement) => _makers.TryGetValue(made, out var makers) && makers.Count == 1 && makers.Contains(statement);

    /// <summary>The statement that a correction corrects in the end; the name itself where it is a statement's, null where it is unknown.</summary>
    public string? StatementOf(string subject, CancellationToken ct)
    {
        if (!subject.StartsWith("corrections/", StringComparison.Ordinal)) return subject;
        if (_corrected.TryGetValue(subject, out var known)) return known;
        return Query<string>(
            "SELECT statement FROM corrections WHERE name IN (SELECT value FROM json_each(@names)) AND revision <= @revision", [subject], ct).SingleOrDefault();
    }

    /// <summary>Loads what the names rest on, and all that reaches that.</summary>
    public void Load(IEnumerable<string> names, CancellationToken ct)
    {
        var resting = LoadResting(names, ct);
        LoadReaching(resting, ct);
        LoadNamed(ct);
    }

    /// <summary>Loads all that is connected with a name, however far. Tells the names of statements, demands and meetings among it.</summary>
    public HashSet<string> LoadConnected(string name, CancellationToken ct)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { name };
        for (var known = 0; known < names.Count;)
        {
            known = names.Count;
            Load(names, ct);
            names.UnionWith(Statements.Keys);
            names.UnionWith(_named.Values.SelectMany(named => named));
            names.UnionWith(_makers.Keys);
        }
        return names;
    }

    public void Add(Statement statement)
    {
        Statements[statement.Name] = statement;
        Bytes += statement.CalculateSize();
        Index(statement.Name, statement);
        // Nothing in the database refers to what is new. What it makes under a name that was not looked up has that name from it.
        foreach (var name in References.Makes(statement) is { } made ? new[] { statement.Name, made } : [statement.Name])
        {
            if (_restingLoaded.Add(name) || name == statement.Name) _reachingLoaded.Add(name);
        }
        AskNamesOf(statement.Name);
    }

    public void Add(ReportAttachment attachment) =>
        Attachments[attachment.Statement] = [.. Attachments.GetValueOrDefault(attachment.Statement, []), attachment];

    public void Add(string statement, Correction correction)
    {
        if (!Corrections.TryGetValue(statement, out var list)) Corrections[statement] = list = [];
        list.Add(correction);
        _corrected[correction.Name] = statement;
        Index(statement, correction);
    }

    /// <summary>
    /// The names whose fold a statement can move: what it refers to, what that rests on in turn, and itself. Where it is or was a duplicate,
    /// also what is named by those that refer to it, as they tell of what they refer to by the name that is kept.
    /// </summary>
    public HashSet<string> TouchedBy(string statement)
    {
        var touched = RestingOf([statement]);
        foreach (var one in Alike(statement))
            foreach (var name in MadeBy(one).Append(one))
                foreach (var naming in _naming.GetValueOrDefault(name, []))
                    touched.UnionWith(MadeBy(naming).Append(naming));
        return touched;
    }

    /// <summary>The names, and all that they rest on.</summary>
    public HashSet<string> RestingOf(IEnumerable<string> begin)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var names = new Queue<string>(begin);
        while (names.TryDequeue(out var name))
        {
            if (!touched.Add(name)) continue;
            foreach (var next in _named.GetValueOrDefault(name, [])) names.Enqueue(next);
            foreach (var maker in _makers.GetValueOrDefault(name, [])) names.Enqueue(maker);
        }
        return touched;
    }

    /// <summary>The statements that bear on the names: what names them, what names that, and so on up.</summary>
    public HashSet<string> Reaching(IEnumerable<string> subjects)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new Queue<string>(subjects);
        while (names.TryDequeue(out var name))
        {
            if (!seen.Add(name)) continue;
            if (Statements.ContainsKey(name) && reached.Add(name))
                foreach (var made in MadeBy(name)) names.Enqueue(made);
            foreach (var statement in _naming.GetValueOrDefault(name, [])) names.Enqueue(statement);
        }
        return reached;
    }

    /// <summary>The statements, and those that they refer to: by which names those go is told by the duplicates among them.</summary>
    public HashSet<string> WithNamed(HashSet<string> statements)
    {
        var all = new HashSet<string>(statements, StringComparer.Ordinal);
        foreach (var name in statements.SelectMany(statement => _named.GetValueOrDefault(statement, [])))
            foreach (var one in _makers.GetValueOrDefault(name, []).Append(name).Where(Statements.ContainsKey))
                all.UnionWith(Alike(one));
        return all;
    }

    /// <summary>What is known of some statements, corrections applied.</summary>
    public Knowledge KnowledgeOf(IReadOnlyCollection<string> statements, Lens lens) => Knowledge.Of(
        // Attached reports move nothing; they only tell what was published by a date.
        statements.Select(name => lens.PublishedBy is null ? Statements[name] : WithAttached(name)),
        statements.SelectMany(name => Corrections.GetValueOrDefault(name, [])),
        lens);

    private Statement WithAttached(string name)
    {
        if (!Attachments.TryGetValue(name, out var attachments)) return Statements[name];
        var statement = Statements[name].Clone();
        statement.Reports.AddRange(attachments.Select(attachment => attachment.Report));
        return statement;
    }

    /// <summary>Downwards: statements named, who made what is named, and what they refer to.</summary>
    private HashSet<string> LoadResting(IEnumerable<string> names, CancellationToken ct)
    {
        var resting = new HashSet<string>(StringComparer.Ordinal);
        var frontier = names.ToHashSet(StringComparer.Ordinal);
        while (frontier.Count > 0)
        {
            ct.ThrowIfCancellationRequested();
            resting.UnionWith(frontier);
            LoadOnes([.. frontier.Where(name => !_restingLoaded.Contains(name))], ct);
            frontier = [.. frontier
                .SelectMany(name => _named.GetValueOrDefault(name, []).Concat(_makers.GetValueOrDefault(name, [])))
                .Where(name => !resting.Contains(name))];
        }
        return resting;
    }

    /// <summary>Upwards: all that refers to the names, or to what the statements that do so make.</summary>
    private void LoadReaching(IEnumerable<string> names, CancellationToken ct)
    {
        var frontier = names.Where(_reachingLoaded.Add).ToList();
        while (frontier.Count > 0)
        {
            ct.ThrowIfCancellationRequested();
            var naming = Query<(string Subject, string Statement)>(
                "SELECT subject, statement FROM refs WHERE subject IN (SELECT value FROM json_each(@names)) AND rev_from <= @revision", frontier, ct);
            foreach (var (subject, statement) in naming) Link(statement, subject);
            var statements = naming.Select(pair => pair.Statement).Concat(frontier).Distinct(StringComparer.Ordinal).ToList();
            LoadStatements([.. statements.Where(name => !Statements.ContainsKey(name))], ct);
            foreach (var name in statements.Where(Statements.ContainsKey)) AskNamesOf(name);
            frontier = [.. naming.SelectMany(pair => MadeBy(pair.Statement).Append(pair.Statement)).Where(_reachingLoaded.Add)];
        }
    }

    /// <summary>What the statements loaded refer to, with its duplicates, so that it is known by which name it goes.</summary>
    private void LoadNamed(CancellationToken ct)
    {
        if (_unnamed.Count == 0) return;
        var frontier = _unnamed.SelectMany(statement => _named.GetValueOrDefault(statement, [])).ToList();
        _unnamed.Clear();
        while (frontier.Count > 0)
        {
            var fresh = frontier.Where(name => !_restingLoaded.Contains(name)).Distinct(StringComparer.Ordinal).ToList();
            LoadOnes(fresh, ct);
            frontier = [.. fresh.SelectMany(name => _makers.GetValueOrDefault(name, []).Append(name)).SelectMany(Alike).Where(name => !_restingLoaded.Contains(name))];
        }
    }

    private void AskNamesOf(string statement)
    {
        if (_namesAsked.Add(statement)) _unnamed.Enqueue(statement);
    }

    /// <summary>Statements, who made demands and meetings, and the links of duplicates.</summary>
    private void LoadOnes(List<string> names, CancellationToken ct)
    {
        _restingLoaded.UnionWith(names);
        if (names.Count == 0) return;
        LoadStatements([.. names.Concat(LoadMakers(names, ct)).Where(name => !Statements.ContainsKey(name))], ct);
        foreach (var (subject, statement) in Query<(string, string)>(
            """
            SELECT subject, statement FROM refs
            WHERE subject IN (SELECT value FROM json_each(@names)) AND duplicate = 1 AND rev_from <= @revision
            """, names, ct))
            LinkAlike(statement, subject);
    }

    private List<string> LoadMakers(List<string> names, CancellationToken ct)
    {
        var makers = Query<(string Made, string Statement)>(
            "SELECT made, statement FROM makers WHERE made IN (SELECT value FROM json_each(@names)) AND revision <= @revision ORDER BY revision",
            names, ct);
        foreach (var (made, statement) in makers) Sets(_makers, made).Add(statement);
        return [.. makers.Select(maker => maker.Statement)];
    }

    private void LoadStatements(List<string> names, CancellationToken ct)
    {
        names = [.. names.Where(name => name.StartsWith("statements/", StringComparison.Ordinal))];
        if (names.Count == 0) return;
        foreach (var bytes in Query<byte[]>(
            """
            SELECT p.bytes FROM statements s JOIN payload p ON p.revision = s.revision
            WHERE s.name IN (SELECT value FROM json_each(@names)) AND s.rev_from = s.revision AND s.revision <= @revision
            """, names, ct))
        {
            var statement = Statement.Parser.ParseFrom(bytes);
            Statements[statement.Name] = statement;
            Bytes += bytes.Length;
            Index(statement.Name, statement);
            Read.Enqueue(statement.Name);
        }
        foreach (var (name, bytes) in Query<(string, byte[])>(
            """
            SELECT c.statement, p.bytes FROM corrections c JOIN payload p ON p.revision = c.revision
            WHERE c.statement IN (SELECT value FROM json_each(@names)) AND c.revision <= @revision ORDER BY c.revision
            """, names, ct))
            Add(name, Correction.Parser.ParseFrom(bytes));
        foreach (var bytes in Query<byte[]>(
            """
            SELECT p.bytes FROM attachments a JOIN payload p ON p.revision = a.revision
            WHERE a.statement IN (SELECT value FROM json_each(@names)) AND a.revision <= @revision ORDER BY a.revision
            """, names, ct))
            Add(ReportAttachment.Parser.ParseFrom(bytes));
    }

    private void Index(string name, Correction correction)
    {
        if (correction.Replacement is not null && Statements.TryGetValue(name, out var recorded))
            Index(name, Standing.Of(recorded, [WithSubject(correction, name)]).Content ?? correction.Replacement);
        if (correction.DuplicateOf.Length == 0 || correction.DuplicateOf == name) return;
        LinkAlike(name, correction.DuplicateOf);
    }

    private void LinkAlike(string one, string other)
    {
        Link(one, other);
        Link(other, one);
        Sets(_alike, one).Add(other);
        Sets(_alike, other).Add(one);
    }

    /// <summary>Whether any of the statements is, was, or may be a duplicate.</summary>
    public bool HasDuplicates(IEnumerable<string> names) => _alike.Count > 0 && names.Any(_alike.ContainsKey);

    /// <summary>The statement and those that are, were, or may be duplicates with it.</summary>
    private HashSet<string> Alike(string statement)
    {
        var alike = new HashSet<string>(StringComparer.Ordinal) { statement };
        var names = new Queue<string>(alike);
        while (names.TryDequeue(out var name))
            foreach (var other in _alike.GetValueOrDefault(name, []))
                if (alike.Add(other))
                    names.Enqueue(other);
        return alike;
    }

    private static Correction WithSubject(Correction correction, string statement)
    {
        if (correction.Subject == statement) return correction;
        var direct = correction.Clone();
        direct.Subject = statement;
        return direct;
    }

    private void Index(string name, Statement content)
    {
        foreach (var subject in References.Of(content))
            if (subject != name) Link(name, subject);
        if (References.Makes(content) is { } made) Sets(_makers, made).Add(name);
    }

    private void Link(string statement, string subject)
    {
        Sets(_naming, subject).Add(statement);
        Sets(_named, statement).Add(subject);
    }

    private IEnumerable<string> MadeBy(string statement) =>
        _named.GetValueOrDefault(statement, []).Where(name => _makers.TryGetValue(name, out var makers) && makers.Contains(statement));

    private List<T> Query<T>(string sql, List<string> names, CancellationToken ct) =>
        [.. connection.Query<T>(new CommandDefinition(sql, new { names = JsonSerializer.Serialize(names), revision = _revision }, cancellationToken: ct))];

    private static HashSet<string> Sets(Dictionary<string, HashSet<string>> sets, string key)
    {
        if (!sets.TryGetValue(key, out var set)) sets[key] = set = new HashSet<string>(StringComparer.Ordinal);
        return set;
    }
}
