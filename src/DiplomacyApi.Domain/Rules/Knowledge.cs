using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What is known at one revision, corrections applied: the input of the rules.</summary>
public sealed class Knowledge
{
    private readonly Dictionary<string, Fact> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Fact>> _naming = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Fact>> _openings = new(StringComparer.Ordinal);
    private readonly Corrected _corrected;
    private readonly HashSet<string> _unpublished;
    private readonly Lens _lens;

    private Knowledge(Corrected corrected, Lens lens)
    {
        (_corrected, _lens) = (corrected, lens);
        var facts = corrected.Facts.Where(IsPublished).ToList();
        _unpublished = [.. corrected.Facts.Except(facts).SelectMany(fact => fact.Makes is null ? [fact.Name] : new[] { fact.Name, fact.Makes })];
        SeenTimes.Set(facts);
        foreach (var fact in facts) Add(fact);
        Subjects = [.. facts.Select(fact => References.Opens(fact.Statement)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Builds what is known from statements and corrections as they were recorded, none later than the revision meant. It need not be
    /// all there is: what <see cref="References"/> reaches from the subjects asked about is enough.
    /// </summary>
    public static Knowledge Of(IEnumerable<Statement> statements, IEnumerable<Correction> corrections, Lens lens) =>
        new(new Corrected(statements, corrections), lens);

    /// <summary>The demands, promises to do something and meetings that are known, by resource name, duplicates left out.</summary>
    public IReadOnlyCollection<string> Subjects { get; }

    /// <summary>The statement as it stands, replaced where it was corrected; null where it is annulled, a duplicate or unknown.</summary>
    public Statement? Current(string statement) => Find(statement)?.Statement;

    /// <summary>From when a statement counts; null where it does not stand.</summary>
    public DateTimeOffset? SeenTime(string statement) => Find(statement)?.Seen;

    /// <summary>The name that is kept for a name that may be a duplicate's.</summary>
    public string Canonical(string name) => _corrected.Canonical(name);

    /// <summary>Folds one subject at every instant at which something about it is seen.</summary>
    public UnitHistory History(string subject, CancellationToken ct = default) => Follow(subject, ct).HandOver();

    /// <summary>The same, to go on with what is recorded next.</summary>
    public SubjectHistory Follow(string subject, CancellationToken ct = default) => SubjectHistory.Of(this, subject, ct);

    /// <summary>
    /// Adds a statement that is recorded next, if everything known before stays as it is: it opens nothing, names no duplicate, and nothing it names
    /// counts earlier because of it. Otherwise returns false and adds nothing; all statements must then be taken together again (<see cref="Of"/>).
    /// </summary>
    public bool TryAdd(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (_lens != Lens.Open || Erased.IsWhole(statement) || _facts.ContainsKey(statement.Name)) return false;
        var fact = new Fact(statement, floor: null);
        if (fact.IsPhase || References.Opens(statement) is not null || Naming(fact.Name).Count > 0 || fact.Named.Any(name => Canonical(name) != name || (!fact.IsRemark && IsOpenedAfter(name, fact)))) return false;
        fact.Seen = fact.OwnSeen;
        Add(fact);
        return true;
    }

    /// <summary>Where a negotiation stands at an instant, with waiting_on, live conditions and warnings, standoffs, next meeting.</summary>
    public NegotiationStatus StatusAt(Negotiation negotiation, DateTimeOffset asOf, CancellationToken ct = default) =>
        new NegotiationFold(this, negotiation.Name, At(asOf), ct).Status(negotiation);

    /// <summary>The same, and until when, that instant included, it stays so while nothing more is recorded.</summary>
    public (NegotiationStatus Status, DateTimeOffset Until) StandingAt(Negotiation negotiation, DateTimeOffset asOf, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(negotiation);
        var fold = new NegotiationFold(this, negotiation.Name, At(asOf), ct);
        return (fold.Status(negotiation), fold.Until());
    }

    /// <summary>The circles among all live conditions at an instant, whatever negotiation they are of.</summary>
    public IReadOnlyList<Standoff> StandoffsAt(DateTimeOffset asOf, CancellationToken ct = default) =>
        [.. Standoffs.Among([.. new NegotiationFold(this, null, At(asOf), ct).LiveConditions()])];

    /// <summary>What was said in a negotiation and seen by an instant, in fold order, with what each did.</summary>
    public IReadOnlyList<TimelineEntry> TimelineAt(string negotiation, DateTimeOffset asOf, CancellationToken ct = default) =>
        Timeline.At(this, negotiation, At(asOf), ct);

    internal Moment At(DateTimeOffset asOf) => new(this, asOf, _lens.MinBasis);

    internal IReadOnlyCollection<Fact> Facts => _facts.Values;

    internal Fact? Find(string statement) => _facts.GetValueOrDefault(statement);

    /// <summary>The facts that make, act on, reply to, or are of this name.</summary>
    internal IReadOnlyList<Fact> Naming(string name) => _naming.TryGetValue(name, out var facts) ? facts : [];

    /// <summary>Whether nothing of this name is found because it was not published by then.</summary>
    internal bool IsUnpublished(string name) => _unpublished.Contains(name);

    /// <summary>All that can bear on a subject: what names it, what names that, and so on up.</summary>
    internal IReadOnlyCollection<Fact> Reaching(string subject)
    {
        var reached = new HashSet<Fact>();
        var names = new Queue<string>([subject]);
        while (names.TryDequeue(out var name))
        {
            foreach (var fact in Naming(name))
            {
                if (!reached.Add(fact)) continue;
                names.Enqueue(fact.Name);
                if (fact.Makes is not null) names.Enqueue(fact.Makes);
            }
        }
        return reached;
    }

    private void Add(Fact fact)
    {
        _facts[fact.Name] = fact;
        foreach (var name in fact.Named.Append(fact.Name)) AddTo(_naming, name, fact);
        if (!fact.Opens) return;
        AddTo(_openings, fact.Name, fact);
        if (fact.Makes is not null) AddTo(_openings, fact.Makes, fact);
    }

    /// <summary>Whether the statement is seen before what opens a name that it refers to, which then is seen as early.</summary>
    private bool IsOpenedAfter(string name, Fact fact) => _openings.TryGetValue(name, out var openings) && openings.Exists(opening => opening.Seen > fact.OwnSeen);

    private static void AddTo(Dictionary<string, List<Fact>> index, string name, Fact fact)
    {
        if (!index.TryGetValue(name, out var list)) index[name] = list = [];
        list.Add(fact);
    }

    private bool IsPublished(Fact fact) => _lens.PublishedBy is not { } by
        || fact.Statement.Reports.Any(report => report.Published is not null && Fact.Bounds(report.Published).Latest <= by);
}
