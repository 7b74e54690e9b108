using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;
using DiplomacyApi.Storage.Reading;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Watching;

/// <summary>
/// Tells dues as they pass, to whoever watches then. It is no log: what passes is derived from the clock and from what is owed, so that
/// nothing of it is kept.
/// </summary>
public sealed class DueClock : IAsyncDisposable
{
    /// <summary>One timer waits no longer than this, whatever it waits for.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private const string Current = "kind = 1 AND state IN (1, 2, 3) AND due_until IS NOT NULL AND rev_until = 9223372036854775807";

    private readonly Readers _readers;
    private readonly Mark<Head> _head;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Mark<Passed> _passed = new(new Passed(0, []), passed => passed.Number);
    private readonly Task _running;

    internal DueClock(Readers readers, Mark<Head> head, TimeProvider time, ILogger logger)
    {
        (_readers, _head, _time, _logger) = (readers, head, time, logger);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Dues that passed together.</summary>
    public sealed record Passed(long Number, IReadOnlyList<StatusChange> Changes);

    /// <summary>The last that passed.</summary>
    public Passed Last => _passed.Value;

    /// <summary>Ends once more have passed than the numbered ones.</summary>
    public Task PastAsync(long number) => _passed.PastAsync(number);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var last = _time.GetUtcNow();
        while (!_stopping.IsCancellationRequested)
        {
            var head = _head.Value;
            try
            {
                var next = Next(last);
                var now = _time.GetUtcNow();
                if (next < now)
                {
                    _passed.Publish(new Passed(_passed.Value.Number + 1, Between(head, last, now)));
                    last = now;
                    continue;
                }
                await WaitAsync(head.Revision, next).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The clock is a convenience; it is tried again when something more is recorded.
                StorageLog.ClockFailed(_logger, failure);
                await WaitAsync(head.Revision, null).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Until the next due, or until something is recorded that may be due sooner.</summary>
    private async Task WaitAsync(long revision, DateTimeOffset? next)
    {
        // Overdue is what is past its due, if only by a moment.
        var wait = next - _time.GetUtcNow() + TimeSpan.FromMilliseconds(1);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var delay = wait is null ? Task.Delay(Timeout.InfiniteTimeSpan, ended.Token)
            : Task.Delay(wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait.Value : LongestWait, _time, ended.Token);
        await Task.WhenAny(_head.PastAsync(revision), delay).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>The end of the next due after a time.</summary>
    private DateTimeOffset? Next(DateTimeOffset after)
    {
        using var lease = _readers.Lease(_stopping.Token);
        return lease.Connection.QuerySingle<long?>(new CommandDefinition(
            $"SELECT min(due_until) FROM spans WHERE {Current} AND due_until >= @after AND until_time > @after", new { after = Times.Of(after) }))
            is { } next and < Times.Open ? Times.Time(next) : null;
    }

    private List<StatusChange> Between(Head head, DateTimeOffset after, DateTimeOffset until)
    {
        using var lease = _readers.Lease(_stopping.Token);
        var rows = lease.Connection.Query<byte[]>(new CommandDefinition(
            $"""
            SELECT bytes FROM spans WHERE {Current} AND due_until >= @after AND due_until < @until AND from_time <= @until AND until_time > @until
            ORDER BY due_until, subject, part, debtor
            """, new { after = Times.Of(after), until = Times.Of(until) }));
        return [.. rows.Select(bytes => StatusChanges.Passed(Obligation.Parser.ParseFrom(bytes)))
            .Select(change =>
            {
                change.LogPosition = new LogPosition { LogId = head.LogId, Revision = head.Revision };
                return change;
            })];
    }
}
