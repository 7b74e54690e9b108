using Diplomacy.V1;

namespace DiplomacyApi.Domain.Recording;

/// <summary>What was loaded for a group of requests. Each decision adds to it, so that the next one sees it.</summary>
public sealed class Loaded
{
    /// <summary>The actors named, the bodies above them and those that stand in their place, by name.</summary>
    public Dictionary<string, Actor> Actors { get; } = new(StringComparer.Ordinal);

    /// <summary>Who speaks for the actors that may be affiliated, and who for them, as recorded, by the body's name.</summary>
    public Dictionary<string, IReadOnlyList<string>> Speakers { get; } = new(StringComparer.Ordinal);

    /// <summary>The statements named and all that reach what is named, as recorded, by name.</summary>
    public Dictionary<string, Statement> Statements { get; } = new(StringComparer.Ordinal);

    /// <summary>The corrections of these, and of those corrections, as recorded, by name.</summary>
    public Dictionary<string, Correction> Corrections { get; } = new(StringComparer.Ordinal);

    /// <summary>The statement that made a demand or meeting, by the name of what it made.</summary>
    public Dictionary<string, string> Makers { get; } = new(StringComparer.Ordinal);

    /// <summary>The negotiations named, by name.</summary>
    public Dictionary<string, Negotiation> Negotiations { get; } = new(StringComparer.Ordinal);

    /// <summary>The reports attached to these statements, in order of revision, by the statement's name.</summary>
    public Dictionary<string, IReadOnlyList<ReportAttachment>> Attachments { get; } = new(StringComparer.Ordinal);

    /// <summary>The content that a statement has now: its last replacement, or as recorded.</summary>
    internal Statement Content(string statement) => Corrections.Values
        .Where(correction => correction.Subject == statement && correction.Replacement is not null)
        .MaxBy(correction => correction.Revision)?.Replacement ?? Statements[statement];

    /// <summary>The statement that made a demand or meeting, as it is now; null where it is not known.</summary>
    internal Statement? MakerOf(string made) => Makers.TryGetValue(made, out var statement) ? Content(statement) : null;

    /// <summary>Those who speak for a body: as recorded, unless they are loaded, and may have been changed since.</summary>
    internal IReadOnlyCollection<string> SpeakersFor(string body) =>
    [
        .. Speakers.GetValueOrDefault(body, []).Where(name => !Actors.ContainsKey(name)),
        .. Actors.Values.Where(actor => SpeakingChains.BodiesOf(actor).Contains(body, StringComparer.Ordinal)).Select(actor => actor.Name),
    ];

    internal void Add(Statement statement)
    {
        Statements[statement.Name] = statement;
        if (Rules.References.Makes(statement) is { } made) Makers.TryAdd(made, statement.Name);
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
        foreach (var (name, correction) in Corrections) copy.Corrections[name] = correction;
        foreach (var (name, attachments) in Attachments) copy.Attachments[name] = attachments;
        foreach (var (made, statement) in Makers) copy.Makers[made] = statement;
        foreach (var (name, negotiation) in Negotiations) copy.Negotiations[name] = negotiation;
        return copy;
    }
}
