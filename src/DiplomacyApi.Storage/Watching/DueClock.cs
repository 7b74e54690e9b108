using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Watermarks;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Watching;

/// <summary>
/// Tells that dues pass, to whoever watches then. It is no log: what passed between two times is derived from what is owed, so that
/// nothing of it is kept, and who reads slowly misses none.
/// </summary>
public sealed class DueClock : IAsyncDisposable
{
    /// <summary>The columns of the two dues' ends.</summary>
    private static readonly string[] Dues = ["due_until", "promised_until"];

    private readonly Readers _readers;
    private readonly Watermark<Head> _head;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Watermark<long> _passedUntil;
    private readonly Task _running;

    internal DueClock(Readers readers, Watermark<Head> head, TimeProvider time, ILogger logger)
    {
        (_readers, _head, _time, _logger) = (readers, head, time, logger);
        _passedUntil = new Watermark<long>(PlaceOf(time.GetUtcNow()), ticks => ticks);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Up to when the clock has come, in ticks: it is moved on whenever a due has passed.</summary>
    public long PassedUntil => _passedUntil.Value;

    /// <summary>A time as a place of the clock, in ticks.</summary>
    public static long PlaceOf(DateTimeOffset time) => Times.Of(time);

    /// <summary>Ends once a due has passed after a time, given in ticks.</summary>
    public Task WaitUntilPastAsync(long ticks) => _passedUntil.WaitUntilPastAsync(ticks);

    /// <summary>Stops the clock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>
    /// The dues that passed after a time: of what was owed with that due, and known to be, when it passed, and is so still. What was past
    /// its due already when it was recorded has not passed while anybody watched.
    /// </summary>
    internal Watched<StatusChange> PassedAfter(long after) =>
        ReadAccess.Read(_readers, lease => PassedAfter(lease, after), CancellationToken.None);

    private Watched<StatusChange> PassedAfter(Lease lease, long after)
    {
        var until = PassedUntil;
        // What is told is told under the position at which it is read.
        var head = LastEntry.Head(lease.Connection, _head.Value.LogId);
        var passed = Dues.SelectMany(due => lease.Connection.Query<(long Due, byte[] Bytes)>(new CommandDefinition(
            $"""
            SELECT s.{due}, s.bytes FROM segments s
            WHERE {IsOwedAt(due)} AND s.{due} >= @after AND s.{due} < @until AND EXISTS (
              SELECT 1 FROM segments k JOIN journal f ON f.revision = k.rev_from LEFT JOIN journal u ON u.revision = CASE WHEN k.until_time > s.{due} THEN k.rev_until ELSE k.cut_rev END
              WHERE k.kind = 1 AND k.subject = s.subject AND k.part = s.part AND k.debtor = s.debtor AND k.state IN (1, 2, 3) AND k.{due} = s.{due}
                AND k.from_time <= s.{due} AND (k.until_time > s.{due} OR k.cut_rev > 0)
                AND f.record_time <= s.{due} AND (u.record_time IS NULL OR u.record_time > s.{due}))
            """, new { after, until })))
            .Select(row => (row.Due, Owed: Obligation.Parser.ParseFrom(row.Bytes)))
            // Both dues of one obligation may pass at once.
            .DistinctBy(row => (row.Due, row.Owed.Subject, row.Owed.Item, row.Owed.Debtor))
            .OrderBy(row => row.Due).ThenBy(row => row.Owed.Subject, StringComparer.Ordinal)
            .ThenBy(row => row.Owed.Item, StringComparer.Ordinal).ThenBy(row => row.Owed.Debtor, StringComparer.Ordinal);
        return new([.. passed.Select(row => Passed(row.Owed, row.Due, head))], until);
    }

    private static StatusChange Passed(Obligation owed, long due, Head head)
    {
        var change = StatusChanges.OfPassedDue(owed, Times.Time(due));
        change.LogPosition = new LogPosition { LogId = head.LogId, Revision = head.Revision };
        return change;
    }

    /// <summary>Looks for the next due in the index of it, in which the first one after a time is the next.</summary>
    internal static IEnumerable<string> NextTexts() =>
        Dues.Select(due => $"SELECT min(s.{due}) FROM segments s WHERE {IsOwedAt(due)} AND s.{due} >= @after");

    /// <summary>What is known now to be owed when its due passes, and has one.</summary>
    private static string IsOwedAt(string due) =>
        $"s.kind = 1 AND s.state IN (1, 2, 3) AND s.rev_until = 9223372036854775807 AND s.from_time <= s.{due} AND s.until_time > s.{due}";

    private async Task RunAsync()
    {
        var isFailing = false;
        while (!_stopping.IsCancellationRequested)
        {
            var head = _head.Value;
            try
            {
                var next = Next(PassedUntil);
                isFailing = false;
                var now = _time.GetUtcNow();
                if (next < now) _passedUntil.Publish(PlaceOf(now));
                else await WaitAsync(head.Revision, next).ConfigureAwait(false);
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                // What was being read then was interrupted.
                return;
            }
            catch (Exception failure)
            {
                // One that lasts is told once.
                if (!isFailing) StorageLog.ClockFailed(_logger, failure);
                isFailing = true;
                await Task.Delay(Limits.ClockCheckInterval, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Until the next due, or until something is recorded that may be due sooner.</summary>
    private async Task WaitAsync(long revision, DateTimeOffset? next)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var moved = _head.WaitUntilPastAsync(revision);
        while (!moved.IsCompleted && !_stopping.IsCancellationRequested && !(next < _time.GetUtcNow()))
        {
            // Overdue is what is past its due, if only by a moment. Setting the clock moves no timer, so that it is looked at again and
            // again.
            var wait = next - _time.GetUtcNow() + TimeSpan.FromMilliseconds(1);
            var delay = wait is null ? Task.Delay(Timeout.InfiniteTimeSpan, ended.Token)
                : Task.Delay(wait < Limits.ClockCheckInterval ? wait.Value : Limits.ClockCheckInterval, _time, ended.Token);
            await Task.WhenAny(moved, delay).ConfigureAwait(false);
        }
        if (moved.IsCompleted) await Task.WhenAny(Task.Delay(Limits.GatherTime, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>The end of the next due after a time.</summary>
    private DateTimeOffset? Next(long after) => ReadAccess.Read(_readers, lease => Next(lease, after), _stopping.Token);

    private static DateTimeOffset? Next(Lease lease, long after)
    {
        var next = NextTexts().Min(text => lease.Connection.QuerySingle<long?>(new CommandDefinition(text, new { after })));
        return next is { } time and < Times.Open ? Times.Time(time) : null;
    }
}
