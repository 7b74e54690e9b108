using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>What is known at one revision, corrections applied: the input of the rules.</summary>
public sealed class KnownStatements
{
    private readonly Dictionary<string, EffectiveStatement> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EffectiveStatement>> _naming = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EffectiveStatement>> _openings = new(StringComparer.Ordinal);
    private readonly CorrectionResolver _corrections;
    private readonly HashSet<string> _unpublished;
    private readonly Lens _lens;

    private KnownStatements(CorrectionResolver corrected, Lens lens)
    {
        (_corrections, _lens) = (corrected, lens);
        var statements = corrected.Statements.Where(IsPublished).ToList();
        _unpublished = [.. corrected.Statements.Except(statements)
            .SelectMany(statement => statement.Makes is null ? [statement.Name] : new[] { statement.Name, statement.Makes })];
        SeenTimes.Set(statements);
        foreach (var statement in statements) Add(statement);
        Subjects = [.. statements.Select(statement => References.Opens(statement.Message))
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Builds what is known from statements and corrections as they were recorded, none later than the revision meant. It need not be
    /// all there is: what <see cref="References"/> reaches from the subjects asked about is enough.
    /// </summary>
    public static KnownStatements Of(IEnumerable<Statement> statements, IEnumerable<Correction> corrections, Lens lens) =>
        new(new CorrectionResolver(statements, corrections), lens);

    /// <summary>The demands, promises to do something and meetings that are known, by resource name, duplicates left out.</summary>
    public IReadOnlyCollection<string> Subjects { get; }

    /// <summary>The statement with its corrections applied; null if it is annulled, a duplicate or unknown.</summary>
    public Statement? Current(string statement) => Find(statement)?.Message;

    /// <summary>From which instant on, included, a statement counts; null if it is annulled, a duplicate or unknown.</summary>
    public DateTimeOffset? SeenTime(string statement) => Find(statement)?.SeenTime;

    /// <summary>The name that is kept for a name that may be a duplicate's.</summary>
    public string Canonical(string name) => _corrections.Canonical(name);

    /// <summary>
    /// Folds one subject at every instant at which something about it is seen. The segments are half-open: each holds from its first
    /// instant up to, but not including, its end.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled; it is checked before each instant.</exception>
    public SubjectSegments History(string subject, CancellationToken ct = default) => Follow(subject, ct).TakeSegments();

    /// <summary>The same history, which can be extended with what is recorded next.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled; it is checked before each instant.</exception>
    public SubjectHistory Follow(string subject, CancellationToken ct = default) => SubjectHistory.Of(this, subject, ct);

    /// <summary>
    /// Adds a statement that is recorded next, if everything known before stays as it is: it opens nothing, names no duplicate, and nothing
    /// it names counts earlier because of it. Otherwise returns false and adds nothing; all statements must then be taken together again
    /// (<see cref="Of"/>).
    /// </summary>
    public bool TryAdd(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (_lens != Lens.Open || Redaction.IsComplete(statement) || _byName.ContainsKey(statement.Name)) return false;
        var added = new EffectiveStatement(statement, floor: null);
        if (added.IsPhase || References.Opens(statement) is not null || StatementsNaming(added.Name).Count > 0
                || added.Named.Any(name => Canonical(name) != name || (!added.IsRemark && IsOpenedAfter(name, added))))
            return false;
        added.SeenTime = added.OwnSeenTime;
        Add(added);
        return true;
    }

    internal AsOfView At(DateTimeOffset asOf) => new(this, asOf, _lens.MinBasis);

    internal IReadOnlyCollection<EffectiveStatement> All => _byName.Values;

    internal EffectiveStatement? Find(string statement) => _byName.GetValueOrDefault(statement);

    /// <summary>The statements that make, act on, reply to, or are of this name.</summary>
    internal IReadOnlyList<EffectiveStatement> StatementsNaming(string name) =>
        _naming.TryGetValue(name, out var statements) ? statements : [];

    /// <summary>Whether nothing of this name is found because it was not published by then.</summary>
    internal bool IsUnpublished(string name) => _unpublished.Contains(name);

    /// <summary>All that can bear on a subject: what names it, what names that, and so on up.</summary>
    internal IReadOnlyCollection<EffectiveStatement> StatementsBearingOn(string subject)
    {
        var reached = new HashSet<EffectiveStatement>();
        var names = new Queue<string>([subject]);
        while (names.TryDequeue(out var name))
        {
            foreach (var statement in StatementsNaming(name))
            {
                if (!reached.Add(statement)) continue;
                names.Enqueue(statement.Name);
                if (statement.Makes is not null) names.Enqueue(statement.Makes);
            }
        }
        return reached;
    }

    private void Add(EffectiveStatement statement)
    {
        _byName[statement.Name] = statement;
        foreach (var name in statement.Named.Append(statement.Name)) AddTo(_naming, name, statement);
        if (!statement.CanOpen) return;
        AddTo(_openings, statement.Name, statement);
        if (statement.Makes is not null) AddTo(_openings, statement.Makes, statement);
    }

    /// <summary>Whether the statement is seen before what opens a name that it refers to, which then is seen as early.</summary>
    private bool IsOpenedAfter(string name, EffectiveStatement statement) =>
        _openings.TryGetValue(name, out var openings) && openings.Exists(opening => opening.SeenTime > statement.OwnSeenTime);

    private static void AddTo(Dictionary<string, List<EffectiveStatement>> index, string name, EffectiveStatement statement)
    {
        if (!index.TryGetValue(name, out var list)) index[name] = list = [];
        list.Add(statement);
    }

    private bool IsPublished(EffectiveStatement statement) => _lens.PublishedBy is not { } by
        || statement.Message.Reports.Any(report => report.Published is not null && DateBounds.Of(report.Published).Latest <= by);
}
