using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Domain.Statements;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Statements;

/// <summary>Statements and what they refer to, both ways, in memory: which of them bear on a name, and what a name rests on.</summary>
internal sealed class StatementGraph
{
    // Asked for several times for each statement: a collection expression in its place would be a new set each time.
    private static readonly HashSet<string> None = [];

    private readonly Dictionary<string, HashSet<string>> _naming = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _alike = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _corrected = new(StringComparer.Ordinal);

    /// <summary>As recorded.</summary>
    public Dictionary<string, Statement> Statements { get; } = new(StringComparer.Ordinal);

    /// <summary>As recorded, by the statement that they correct in the end.</summary>
    public Dictionary<string, List<Correction>> Corrections { get; } = new(StringComparer.Ordinal);

    /// <summary>The reports attached to the statements, in order of revision, by the statement.</summary>
    public Dictionary<string, IReadOnlyList<ReportAttachment>> Attachments { get; } = new(StringComparer.Ordinal);

    /// <summary>How many statements, corrections and attached reports there are.</summary>
    public int Count { get; private set; }

    /// <summary>Their size, as they are stored.</summary>
    public long Bytes { get; private set; }

    /// <summary>The names that the statements refer to, and the demands and meetings that they make.</summary>
    public IEnumerable<string> Names => Statements.Keys.Concat(_named.Values.SelectMany(named => named)).Concat(_makers.Keys);

    /// <summary>Whether it is a statement, demand or meeting that was recorded.</summary>
    public bool Knows(string name) => Statements.ContainsKey(name) || _makers.ContainsKey(name);

    /// <summary>Whether no other statement ever made it.</summary>
    public bool IsMadeOnlyBy(string made, string statement) =>
        _makers.TryGetValue(made, out var makers) && makers.Count == 1 && makers.Contains(statement);

    /// <summary>What corrects a statement in the end, as recorded.</summary>
    public IReadOnlyList<Correction> CorrectionsOf(string statement) => Corrections.TryGetValue(statement, out var list) ? list : [];

    /// <summary>The statement that a correction corrects in the end; null where it is not known.</summary>
    public string? CorrectedBy(string correction) => _corrected.GetValueOrDefault(correction);

    /// <summary>What the statement refers to.</summary>
    public IReadOnlyCollection<string> NamedBy(string statement) => _named.TryGetValue(statement, out var named) ? named : [];

    /// <summary>The statements that make the demand or meeting, or made it before they were corrected.</summary>
    public IReadOnlyCollection<string> MakersOf(string made) => _makers.TryGetValue(made, out var makers) ? makers : [];

    public void Add(Statement statement)
    {
        Statements[statement.Name] = statement;
        Weigh(statement);
        Index(statement.Name, statement);
    }

    /// <summary>
    /// Forgets a name that bears on nothing and on which nothing bears: that of a statement that names, makes and opens nothing, was not
    /// corrected, and is named by none; or one that nothing has. False: it is kept.
    /// </summary>
    public bool TryForget(string name)
    {
        if (_naming.ContainsKey(name) || _named.ContainsKey(name) || _makers.ContainsKey(name) || _alike.ContainsKey(name)
            || Corrections.ContainsKey(name) || Attachments.ContainsKey(name))
            return false;
        if (!Statements.TryGetValue(name, out var statement)) return true;
        if (References.Opens(statement) is not null) return false;
        Statements.Remove(name);
        Count--;
        Bytes -= statement.CalculateSize();
        return true;
    }

    public void Add(ReportAttachment attachment)
    {
        Attachments[attachment.Statement] = [.. Attachments.GetValueOrDefault(attachment.Statement, []), attachment];
        Weigh(attachment);
    }

    public void Add(string statement, Correction correction)
    {
        if (!Corrections.TryGetValue(statement, out var list)) Corrections[statement] = list = [];
        list.Add(correction);
        Weigh(correction);
        _corrected[correction.Name] = statement;
        Index(statement, correction);
    }

    /// <summary>That a statement makes a demand or meeting.</summary>
    public void AddMaker(string made, string statement) => Sets(_makers, made).Add(statement);

    /// <summary>That a statement refers to a name.</summary>
    public void Link(string statement, string subject)
    {
        Sets(_naming, subject).Add(statement);
        Sets(_named, statement).Add(subject);
    }

    /// <summary>That one may be a duplicate of the other.</summary>
    public void LinkAlike(string one, string other)
    {
        Link(one, other);
        Link(other, one);
        Sets(_alike, one).Add(other);
        Sets(_alike, other).Add(one);
    }

    /// <summary>
    /// The names whose fold a statement can move: what it refers to, what that rests on in turn, and itself. Where it is or was a
    /// duplicate, also what is named by those that refer to it, as they tell of what they refer to by the name that is kept.
    /// </summary>
    public HashSet<string> TouchedBy(string statement)
    {
        var touched = RestingOf([statement]);
        foreach (var one in Alike(statement))
            foreach (var name in MadeBy(one).Append(one))
                foreach (var naming in _naming.GetValueOrDefault(name, None))
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
            foreach (var next in _named.GetValueOrDefault(name, None)) names.Enqueue(next);
            foreach (var maker in _makers.GetValueOrDefault(name, None)) names.Enqueue(maker);
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
            foreach (var statement in _naming.GetValueOrDefault(name, None)) names.Enqueue(statement);
        }
        return reached;
    }

    /// <summary>The statements, and those that they refer to: by which names those go is told by the duplicates among them.</summary>
    public HashSet<string> WithNamed(HashSet<string> statements)
    {
        var all = new HashSet<string>(statements, StringComparer.Ordinal);
        foreach (var name in statements.SelectMany(statement => _named.GetValueOrDefault(statement, None)))
            foreach (var one in _makers.GetValueOrDefault(name, None).Append(name).Where(Statements.ContainsKey))
                all.UnionWith(Alike(one));
        return all;
    }

    /// <summary>What is known of some statements, corrections applied.</summary>
    public KnownStatements KnowledgeOf(IReadOnlyCollection<string> statements, Lens lens) => KnownStatements.Of(
        // Attached reports move nothing; they only tell what was published by a date.
        statements.Select(name => lens.PublishedBy is null ? Statements[name] : WithAttached(name)),
        statements.SelectMany(CorrectionsOf),
        lens);

    private Statement WithAttached(string name)
    {
        if (!Attachments.TryGetValue(name, out var attachments)) return Statements[name];
        var statement = Statements[name].Clone();
        statement.Reports.AddRange(attachments.Select(attachment => attachment.Report));
        return statement;
    }

    private void Index(string name, Correction correction)
    {
        if (correction.Replacement is not null && Statements.TryGetValue(name, out var recorded))
            Index(name, CorrectedStatement.Of(recorded, [WithSubject(correction, name)]).Content ?? correction.Replacement);
        if (correction.DuplicateOf.Length == 0 || correction.DuplicateOf == name) return;
        LinkAlike(name, correction.DuplicateOf);
    }

    /// <summary>Whether any of the statements is, was, or may be a duplicate.</summary>
    public bool HasDuplicates(IEnumerable<string> names) => _alike.Count > 0 && names.Any(_alike.ContainsKey);

    /// <summary>The statement and those that are, were, or may be duplicates with it.</summary>
    public IReadOnlyCollection<string> Alike(string statement)
    {
        if (!_alike.ContainsKey(statement)) return [statement];
        var alike = new HashSet<string>(StringComparer.Ordinal) { statement };
        var names = new Queue<string>(alike);
        while (names.TryDequeue(out var name))
            foreach (var other in _alike.GetValueOrDefault(name, None))
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

    /// <summary>The demands and meetings that it makes.</summary>
    public IEnumerable<string> MadeBy(string statement) =>
        _named.GetValueOrDefault(statement, None).Where(name => _makers.TryGetValue(name, out var makers) && makers.Contains(statement));

    private void Weigh(IMessage kept)
    {
        Count++;
        Bytes += kept.CalculateSize();
    }

    private static HashSet<string> Sets(Dictionary<string, HashSet<string>> sets, string key)
    {
        if (!sets.TryGetValue(key, out var set)) sets[key] = set = new HashSet<string>(StringComparer.Ordinal);
        return set;
    }
}
