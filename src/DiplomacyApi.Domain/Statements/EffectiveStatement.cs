using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Obligations;

namespace DiplomacyApi.Domain.Statements;

/// <summary>A statement at one revision, corrections applied, in the form that the folds read.</summary>
internal sealed class EffectiveStatement
{
    private readonly Dictionary<string, string> _parties;

    public EffectiveStatement(Statement statement, DateTimeOffset? floor)
    {
        Message = statement;
        SeenFloor = floor;
        (Earliest, Latest) = DateBounds.Of(statement.Said);
        _parties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var resolved in statement.ResolvedParties) _parties[resolved.Actor] = resolved.Party;
        Parties = [.. statement.Principals.Select(PartyOf).Distinct(StringComparer.Ordinal)];
        Makes = References.Makes(statement);
        Named = References.Of(statement);
        ActedOn = [.. References.ActedOn(statement).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
        OwnSeenTime = FindOwnSeenTime();
    }

    public Statement Message { get; }
    public string Name => Message.Name;
    public long Revision => Message.Revision;
    public DateTimeOffset Earliest { get; }
    public DateTimeOffset Latest { get; }

    /// <summary>Before this a corrected said date is not seen.</summary>
    public DateTimeOffset? SeenFloor { get; }

    /// <summary>The parties for which it is said: the top of each chain of principals.</summary>
    public IReadOnlyList<string> Parties { get; }

    /// <summary>The demand or meeting it makes.</summary>
    public string? Makes { get; }

    /// <summary>All it refers to, what it makes and what it replies to included.</summary>
    public IReadOnlyCollection<string> Named { get; }

    /// <summary>What its act is about.</summary>
    public IReadOnlyList<string> ActedOn { get; }

    /// <summary>When it is seen, regardless of other statements.</summary>
    public DateTimeOffset OwnSeenTime { get; }

    /// <summary>From when it counts; set by <see cref="SeenTimes"/>.</summary>
    public DateTimeOffset SeenTime { get; set; }

    public bool IsRemark => Message.ActCase is Statement.ActOneofCase.Remark;

    public bool IsPhase => Message.ActCase is Statement.ActOneofCase.Meeting;

    /// <summary>What it acts on, and the demand or meeting it makes.</summary>
    public IEnumerable<string> BearsOn => Makes is null ? ActedOn : ActedOn.Append(Makes);

    /// <summary>Whether it can open what others name: a demand, promise, condition, warning or meeting.</summary>
    public bool CanOpen => Makes is not null
        || Message.ActCase is Statement.ActOneofCase.Promise or Statement.ActOneofCase.Condition or Statement.ActOneofCase.Warning;

    public string PartyOf(string actor) => _parties.GetValueOrDefault(actor, actor);

    public IReadOnlyList<string> PartiesOf(IEnumerable<string> actors) => [.. actors.Select(PartyOf).Distinct(StringComparer.Ordinal)];

    public bool ComesBefore(EffectiveStatement other) => FoldTime != other.FoldTime ? FoldTime < other.FoldTime : Revision < other.Revision;

    /// <summary>Its time in the fold: the earliest; of what ends a meeting and is dated more vaguely than a day, the latest.</summary>
    private DateTimeOffset FoldTime =>
        Message.Meeting is { Phase: MeetingPhase.Held or MeetingPhase.Cancelled } && Latest - Earliest > TimeSpan.FromDays(1)
            ? Latest
            : Earliest;

    private DateTimeOffset FindOwnSeenTime()
    {
        var seen = Message.RecordTime?.ToDateTimeOffset() ?? DateTimeOffset.MaxValue;
        if (Latest < seen) seen = Latest;
        foreach (var report in Message.Reports)
        {
            if (report.AttachedRevision != 0 || report.Published is null) continue;
            var published = DateBounds.Of(report.Published).Latest;
            if (published > Earliest && published < seen) seen = published;
        }
        return seen;
    }
}
