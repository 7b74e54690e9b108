using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;

namespace DiplomacyApi.Domain.Recording;

/// <summary>What was loaded for a group of requests. Each decision adds to it, so that the next one sees it.</summary>
public sealed class Loaded
{
    private readonly Dictionary<string, Correction> _corrections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Correction>> _correctionsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Statement?> _standing = new(StringComparer.Ordinal);

    /// <summary>The actors named, the bodies above them and those that stand in their place, by name.</summary>
    public Dictionary<string, Actor> Actors { get; } = new(StringComparer.Ordinal);

    /// <summary>Who speaks for the actors that may be affiliated, and who for them, as recorded, by the body's name.</summary>
    public Dictionary<string, IReadOnlyList<string>> Speakers { get; } = new(StringComparer.Ordinal);

    /// <summary>The statements named and all that reach what is named, as recorded, by name.</summary>
    public Dictionary<string, Statement> Statements { get; } = new(StringComparer.Ordinal);

    /// <summary>The corrections of these, and of those corrections, as recorded, by name.</summary>
    public IReadOnlyDictionary<string, Correction> Corrections => _corrections;

    /// <summary>The statement that made a demand or meeting, by the name of what it made.</summary>
    public Dictionary<string, string> Makers { get; } = new(StringComparer.Ordinal);

    /// <summary>The negotiations named, by name.</summary>
    public Dictionary<string, Negotiation> Negotiations { get; } = new(StringComparer.Ordinal);

    /// <summary>The reports attached to these statements, in order of revision, by the statement's name.</summary>
    public Dictionary<string, IReadOnlyList<ReportAttachment>> Attachments { get; } = new(StringComparer.Ordinal);

    /// <summary>The statement as it stands under its corrections, and those of these corrections; null where it is annulled or erased.</summary>
    internal Statement? Standing(string statement)
    {
        if (_standing.TryGetValue(statement, out var known)) return known;
        var recorded = Statements[statement];
        // Most have no corrections: they stand as they were recorded.
        if (!_correctionsOf.TryGetValue(statement, out var corrections)) return Erased.IsWhole(recorded) ? null : recorded;
        return _standing[statement] = Rules.Standing.Of(recorded, corrections).Content;
    }

    /// <summary>All statements that stand.</summary>
    internal IEnumerable<Statement> AllStanding => Statements.Keys.Select(Standing).OfType<Statement>();

    /// <summary>What makes a demand, or opens a meeting with a phase that stands; null where nothing that stands does.</summary>
    internal Statement? StandingMaker(string made)
    {
        if (!Makers.TryGetValue(made, out var maker)) return null;
        if (Standing(maker) is { } first && References.Makes(first) == made) return first;
        return AllStanding.FirstOrDefault(other => References.Makes(other) == made);
    }

    /// <summary>The name of the statement that a correction is about in the end; the subject itself where it is a statement's, or unknown.</summary>
    internal string StatementOf(string subject)
    {
        while (_corrections.TryGetValue(subject, out var correction)) subject = correction.Subject;
        return subject;
    }

    /// <summary>How many corrections lead from a subject to its statement.</summary>
    internal int DepthOf(string subject)
    {
        var depth = 0;
        for (; _corrections.TryGetValue(subject, out var correction); subject = correction.Subject) depth++;
        return depth;
    }

    /// <summary>Adds a correction, after what it corrects.</summary>
    public void Add(Correction correction)
    {
        ArgumentNullException.ThrowIfNull(correction);
        if (!_corrections.TryAdd(correction.Name, correction)) return;
        var statement = StatementOf(correction.Subject);
        _correctionsOf[statement] = [.. _correctionsOf.GetValueOrDefault(statement, []), correction];
        _standing.Remove(statement);
    }

    /// <summary>Those who speak for a body: as recorded, unless they are loaded, and may have been changed since.</summary>
    internal IReadOnlyCollection<string> SpeakersFor(string body) =>
    [
        .. Speakers.GetValueOrDefault(body, []).Where(name => !Actors.ContainsKey(name)),
        .. Actors.Values.Where(actor => SpeakingChains.BodiesOf(actor).Contains(body, StringComparer.Ordinal)).Select(actor => actor.Name),
    ];

    internal void Add(Statement statement)
    {
        Statements[statement.Name] = statement;
        if (References.Makes(statement) is { } made) Makers.TryAdd(made, statement.Name);
    }

    internal void Add(ReportAttachment attachment) =>
        Attachments[attachment.Statement] = [.. Attachments.GetValueOrDefault(attachment.Statement, []), attachment];

    /// <summary>The same, to decide on without leaving a trace.</summary>
    public Loaded Copy()
    {
        var copy = new Loaded();
        foreach (var (name, actor) in Actors) copy.Actors[name] = actor;
        foreach (var (body, speakers) in Speakers) copy.Speakers[body] = speakers;
        foreach (var (name, statement) in Statements) copy.Statements[name] = statement;
        foreach (var (name, correction) in _corrections) copy._corrections[name] = correction;
        foreach (var (name, corrections) in _correctionsOf) copy._correctionsOf[name] = corrections;
        foreach (var (name, attachments) in Attachments) copy.Attachments[name] = attachments;
        foreach (var (made, statement) in Makers) copy.Makers[made] = statement;
        foreach (var (name, negotiation) in Negotiations) copy.Negotiations[name] = negotiation;
        return copy;
    }
}
