using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Domain.Statements;

/// <summary>
/// What acts are about, as it stands. What is annulled is as never recorded, and refused like what is not known; only a replacement may
/// go on naming what the statement that it replaces names, so that a title can be mended whatever became of the subject.
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

    /// <summary>The statements that stand of those that make, restate, join, replace or take back what is named.</summary>
    public IEnumerable<Statement> Shaping(string name) => _context.DefiningStatements(name);

    /// <summary>The statement of that name as it stands; null where there is none, or it is annulled.</summary>
    public Statement? Find(string name) => _context.Statements.ContainsKey(name) ? _context.CorrectedContent(name) : null;

    /// <summary>The statement of that name. Refuses UNKNOWN_STATEMENT.</summary>
    public Statement Known(string name, string field)
    {
        if (!_context.Statements.TryGetValue(name, out var recorded)) throw RefusedException.Missing(ErrorReason.UnknownStatement, name, "; record it first.", field);
        return _context.CorrectedContent(name) ?? (_named.Contains(name) ? recorded : throw Annulled(ErrorReason.UnknownStatement, name, "statement", field));
    }

    /// <summary>What makes the demand. Refuses UNKNOWN_DEMAND.</summary>
    public Statement Demand(string name, string field) => Maker(name, ErrorReason.UnknownDemand, "record it first", "demand", field);

    /// <summary>A phase of the meeting. Refuses UNKNOWN_MEETING.</summary>
    public Statement Meeting(string name, string field) => Maker(name, ErrorReason.UnknownMeeting, "record its first phase", "meeting", field);

    private Statement Maker(string name, ErrorReason reason, string wayOut, string kind, string field)
    {
        if (!_context.Makers.TryGetValue(name, out var maker)) throw RefusedException.Missing(reason, name, $"; {wayOut}.", field);
        return _context.EffectiveMaker(name) ?? (_named.Contains(name) ? _context.Statements[maker] : throw Annulled(reason, name, kind, field));
    }

    private static RefusedException Annulled(ErrorReason reason, string name, string kind, string field) =>
        new(reason, $"{name} was annulled or erased; undo that correction, or name another.", field, new Dictionary<string, string> { [kind] = name });
}
