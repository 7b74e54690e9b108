using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Server.Streaming;

/// <summary>Where watches begin.</summary>
internal static class WatchStarts
{
    /// <summary>The position after which a watch begins. Refuses a position that this log does not have.</summary>
    public static LogPosition PositionOf(WatchStart start, Storage.JournalStore journal)
    {
        // A log that is being moved here is not read yet.
        journal.Queries.Points.Of(null);
        var head = journal.Head;
        if (start.PlaceCase != WatchStart.PlaceOneofCase.After)
            return new LogPosition
            {
                LogId = head.LogId,
                Revision = start.PlaceCase == WatchStart.PlaceOneofCase.FromNow ? head.Revision : 0,
            };
        var after = start.After;
        if (after.LogId.Length == 0)
            throw new RefusedException(
                [new FieldViolation("start.after.log_id", ErrorReason.Required,
                    "The position has no log id; give it, or watch from_earliest, or from_now after reading again.")]);
        journal.Epochs.Check(after, "start.after.log_id");
        if (after.Revision < 0)
            throw new RefusedException(
                [new FieldViolation("start.after.revision", ErrorReason.InvalidValue, "A revision must be 0 or more.")]);
        if (after.Revision > head.Revision)
            throw new RefusedException(ErrorReason.RevisionInFuture,
                $"Revision {after.Revision} is past the head, {head.Revision}; this log does not have it.", "start.after.revision")
            { Ahead = after.Revision };
        return after;
    }
}
