using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Searching;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage;

/// <summary>Reads, each at a <see cref="ReadPoint"/> fixed before: several of them at one point see one and the same state.</summary>
public sealed partial class Queries
{
    private const int SqliteInterrupt = 9;

    private readonly Readers _readers;
    private readonly Func<Head> _head;
    private readonly Func<LogState> _state;
    private readonly Func<Epochs> _epochs;
    private readonly SearchWorker _search;
    private readonly TimeProvider _time;
    private readonly KeptStatuses _statuses = new();
    private readonly KeptPages _pages = new();

    internal Queries(Readers readers, Func<Head> head, Func<LogState> state, Func<Epochs> epochs, SearchWorker search, TimeProvider time) =>
        (_readers, _head, _state, _epochs, _search, _time) = (readers, head, state, epochs, search, time);

    /// <summary>Forgets what is kept of earlier answers: what they were made of has been rewritten.</summary>
    internal void Forget()
    {
        _statuses.Clear();
        _pages.Clear();
    }

    /// <summary>Fixes the two clocks. Refuses LOG_MISMATCH, REVISION_IN_FUTURE and INVALID_DATE of the field that they stand in.</summary>
    public ReadPoint Fix(ReadAt? at, string field = "at")
    {
        var head = _head();
        if (_state() == LogState.Importing)
            throw new RefusedException(ErrorReason.LogSealed, "The log is being moved here and is not complete yet; wait, or read it from where it was.");
        if (at?.MinRevision is { } least)
        {
            _epochs().Check(least, $"{field}.min_revision");
            CheckReached(least.Revision, head, $"{field}.min_revision");
        }
        var revision = at?.KnownAtCase switch
        {
            ReadAt.KnownAtOneofCase.KnownAtRevision => at.KnownAtRevision,
            ReadAt.KnownAtOneofCase.KnownAtTime => LastRecordedBy(at.KnownAtTime.ToDateTimeOffset()),
            _ => head.Revision,
        };
        CheckReached(revision, head, $"{field}.known_at_revision");
        if (revision < at?.MinRevision?.Revision)
            throw new RefusedException([new FieldViolation(
                at.KnownAtCase == ReadAt.KnownAtOneofCase.KnownAtTime ? $"{field}.known_at_time" : $"{field}.known_at_revision", ErrorReason.InvalidValue,
                $"What was known at revision {revision} is before min_revision, {at.MinRevision.Revision}; leave one of the two out.")]);
        return new ReadPoint(head.LogId, revision, AsOf(at?.AsOf ?? "", head, field));
    }

    private static void CheckReached(long revision, Head head, string field)
    {
        if (revision < 0) throw new RefusedException([new FieldViolation(field, ErrorReason.InvalidValue, "A revision must be 0 or more.")]);
        if (revision > head.Revision)
            throw new RefusedException(ErrorReason.RevisionInFuture, $"Revision {revision} is past the head, {head.Revision}; ask for the head, or wait.", field);
    }

    /// <summary>The last revision recorded by a time, with when it and the next one were recorded.</summary>
    public (long Revision, DateTimeOffset? Recorded, DateTimeOffset? NextRecorded) RevisionAt(DateTimeOffset time, CancellationToken ct) => Recorded(LastRecordedBy(time), ct);

    /// <summary>A revision, with when it and the next one were recorded.</summary>
    public (long Revision, DateTimeOffset? Recorded, DateTimeOffset? NextRecorded) Recorded(long revision, CancellationToken ct) => Read<(long, DateTimeOffset?, DateTimeOffset?)>(lease =>
    {
        var times = lease.Connection.Query<(long Revision, long Time)>(new CommandDefinition(
            "SELECT revision, record_time FROM journal WHERE revision IN (@revision, @next)", new { revision, next = revision + 1 }, cancellationToken: ct))
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
    private long LastRecordedBy(DateTimeOffset time)
    {
        var head = _head();
        if (head.RecordTime is null || head.RecordTime <= time) return head.Revision;
        return Read(lease =>
        {
            var (known, unknown) = (0L, head.Revision);
            while (unknown - known > 1)
            {
                var middle = known + (unknown - known) / 2;
                var recorded = lease.Connection.QuerySingle<long>(new CommandDefinition("SELECT record_time FROM journal WHERE revision = @middle", new { middle }));
                if (recorded <= Times.Of(time)) known = middle;
                else unknown = middle;
            }
            return known;
        }, CancellationToken.None);
    }

    /// <summary>Ticks are coarser than what can be asked for: what was recorded on the tick is before a time within it.</summary>
    private long LastRecordedBefore(Timestamp time)
    {
        var tick = time.ToDateTimeOffset();
        if (Timestamp.FromDateTimeOffset(tick).Nanos < time.Nanos) return LastRecordedBy(tick);
        return tick == DateTimeOffset.MinValue ? 0 : LastRecordedBy(tick.AddTicks(-1));
    }

    /// <summary>How many a list has, by walking its pages.</summary>
    private static long Count<T>(Func<int, string?, Page<T>> list)
    {
        var (count, key) = (0L, (string?)null);
        do
        {
            var page = list(Limits.PageItemsMax, key);
            (count, key) = (count + page.Items.Count, page.NextKey);
        }
        while (key is not null);
        return count;
    }

    private T Read<T>(Func<Lease, T> query, CancellationToken ct) => Read(_readers, query, ct);

    private static T Read<T>(Readers readers, Func<Lease, T> query, CancellationToken ct)
    {
        try
        {
            using var lease = readers.Lease(ct);
            return query(lease);
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == SqliteInterrupt && ct.IsCancellationRequested)
        {
            throw new OperationCanceledException("The read was cancelled.", interrupted, ct);
        }
    }
}
