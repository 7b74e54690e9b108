using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Names;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Statements;

/// <summary>Applies corrections: which statements count, with which content, and which names of duplicates are replaced by which.</summary>
internal sealed class CorrectionResolver
{
    private readonly Dictionary<string, Statement> _recorded = new(StringComparer.Ordinal);
    private readonly ILookup<string, Correction> _onSubject;
    private readonly Dictionary<Correction, Correction> _inForce = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> _canonical = new(StringComparer.Ordinal);

    public CorrectionResolver(IEnumerable<Statement> statements, IEnumerable<Correction> corrections)
    {
        foreach (var statement in statements) _recorded[statement.Name] = statement;
        var ordered = corrections.OrderBy(correction => correction.Revision).ToList();
        _onSubject = ordered.ToLookup(correction => correction.Subject, StringComparer.Ordinal);
        // A correction is corrected by later ones, so the last comes first. No recursion: a chain may be longer than the stack is deep.
        foreach (var correction in ((IEnumerable<Correction>)ordered).Reverse())
            if (Corrected(correction) is { } effective)
                _inForce[correction] = effective;
        Statements = Apply();
    }

    /// <summary>The statements that count, in order of revision, with the names of duplicates replaced by those of what is kept.</summary>
    public IReadOnlyList<EffectiveStatement> Statements { get; }

    /// <summary>The name that is kept for a name that may be a duplicate's.</summary>
    public string Canonical(string name)
    {
        while (_canonical.TryGetValue(name, out var kept)) name = kept;
        return name;
    }

    private List<EffectiveStatement> Apply()
    {
        var standing = new Dictionary<string, (Statement Content, DateTimeOffset? Floor)>(StringComparer.Ordinal);
        var keptBy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var recorded in _recorded.Values.OrderBy(statement => statement.Revision))
        {
            if (Redaction.IsComplete(recorded)) continue;
            var last = InForce(recorded.Name).LastOrDefault();
            if (last is { Label: CorrectionLabel.Duplicate }) keptBy[recorded.Name] = last.DuplicateOf;
            if (last is null or { Replacement: not null } or { Label: CorrectionLabel.Duplicate })
                standing[recorded.Name] = ApplyReplacements(recorded);
        }

        var gone = ResolveDuplicates(standing, keptBy);
        return [.. standing.Where(pair => !gone.Contains(pair.Key))
            .OrderBy(pair => pair.Value.Content.Revision)
            .Select(pair => new EffectiveStatement(References.WithCanonicalNames(pair.Value.Content, Canonical), pair.Value.Floor))];
    }

    /// <summary>The corrections in force on a subject, in order of revision, each with what corrections of its own make of it.</summary>
    internal IEnumerable<Correction> InForce(string subject) =>
        _onSubject[subject].Where(_inForce.ContainsKey).Select(correction => _inForce[correction]);

    /// <summary>A correction with what those in force on it, which are known by now, make of it; null where they annul it.</summary>
    private Correction? Corrected(Correction correction)
    {
        var onIt = InForce(correction.Name).Where(later => later.Revision > correction.Revision).ToList();
        var last = onIt.LastOrDefault();
        if (last is null) return correction;
        if (last.Replacement is null && last.Label != CorrectionLabel.Duplicate) return null;
        var effective = last.Clone();
        effective.Revision = correction.Revision;
        effective.RecordTime = SaidDateChangeTime(correction, onIt);
        return effective;
    }

    /// <summary>When a correction got its present said date: correcting anything else of it leaves the floor where it is.</summary>
    private static Timestamp SaidDateChangeTime(Correction correction, IEnumerable<Correction> onIt)
    {
        var (dated, said) = (correction.RecordTime, correction.Replacement?.Said?.Text);
        foreach (var later in onIt.Where(later => later.Replacement is not null && later.Replacement.Said?.Text != said))
            (dated, said) = (later.RecordTime, later.Replacement.Said?.Text);
        return dated;
    }

    /// <summary>The last replacement in force, in the place of what it replaces; a changed date is not seen before its floor.</summary>
    private (Statement Content, DateTimeOffset? Floor) ApplyReplacements(Statement recorded)
    {
        var (content, floor) = (recorded, (DateTimeOffset?)null);
        foreach (var correction in InForce(recorded.Name).Where(correction => correction.Replacement is not null))
        {
            var replacement = InPlaceOf(recorded, correction.Replacement);
            if (replacement.Said?.Text != content.Said?.Text)
            {
                var (earliest, recordedAt) = (DateBounds.Of(replacement.Said).Earliest, correction.RecordTime.ToDateTimeOffset());
                floor = earliest < recordedAt ? earliest : recordedAt;
            }
            content = replacement;
        }
        return (content, floor);
    }

    /// <summary>The replacement with the name, ids, record, and reports of what it replaces.</summary>
    internal static Statement InPlaceOf(Statement recorded, Statement replacement)
    {
        var content = replacement.Clone();
        content.Name = recorded.Name;
        content.Revision = recorded.Revision;
        content.RecordTime = recorded.RecordTime;
        content.Recorder = recorded.Recorder;
        content.ErasedRevision = recorded.ErasedRevision;
        content.Reports.Clear();
        content.Reports.AddRange(recorded.Reports);
        if (References.Makes(recorded) is { } made && content.ActCase == recorded.ActCase)
        {
            if (content.ActCase is Statement.ActOneofCase.Meeting) content.Meeting.Meeting = made;
            else if (References.MakesDemand(content.Demand)) content.Demand.Demand = made;
        }
        return content;
    }

    /// <summary>
    /// Follows each duplicate to the one kept, and maps its names to that. In a circle the earliest recorded is kept; if the one kept
    /// is annulled or unknown, the duplicate counts.
    /// </summary>
    private HashSet<string> ResolveDuplicates(
        Dictionary<string, (Statement Content, DateTimeOffset? Floor)> standing, Dictionary<string, string> keptBy)
    {
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var duplicate in keptBy.Keys)
        {
            var kept = ResolveKept(duplicate, standing, keptBy);
            if (kept == duplicate) continue;
            gone.Add(duplicate);
            _canonical[duplicate] = kept;
            var (mine, theirs) = (References.Makes(standing[duplicate].Content), References.Makes(standing[kept].Content));
            if (mine is not null && theirs is not null && CollectionOf(mine) == CollectionOf(theirs))
                Map(Canonical(mine), Canonical(theirs));
        }
        return gone;

        // Phases of two meetings may be marked both ways: what is mapped already is not mapped back.
        void Map(string mine, string theirs)
        {
            if (mine != theirs) _canonical[mine] = theirs;
        }

        // Corrected after it was marked, a duplicate may carry another act than the one kept.
        static string CollectionOf(string name) => ResourceName.Parse(name).Collection;
    }

    private string ResolveKept(
        string duplicate, Dictionary<string, (Statement Content, DateTimeOffset? Floor)> standing, Dictionary<string, string> keptBy)
    {
        var path = new List<string> { duplicate };
        while (keptBy.TryGetValue(path[^1], out var next) && standing.ContainsKey(next))
        {
            var back = path.IndexOf(next);
            if (back >= 0) return path.Skip(back).MinBy(name => _recorded[name].Revision)!;
            path.Add(next);
        }
        return path[^1];
    }
}
