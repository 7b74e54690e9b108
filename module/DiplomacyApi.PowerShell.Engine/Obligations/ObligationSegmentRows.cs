using System.Globalization;
using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>Turns the segments of an obligation's history into rows.</summary>
internal sealed class ObligationSegmentRows(ObligationRows obligations)
{
    public async Task<ObligationSegment> ToRowAsync(Diplomacy.V1.ObligationSegment segment, LogPosition position, CancellationToken token)
    {
        var owed = await obligations.ToRowAsync(segment.Obligation, null, position, token).ConfigureAwait(false);
        return new ObligationSegment
        {
            SubjectId = owed.SubjectId,
            DemandId = owed.DemandId,
            Title = owed.Title,
            Item = owed.Item,
            Debtor = owed.Debtor,
            DebtorId = owed.DebtorId,
            From = FirstDate(segment.StartTime),
            Until = segment.EndTime is null ? "" : FirstDate(segment.EndTime),
            State = owed.State,
            Basis = owed.Basis,
            Reason = owed.Reason,
            DecidedBy = owed.DecidedBy,
            Position = owed.Position,
            SpokenOnly = owed.SpokenOnly,
            SpokenPosition = owed.SpokenPosition,
            FormalPosition = owed.FormalPosition,
            Acknowledgement = owed.Acknowledgement,
            Due = owed.Due,
            DueAsked = owed.DueAsked,
            DuePromised = owed.DuePromised,
            DueState = owed.DueState,
            IsOverdue = owed.IsOverdue,
            OverdueBy = owed.OverdueBy,
            PromiseMissed = owed.PromiseMissed,
            Late = owed.Late,
            Verdicts = owed.Verdicts,
            StartTime = segment.StartTime.ToDateTimeOffset(),
            EndTime = segment.EndTime?.ToDateTimeOffset(),
            FirstRevision = segment.FirstRevision == 0 ? null : segment.FirstRevision,
            LastRevision = segment.LastRevision == 0 ? null : segment.LastRevision,
            NegotiationId = owed.NegotiationId,
            KnownAtRevision = owed.KnownAtRevision,
        };
    }

    /// <summary>
    /// The first date as of which what begins at an instant has begun. As of a date means its end, so that midnight is the date before;
    /// the instant after it, at which a due has passed, is the date itself.
    /// </summary>
    private static string FirstDate(Timestamp start)
    {
        var time = start.ToDateTimeOffset();
        if (time > DateTimeOffset.MinValue) time = time.AddTicks(-1);
        var sinceMidnight = time.TimeOfDay;
        return time.ToString(
            sinceMidnight == TimeSpan.Zero || sinceMidnight == TimeSpan.FromDays(1) - TimeSpan.FromTicks(1)
                ? "yyyy-MM-dd"
                : "yyyy-MM-dd'T'HH:mm'Z'",
            CultureInfo.InvariantCulture);
    }
}
