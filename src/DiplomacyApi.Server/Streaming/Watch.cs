using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Storage.Watching;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Server.Streaming;

/// <summary>
/// One watch: a cursor into the log and a filter. It reads what follows the cursor, sends what matches, and moves the cursor; so `through`
/// can say, in the same stream, that every matching item up to there has been sent. A slow reader delays only itself, by one message.
/// </summary>
/// <param name="readiness">Has the journal, and knows when the server stops.</param>
/// <param name="registration">The entry of this watch among those that are open.</param>
/// <param name="time">The clock by which progress is sent.</param>
internal abstract class Watch<T>(Readiness readiness, OpenWatches.OpenWatch registration, TimeProvider time)
    where T : class
{
    private readonly Storage.JournalStore _journal = readiness.Journal;

    /// <summary>Sends items and progress until the caller goes away, or the server stops (SHUTTING_DOWN, with the last position).</summary>
    /// <param name="start">The position after which it begins.</param>
    /// <param name="progress">How often the position is sent if nothing else is.</param>
    /// <param name="caller">Ends the watch.</param>
    public async Task RunAsync(LogPosition start, Duration progress, CancellationToken caller)
    {
        var cursor = start.Clone();
        await StreamRunner.RunAsync(readiness, tokens => RunAsync(cursor, progress.ToTimeSpan(), tokens), () =>
            ("The server is stopping; watch again after the last position.", new Dictionary<string, string>
            {
                ["log_id"] = cursor.LogId,
                ["revision"] = cursor.Revision.ToString(CultureInfo.InvariantCulture),
            }), caller);
    }

    /// <summary>Reads the items after a revision; one read may end before the head.</summary>
    protected abstract Task<Watched<T>> ReadAfterAsync(long revision, CancellationToken ct);

    protected abstract bool Matches(T item, CancellationToken ct);

    protected abstract LogPosition PositionOf(T item);

    /// <summary>The size of an item in a message, in bytes.</summary>
    protected abstract int SizeOf(T item);

    /// <summary>Sends a message.</summary>
    /// <param name="items">The items; none if it only reports progress.</param>
    /// <param name="through">Every matching item up to here has been sent, with this message.</param>
    /// <param name="isCaughtUp">Whether that is the head.</param>
    /// <param name="ct">Cancels the sending.</param>
    protected abstract Task SendAsync(IReadOnlyList<T> items, LogPosition through, bool isCaughtUp, CancellationToken ct);

    /// <summary>The time up to which the caller knows which dues have passed, in ticks. Null: this watch does not send them.</summary>
    protected virtual long? DuesKnownUntil => null;

    /// <summary>Reads the dues that passed after a time, in ticks. They have no position in the log.</summary>
    protected virtual Task<Watched<T>> ReadDuesPassedAfterAsync(long ticks, CancellationToken ct) =>
        throw new NotSupportedException("This watch does not send dues.");

    /// <summary>The cursor moves once what lies before it is sent: a stop in between must not skip it.</summary>
    private async Task RunAsync(LogPosition cursor, TimeSpan progress, StreamTokens tokens)
    {
        registration.Revision = cursor.Revision;
        var (duesUntil, wasCaughtUp) = (DuesKnownUntil, false);
        for (var lastSent = time.GetTimestamp(); ;)
        {
            tokens.More.ThrowIfCancellationRequested();
            if (_journal.Head.LogId != cursor.LogId)
                throw new RefusedException(ErrorReason.LogMismatch,
                    $"Log {_journal.Head.LogId} was moved here in place of log {cursor.LogId}, which was empty; watch that one.", "start");
            var hasSent = false;
            if (_journal.Head.Revision > cursor.Revision)
            {
                var read = await ReadAfterAsync(cursor.Revision, tokens.More);
                hasSent = await SendAsync(Matching(read.Items, tokens.More), cursor, read.Through, tokens.Finish);
            }

            var isCaughtUp = cursor.Revision >= _journal.Head.Revision;
            if (isCaughtUp && duesUntil is { } until && _journal.Watches.Dues.PassedUntil > until)
            {
                var passed = await ReadDuesPassedAfterAsync(until, tokens.More);
                foreach (var batch in Batches(Matching(passed.Items, tokens.More)))
                {
                    await SendAsync(batch, cursor.Clone(), true, tokens.Finish);
                    hasSent = true;
                }
                duesUntil = passed.Through;
            }
            if (!hasSent && ((isCaughtUp && !wasCaughtUp) || time.GetElapsedTime(lastSent) >= progress))
            {
                await SendAsync([], cursor.Clone(), isCaughtUp, tokens.Finish);
                hasSent = true;
            }
            wasCaughtUp |= isCaughtUp;
            if (hasSent) lastSent = time.GetTimestamp();
            if (isCaughtUp) await WaitAsync(cursor.Revision, duesUntil, progress - time.GetElapsedTime(lastSent), tokens.More);
        }
    }

    /// <summary>Sends in batches of bounded size. Between the batches of one entry `through` stays before it.</summary>
    private async Task<bool> SendAsync(IReadOnlyList<T> items, LogPosition cursor, long readThrough, CancellationToken ct)
    {
        var batches = Batches(items);
        foreach (var (index, batch) in batches.Index())
        {
            var reached = index + 1 == batches.Count ? readThrough
                : Math.Min(PositionOf(batch[^1]).Revision, PositionOf(batches[index + 1][0]).Revision - 1);
            reached = Math.Max(cursor.Revision, reached);
            await SendAsync(batch, new LogPosition { LogId = cursor.LogId, Revision = reached }, reached >= _journal.Head.Revision, ct);
            registration.Revision = cursor.Revision = reached;
        }
        registration.Revision = cursor.Revision = readThrough;
        return batches.Count > 0;
    }

    private List<T> Matching(IEnumerable<T> items, CancellationToken ct) => [.. items.Where(item => Matches(item, ct))];

    private List<IReadOnlyList<T>> Batches(IReadOnlyList<T> items) => [.. SizeBoundedBatches.Split(items, SizeOf)];

    /// <summary>Waits until something is recorded, a due passes, or progress must be sent.</summary>
    private async Task WaitAsync(long revision, long? duesUntil, TimeSpan left, CancellationToken ct)
    {
        if (left <= TimeSpan.Zero) return;
        using var alarm = registration.SetAlarm(left);
        var recorded = _journal.Watches.WaitUntilPastAsync(revision);
        await (duesUntil is { } until
            ? Task.WhenAny(recorded, alarm.Rung, _journal.Watches.Dues.WaitUntilPastAsync(until))
            : Task.WhenAny(recorded, alarm.Rung)).WaitAsync(ct);
    }
}
