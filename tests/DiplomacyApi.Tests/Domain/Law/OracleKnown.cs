using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>A statement as it stands, and from when it counts.</summary>
internal sealed record Said(Statement Statement, DateTimeOffset Earliest, DateTimeOffset Seen)
{
    public string Name => Statement.Name;
}

/// <summary>
/// What is known at a revision: corrections applied, duplicates merged, seen computed. Nothing is shared between two of them.
/// </summary>
internal sealed class OracleKnown
{
    private readonly List<Statement> _recorded;
    private readonly List<Correction> _corrections;
    private readonly Flaw _flaw;

    public OracleKnown(IEnumerable<Statement> statements, IEnumerable<Correction> corrections, long k, Lens lens, Flaw flaw)
    {
        _flaw = flaw;
        _recorded = statements.Where(statement => statement.Revision <= k).OrderBy(statement => statement.Revision).ToList();
        _corrections = flaw == Flaw.CorrectionsIgnored
            ? []
            : corrections.Where(correction => correction.Revision <= k).OrderBy(correction => correction.Revision).ToList();

        var standing = Standing();
        if (lens.PublishedBy is { } by)
        {
            standing = standing.Where(one => one.Statement.Reports.Any(report =>
                report.AttachedRevision <= (flaw == Flaw.PublishedByAttachedIgnored ? 0 : k) && Read(report.Published.Text).Latest <= by))
                    .ToList();
        }
        bool Passes(Statement statement) => lens.MinBasis == Attribution.Unspecified || Rank(statement.Attribution) >= Rank(lens.MinBasis);
        if (flaw == Flaw.MinBasisBeforeSeen) standing = standing.Where(one => Passes(one.Statement)).ToList();
        All = Seen(standing);
        MinBasis = lens.MinBasis;
    }

    /// <summary>The statements that are folded, seen or not.</summary>
    public List<Said> All { get; }

    /// <summary>On a lesser word a statement counts for nobody.</summary>
    public Attribution MinBasis { get; }

    private sealed record InForce(
        CorrectionLabel Label, Statement? Replacement, string DuplicateOf, DateTimeOffset RecordTime, long Revision)
    {
        public bool Annuls => Replacement is null && Label != CorrectionLabel.Duplicate;
        public bool Merges => Label == CorrectionLabel.Duplicate;
    }

    /// <summary>The last active correction of a statement or of a correction.</summary>
    private InForce? On(string subject) => AllOn(subject).LastOrDefault();

    private List<InForce> AllOn(string subject) =>
        _corrections.Where(correction => correction.Subject == subject).Select(Active).OfType<InForce>().ToList();

    private InForce? Active(Correction correction)
    {
        var own = new InForce(
            correction.Label, correction.Replacement, correction.DuplicateOf, correction.RecordTime.ToDateTimeOffset(),
            correction.Revision);
        if (_flaw == Flaw.CorrectionsOfCorrectionsIgnored) return own;
        var on = On(correction.Name);
        if (on is null) return own;
        return on.Annuls
            ? null
            : on with { RecordTime = _flaw == Flaw.ReplacedCorrectionChangesDate ? on.RecordTime : Dated(own, AllOn(correction.Name)) };
    }

    /// <summary>When a correction got the date it has now: with itself, or with the last of those on it that changed it.</summary>
    private static DateTimeOffset Dated(InForce own, IEnumerable<InForce> onIt)
    {
        var last = own;
        var dated = own.RecordTime;
        foreach (var one in onIt.Where(one => one.Replacement is not null))
        {
            if (one.Replacement!.Said.Text != last.Replacement?.Said.Text) dated = one.RecordTime;
            last = one;
        }
        return dated;
    }

    private sealed record Stands(Statement Statement, DateTimeOffset Floor);

    private List<Stands> Standing()
    {
        var standing = new List<Stands>();
        foreach (var recorded in _recorded)
        {
            var correction = On(recorded.Name);
            if (correction is not null && correction.Annuls) continue;
            if (Kept(recorded) != recorded.Name) continue;
            var statement = Content(recorded);
            Rename(statement, Renamed);
            if (statement.InReplyTo == statement.Name) statement.InReplyTo = "";
            var floor = _flaw == Flaw.CorrectedDateSeenBefore ? DateTimeOffset.MinValue : Floor(recorded);
            standing.Add(new Stands(statement, floor));
        }
        return standing;
    }

    private Statement Content(Statement recorded)
    {
        // A duplicate whose kept one is annulled stands as it was corrected before.
        var correction = AllOn(recorded.Name).LastOrDefault(active => active.Replacement is not null);
        if (correction is null) return recorded.Clone();
        var content = correction.Replacement!.Clone();
        content.Name = recorded.Name;
        content.Revision = _flaw == Flaw.ReplacementTakesNewPlace ? correction.Revision : recorded.Revision;
        content.RecordTime = recorded.RecordTime;
        content.Reports.Clear();
        content.Reports.AddRange(recorded.Reports);
        return content;
    }

    /// <summary>A date that was corrected is not seen before it begins, or before it was corrected if that is sooner.</summary>
    private DateTimeOffset Floor(Statement recorded)
    {
        var (text, floor) = (recorded.Said.Text, DateTimeOffset.MinValue);
        foreach (var correction in AllOn(recorded.Name).Where(active => active.Replacement is not null))
        {
            if (correction.Replacement!.Said.Text != text)
                floor = Earlier(Read(correction.Replacement.Said.Text).Earliest, correction.RecordTime);
            text = correction.Replacement.Said.Text;
        }
        return floor;
    }

    /// <summary>The name of the statement that stands for this one: its own unless it is a duplicate of one that stands.</summary>
    private string Kept(Statement recorded)
    {
        var path = new List<Statement> { recorded };
        while (true)
        {
            if (On(path[^1].Name) is not { Merges: true } merge) return path[^1].Name;
            var next = _recorded.FirstOrDefault(statement => statement.Name == merge.DuplicateOf);
            if (next is null) return path[^1].Name;
            if (On(next.Name) is { Annuls: true }) return _flaw == Flaw.DuplicateOfAnnulledGone ? next.Name : path[^1].Name;
            var again = path.FindIndex(statement => statement.Name == next.Name);
            if (again >= 0) return _flaw == Flaw.DuplicateCircleDropsAll ? "" : path[again..].MinBy(statement => statement.Revision)!.Name;
            path.Add(next);
        }
    }

    private string Renamed(string name)
    {
        if (name.Length == 0 || _flaw == Flaw.DuplicateAnnuls) return name;
        foreach (var recorded in _recorded)
        {
            var kept = Kept(recorded);
            if (kept == recorded.Name) continue;
            var other = _recorded.FirstOrDefault(statement => statement.Name == kept);
            if (other is null) continue;
            if (name == recorded.Name) return kept;
            // Corrected into another act, it makes no longer what it made.
            var (mine, theirs) = (Content(recorded), Content(other));
            if (name == MadeDemand(mine) && MadeDemand(theirs).Length > 0) return MadeDemand(theirs);
            if (name == PhaseOf(mine) && PhaseOf(theirs).Length > 0) return PhaseOf(theirs);
        }
        return name;
    }

    private List<Said> Seen(List<Stands> standing)
    {
        var seen = standing.ToDictionary(one => one.Statement.Name, one => Later(Own(one.Statement), one.Floor));
        for (var changed = true; changed && _flaw != Flaw.SeenWithoutNaming;)
        {
            changed = false;
            foreach (var one in standing.Where(one => IsOpening(one.Statement, standing)))
            {
                var named = standing.Where(other => IsNamedBy(one.Statement, other.Statement)).Select(other => seen[other.Statement.Name]);
                var sooner = Later(named.Append(seen[one.Statement.Name]).Min(), one.Floor);
                if (sooner >= seen[one.Statement.Name]) continue;
                seen[one.Statement.Name] = sooner;
                changed = true;
            }
        }
        return standing.Select(one => new Said(one.Statement, Read(one.Statement.Said.Text).Earliest, seen[one.Statement.Name])).ToList();
    }

    private DateTimeOffset Own(Statement statement)
    {
        var said = Read(statement.Said.Text);
        if (_flaw == Flaw.SeenAtLatestOnly) return said.Latest;
        var own = Earlier(said.Latest, statement.RecordTime.ToDateTimeOffset());
        foreach (var report in statement.Reports.Where(report => report.AttachedRevision == 0 && report.Published is not null))
        {
            var published = Read(report.Published.Text).Latest;
            if (published > said.Earliest && _flaw != Flaw.SeenWithoutReports) own = Earlier(own, published);
        }
        return own;
    }

    private static bool IsNamedBy(Statement opener, Statement other)
    {
        if (other.Name == opener.Name || other.ActCase == Statement.ActOneofCase.Remark) return false;
        if (other.InReplyTo == opener.Name) return true;
        var names = ActsOn(other);
        if (names.Contains(opener.Name)) return true;
        if (MadeDemand(opener).Length > 0 && names.Contains(MadeDemand(opener))) return true;
        return PhaseOf(opener).Length > 0 && (PhaseOf(other) == PhaseOf(opener) || names.Contains(PhaseOf(opener)));
    }

    /// <summary>Whether something begins with it; of a meeting's phases that is the first in the order in which they count.</summary>
    private bool IsOpening(Statement statement, List<Stands> standing)
    {
        if (!Opens(statement)) return false;
        if (PhaseOf(statement).Length == 0 || _flaw == Flaw.EveryPhasePulled) return true;
        var bearing = standing.Where(one => Touches(one.Statement).Contains(PhaseOf(statement)))
            .Select(one => new Said(one.Statement, Read(one.Statement.Said.Text).Earliest, DateTimeOffset.MinValue));
        return OracleOrder.Of(bearing, _flaw).First(one => PhaseOf(one.Statement).Length > 0).Name == statement.Name;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
