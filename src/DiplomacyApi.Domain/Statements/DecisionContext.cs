using Diplomacy.V1;
using DiplomacyApi.Domain.Actors;

namespace DiplomacyApi.Domain.Statements;

/// <summary>
/// What is known of what requests refer to. Each decision adds to it, so that the next one sees it; what a refused request added is undone.
/// </summary>
public sealed class DecisionContext : ActorContext
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Correction> _corrections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Correction>> _correctionsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Statement?> _corrected = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _defining = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Negotiation> _negotiations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ReportAttachment>> _attachments = new(StringComparer.Ordinal);

    /// <summary>The statements named and all that reach what is named, as recorded, by name.</summary>
    public IReadOnlyDictionary<string, Statement> Statements => _statements;

    /// <summary>The corrections of these, and of those corrections, as recorded, by name.</summary>
    public IReadOnlyDictionary<string, Correction> Corrections => _corrections;

    /// <summary>The statement that made a demand or meeting, by the name of what it made.</summary>
    public IReadOnlyDictionary<string, string> Makers => _makers;

    /// <summary>The negotiations named, by name.</summary>
    public IReadOnlyDictionary<string, Negotiation> Negotiations => _negotiations;

    /// <summary>The reports attached to these statements, in order of revision, by the statement's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ReportAttachment>> Attachments => _attachments;

    /// <summary>The statement with its corrections, and those of these corrections, applied; null if it is annulled or erased.</summary>
    internal Statement? CorrectedContent(string statement)
    {
        if (_corrected.TryGetValue(statement, out var known)) return known;
        var recorded = Statements[statement];
        // Most have no corrections and are as they were recorded.
        if (!_correctionsOf.TryGetValue(statement, out var corrections)) return Redaction.IsComplete(recorded) ? null : recorded;
        return _corrected[statement] = CorrectedStatement.Of(recorded, corrections).Content;
    }

    /// <summary>
    /// The statements that make, restate, join, replace or withdraw what is named, corrections applied: few, however many act on it.
    /// </summary>
    internal IEnumerable<Statement> DefiningStatements(string name) =>
        _defining.TryGetValue(name, out var statements) ? statements.Select(CorrectedContent).OfType<Statement>() : [];

    /// <summary>The statement that makes a demand or opens a meeting, corrections applied; null if there is none.</summary>
    internal Statement? EffectiveMaker(string made)
    {
        if (!_makers.TryGetValue(made, out var maker)) return null;
        if (CorrectedContent(maker) is { } first && References.Makes(first) == made) return first;
        return DefiningStatements(made).Where(other => References.Makes(other) == made).MinBy(other => other.Revision);
    }

    /// <summary>
    /// The name of the statement that a correction is about in the end; the subject itself where it is a statement's, or unknown.
    /// </summary>
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

    /// <summary>Adds a negotiation, or a later version of it.</summary>
    public void Add(Negotiation negotiation)
    {
        ArgumentNullException.ThrowIfNull(negotiation);
        Put(_negotiations, negotiation.Name, negotiation);
        AddBytes(negotiation.CalculateSize());
    }

    /// <summary>Adds a statement as it was recorded.</summary>
    public void Add(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        Put(_statements, statement.Name, statement);
        Index(statement.Name, statement);
    }

    /// <summary>
    /// Forgets statements that name and make nothing, of those that are here. Nothing that was added before can be rolled back any more.
    /// </summary>
    public void Forget(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Checkpoint();
        foreach (var name in names) _statements.Remove(name);
    }

    /// <summary>Adds a correction, after what it corrects.</summary>
    public void Add(Correction correction)
    {
        ArgumentNullException.ThrowIfNull(correction);
        if (_corrections.ContainsKey(correction.Name)) return;
        Put(_corrections, correction.Name, correction);
        var statement = StatementOf(correction.Subject);
        Put(_correctionsOf, statement, [.. _correctionsOf.GetValueOrDefault(statement, []), correction]);
        if (_corrected.Remove(statement, out var before)) OnRollback(() => _corrected[statement] = before);
        else OnRollback(() => _corrected.Remove(statement));
        if (correction.Replacement is not null) Index(statement, correction.Replacement);
    }

    /// <summary>Adds a report that was attached, after those attached before.</summary>
    public void Add(ReportAttachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        var known = _attachments.GetValueOrDefault(attachment.Statement, []);
        if (!known.Any(other => other.Revision == attachment.Revision)) Put(_attachments, attachment.Statement, [.. known, attachment]);
    }

    /// <summary>
    /// Indexes what a statement makes, and what it helps to define. The first recorded of several that make one is its maker.
    /// </summary>
    private void Index(string name, Statement content)
    {
        if (References.Makes(content) is { } made)
        {
            if (!_makers.TryGetValue(made, out var maker) || Statements[name].Revision < Statements[maker].Revision)
                Put(_makers, made, name);
        }
        if (content.ActCase is not (Statement.ActOneofCase.Demand or Statement.ActOneofCase.Withdrawal or Statement.ActOneofCase.Meeting))
            return;
        foreach (var subject in References.Of(content))
        {
            if (!_defining.TryGetValue(subject, out var shaping))
                _defining[subject] = shaping = new HashSet<string>(StringComparer.Ordinal);
            if (shaping.Add(name)) OnRollback(() => shaping.Remove(name));
        }
    }
}
