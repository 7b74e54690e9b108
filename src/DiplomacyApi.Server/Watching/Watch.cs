using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Watching;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Server.Watching;

/// <summary>
/// One watch: a place in the log and a filter. What lies after the place is read, what matches is sent, and the place moves on; so that
/// `through` can say, in the same stream, that every matching entry up to there has been sent. A reader that is slow holds up itself
/// alone, and no more than one message.
/// </summary>
internal sealed class Watch<T>(Journal journal, Readiness readiness, TimeProvider time)
    where T : class
{
    /// <summary>What lies after a revision, as far as one read goes.</summary>
    public required Func<long, CancellationToken, Task<Watched<T>>> ReadAfter { get; init; }

    public required Func<T, bool> Matches { get; init; }

    public required Func<T, LogPosition> PositionOf { get; init; }

    public required Func<T, IMessage> MessageOf { get; init; }

    /// <summary>Sends items, and up to where every match has been sent.</summary>
    public required Func<IReadOnlyList<T>, LogPosition, bool, CancellationToken, Task> Send { get; init; }

    /// <summary>The number of the dues that are told already.</summary>
    public long DuesTold { get; init; }

    /// <summary>Sends what the clock did, which has no place in the log. Null: it is not told.</summary>
    public Func<IReadOnlyList<StatusChange>, LogPosition, bool, CancellationToken, Task>? SendPassed { get; init; }

    /// <summary>Runs until the caller goes away, or the server stops (SHUTTING_DOWN, with the last position).</summary>
    public async Task RunAsync(LogPosition start, Duration progress, CancellationToken caller)
    {
        var through = start.Clone();
        await Streams.RunAsync(readiness, ct => RunAsync(through, progress.ToTimeSpan(), ct), () =>
            ("The server is stopping; watch again after the last position.", new Dictionary<string, string>
            {
                ["log_id"] = through.LogId,
                ["revision"] = through.Revision.ToString(CultureInfo.InvariantCulture),
            }), caller);
    }

    /// <summary>Where a watch begins.</summary>
    public static LogPosition Start(WatchStart start, Journal journal)
    {
        var head = journal.Head;
        if (start.PlaceCase != WatchStart.PlaceOneofCase.After)
            return new LogPosition { LogId = head.LogId, Revision = start.PlaceCase == WatchStart.PlaceOneofCase.FromNow ? head.Revision : 0 };
        var after = start.After;
        if (after.LogId.Length == 0)
            throw new RefusedException([new FieldViolation("start.after.log_id", ErrorReason.Required, "Say of which log the position is; watch from_earliest, or from_now after reading again.")]);
        journal.Epochs.Check(after, "start.after.log_id");
        if (after.Revision < 0) throw new RefusedException([new FieldViolation("start.after.revision", ErrorReason.InvalidValue, "A revision is 0 or more.")]);
        if (after.Revision > head.Revision)
            throw new RefusedException(ErrorReason.RevisionInFuture, $"Revision {after.Revision} is past the head, {head.Revision}; this log does not have it.", "start.after.revision");
        return after;
    }

    private async Task RunAsync(LogPosition through, TimeSpan progress, CancellationToken ct)
    {
        var (dues, wasCaughtUp) = (DuesTold, false);
        for (var lastSent = time.GetTimestamp(); ;)
        {
            ct.ThrowIfCancellationRequested();
            var sent = false;
            if (journal.Head.Revision > through.Revision)
            {
                var read = await ReadAfter(through.Revision, ct);
                sent = await SendAsync([.. read.Items.Where(Matches)], through, read.Through, ct);
            }

            var caughtUp = through.Revision >= journal.Head.Revision;
            if (SendPassed is not null && journal.Watches.Dues.Last is var passed && passed.Number > dues)
            {
                dues = passed.Number;
                if (passed.Changes.Count > 0)
                {
                    await SendPassed(passed.Changes, through, caughtUp, ct);
                    sent = true;
                }
            }
            if (!sent && ((caughtUp && !wasCaughtUp) || time.GetElapsedTime(lastSent) >= progress))
            {
                await Send([], through, caughtUp, ct);
                sent = true;
            }
            wasCaughtUp |= caughtUp;
            if (sent) lastSent = time.GetTimestamp();
            if (caughtUp) await WaitAsync(through.Revision, dues, progress - time.GetElapsedTime(lastSent), ct);
        }
    }

    /// <summary>Sends in parts of bounded size. Between the parts of one entry `through` stays before it.</summary>
    private async Task<bool> SendAsync(List<T> items, LogPosition through, long readThrough, CancellationToken ct)
    {
        var (part, bytes) = (new List<T>(), 0);
        foreach (var item in items)
        {
            var size = MessageOf(item).CalculateSize();
            if (part.Count > 0 && bytes + size > Limits.StreamMessageBytesMax)
            {
                var next = PositionOf(item).Revision;
                var last = PositionOf(part[^1]).Revision;
                through.Revision = Math.Max(through.Revision, last == next ? last - 1 : last);
                await Send(part, through, false, ct);
                (part, bytes) = ([], 0);
            }
            part.Add(item);
            bytes += size;
        }
        through.Revision = readThrough;
        if (part.Count == 0) return false;
        await Send(part, through, readThrough >= journal.Head.Revision, ct);
        return true;
    }

    /// <summary>Until something is recorded, a due passes, or it is time to tell the position.</summary>
    private async Task WaitAsync(long revision, long dues, TimeSpan left, CancellationToken ct)
    {
        if (left <= TimeSpan.Zero) return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var timer = Task.Delay(left, time, over.Token);
        var moved = journal.Watches.PastAsync(revision);
        await (SendPassed is null ? Task.WhenAny(moved, timer) : Task.WhenAny(moved, timer, journal.Watches.Dues.PastAsync(dues)));
        await over.CancelAsync();
    }
}
