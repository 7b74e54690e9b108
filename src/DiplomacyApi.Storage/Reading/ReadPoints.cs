using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Storage.Reading;

/// <summary>Where reads are fixed on the two clocks: several of them at one point see one and the same state.</summary>
public sealed class ReadPoints
{
    private readonly ReadAccess _reads;
    private readonly Func<Head> _head;
    private readonly Func<LogState> _state;
    private readonly Func<Epochs> _epochs;
    private readonly TimeProvider _time;

    internal ReadPoints(ReadAccess reads, Func<Head> head, Func<LogState> state, Func<Epochs> epochs, TimeProvider time) =>
        (_reads, _head, _state, _epochs, _time) = (reads, head, state, epochs, time);

    /// <summary>Fixes the two clocks. Refuses LOG_MISMATCH, REVISION_IN_FUTURE and INVALID_DATE of the field that they stand in.</summary>
    public ReadPoint Of(ReadAt? at, string field = "at")
    {
        var head = _head();
        if (_state() == LogState.Importing)
            throw new RefusedException(ErrorReason.LogSealed,
                "The log is being moved here and is not complete yet; wait, or read it from where it was.");
        if (at?.MinRevision is { } least)
        {
            _epochs().Check(least, $"{field}.min_revision");
            CheckReached(least.Revision, head, $"{field}.min_revision");
        }
        var revision = at?.KnownAtCase switch
        {
            ReadAt.KnownAtOneofCase.KnownAtRevision => at.KnownAtRevision,
            ReadAt.KnownAtOneofCase.KnownAtTime => LastRecordedBy(at.KnownAtTime.ToDateTimeOffset(), head),
            _ => head.Revision,
        };
        CheckReached(revision, head, $"{field}.known_at_revision");
        if (revision < at?.MinRevision?.Revision)
            throw new RefusedException([new FieldViolation(
                at.KnownAtCase == ReadAt.KnownAtOneofCase.KnownAtTime ? $"{field}.known_at_time" : $"{field}.known_at_revision",
                ErrorReason.InvalidValue,
                $"What was known at revision {revision} is before min_revision, {at.MinRevision.Revision}; leave one of the two out.")]);
        return new ReadPoint(head.LogId, revision, AsOf(at?.AsOf ?? "", head, field));
    }

    /// <summary>Refuses a revision that the log has not reached.</summary>
    internal static void CheckReached(long revision, Head head, string field)
    {
        if (revision < 0)
            throw new RefusedException([new FieldViolation(field, ErrorReason.InvalidValue, "A revision must be 0 or more.")]);
        if (revision > head.Revision)
            throw new RefusedException(ErrorReason.RevisionInFuture,
                $"Revision {revision} is past the head, {head.Revision}; ask for the head, or wait.", field)
            { Ahead = revision };
    }

    /// <summary>The last revision recorded by a time, with when it and the next one were recorded.</summary>
    public (long Revision, DateTimeOffset? Recorded, DateTimeOffset? NextRecorded) RevisionAt(DateTimeOffset time, CancellationToken ct) =>
        Recorded(LastRecordedBy(time), ct);

    /// <summary>A revision, with when it and the next one were recorded.</summary>
    public (long Revision, DateTimeOffset? Recorded,
        DateTimeOffset? NextRecorded) Recorded(
            long revision, CancellationToken ct) => _reads.Read<(long, DateTimeOffset?, DateTimeOffset?)>(lease =>
    {
        var times = lease.Connection.Query<(long Revision, long Time)>(new CommandDefinition(
            "SELECT revision, record_time FROM journal WHERE revision IN (@revision, @next)", new { revision, next = revision + 1 },
            cancellationToken: ct))
            .ToDictionary(row => row.Revision, row => Times.Time(row.Time));
        return (revision, At(revision), At(revision + 1));

        DateTimeOffset? At(long one) => times.TryGetValue(one, out var recorded) ? recorded : null;
    }, ct);

    /// <summary>
    /// The end of the date asked for. Now is not before the last entry, so that the head is seen, unless a clock that was wrong recorded it
    /// far ahead.
    /// </summary>
    private DateTimeOffset AsOf(string text, Head head, string field)
    {
        if (text.Length > 0)
            return EdtfDate.TryParse(text, out var date, out var error)
                ? date.Latest
                : throw new RefusedException([new FieldViolation($"{field}.as_of", ErrorReason.InvalidDate, error)]);
        var now = _time.GetUtcNow();
        return head.RecordTime is { } last && last > now && last - now <= Limits.HeadAheadMax ? last : now;
    }

    /// <summary>Record times never go back, so that they can be searched by halves.</summary>
    private long LastRecordedBy(DateTimeOffset time) => LastRecordedBy(time, _head());

    private long LastRecordedBy(DateTimeOffset time, Head head)
    {
        if (head.RecordTime is null || head.RecordTime <= time) return head.Revision;
        return _reads.Read(lease =>
        {
            var (known, unknown) = (0L, head.Revision);
            while (unknown - known > 1)
            {
                var middle = known + (unknown - known) / 2;
                var recorded = lease.Connection.QuerySingle<long>(new CommandDefinition(
                    "SELECT record_time FROM journal WHERE revision = @middle", new { middle }));
                if (recorded <= Times.Of(time)) known = middle;
                else unknown = middle;
            }
            return known;
        }, CancellationToken.None);
    }

    /// <summary>Ticks are coarser than what can be asked for: what was recorded on the tick is before a time within it.</summary>
    internal long LastRecordedBefore(Timestamp time)
    {
        var tick = time.ToDateTimeOffset();
        if (Timestamp.FromDateTimeOffset(tick).Nanos < time.Nanos) return LastRecordedBy(tick);
        return tick == DateTimeOffset.MinValue ? 0 : LastRecordedBy(tick.AddTicks(-1));
    }
}
