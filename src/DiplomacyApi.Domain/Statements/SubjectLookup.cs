using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Domain.Statements;

/// <summary>
/// Finds what acts are about, corrections applied. What is annulled counts as never recorded and is refused like what is unknown. Only a
/// replacement may still name what the statement that it replaces names, so that a title can be corrected whatever became of the subject.
/// </summary>
internal sealed class SubjectLookup
{
    private readonly DecisionContext _context;
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    public SubjectLookup(DecisionContext context, Statement? replaces)
    {
        _context = context;
        if (replaces is null) return;
        _named.UnionWith(References.Of(replaces));
        if (context.CorrectedContent(replaces.Name) is { } standing) _named.UnionWith(References.Of(standing));
    }

    /// <summary>The statements that make, restate, join, replace or withdraw what is named, corrections applied.</summary>
    public IEnumerable<Statement> DefiningStatements(string name) => _context.DefiningStatements(name);

    /// <summary>The statement of that name, corrections applied; null if there is none, or it is annulled.</summary>
    public Statement? Find(string name) => _context.Statements.ContainsKey(name) ? _context.CorrectedContent(name) : null;

    /// <summary>The statement of that name. Refuses UNKNOWN_STATEMENT.</summary>
    public Statement StatementOf(string name, string field)
    {
        if (!_context.Statements.TryGetValue(name, out var recorded)) throw StatementRefusals.Unknown(name, "; record it first.", field);
        return _context.CorrectedContent(name)
            ?? (_named.Contains(name) ? recorded : throw ResourceRefusals.Annulled(ErrorReason.UnknownStatement, name, field));
    }

    /// <summary>What makes the demand. Refuses UNKNOWN_DEMAND.</summary>
    public Statement MakerOfDemand(string name, string field) => MakerOf(name, ErrorReason.UnknownDemand, "record it first", field);

    /// <summary>A phase of the meeting. Refuses UNKNOWN_MEETING.</summary>
    public Statement MakerOfMeeting(string name, string field) =>
        MakerOf(name, ErrorReason.UnknownMeeting, "record its first phase", field);

    private Statement MakerOf(string name, ErrorReason reason, string wayOut, string field)
    {
        if (!_context.Makers.TryGetValue(name, out var maker)) throw ResourceRefusals.Unknown(reason, name, $"; {wayOut}.", field);
        return _context.EffectiveMaker(name)
            ?? (_named.Contains(name) ? _context.Statements[maker] : throw ResourceRefusals.Annulled(reason, name, field));
    }
}
