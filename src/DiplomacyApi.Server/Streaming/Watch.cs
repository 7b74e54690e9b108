using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Storage.Watching;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Server.Streaming;

/// <summary>
/// One watch: a place in the log and a filter. What lies after the place is read, what matches is sent, and the place moves on; so that
/// `through` can say, in the same stream, that every matching entry up to there has been sent. A reader that is slow holds up itself
/// alone, and no more than one message.
/// </summary>
internal sealed class Watch<T>(Storage.Journal journal, WatchGate.WatchPlace place, Readiness readiness, TimeProvider time)
    where T : class
{
    /// <summary>What lies after a revision, as far as one read goes.</summary>
    public required Func<long, CancellationToken, Task<Watched<T>>> ReadAfter { get; init; }

    public required Func<T, bool> Matches { get; init; }

    public required Func<T, LogPosition> PositionOf { get; init; }

    public required Func<T, IMessage> MessageOf { get; init; }

    /// <summary>Sends items, up to where every match has been sent, and whether that is the head.</summary>
    public required Func<IReadOnlyList<T>, LogPosition, bool, CancellationToken, Task> Send { get; init; }

    /// <summary>What the clock did after a time, which has no place in the log. Null: it is not told.</summary>
    public Func<long, CancellationToken, Task<Watched<T>>>? ReadPassedAfter { get; init; }

    /// <summary>Up to when the caller knows what the clock did, in ticks.</summary>
    public long PassedUntil { get; init; }

    /// <summary>Runs until the caller goes away, or the server stops (SHUTTING_DOWN, with the last position).</summary>
    public async Task RunAsync(LogPosition start, Duration progress, CancellationToken caller)
    {
        var through = start.Clone();
        await Streams.RunAsync(readiness, tokens => RunAsync(through, progress.ToTimeSpan(), tokens), () =>
            ("The server is stopping; watch again after the last position.", new Dictionary<string, string>
            {
                ["log_id"] = through.LogId,
                ["revision"] = through.Revision.ToString(CultureInfo.InvariantCulture),
            }), caller);
    }

    /// <summary>Where a watch begins.</summary>
    public static LogPosition Start(WatchStart start, Storage.Journal journal)
    {
        // A log that is being moved here is not read yet.
        journal.Queries.Fix(null);
        var head = journal.Head;
        if (start.PlaceCase != WatchStart.PlaceOneofCase.After)
            return new LogPosition { LogId = head.LogId, Revision = start.PlaceCase == WatchStart.PlaceOneofCase.FromNow ? head.Revision : 0 };
        var after = start.After;
        if (after.LogId.Length == 0)
            throw new RefusedException([new FieldViolation("start.after.log_id", ErrorReason.Required, "The position has no log id; give it, or watch from_earliest, or from_now after reading again.")]);
        journal.Epochs.Check(after, "start.after.log_id");
        if (after.Revision < 0) throw new RefusedException([new FieldViolation("start.after.revision", ErrorReason.InvalidValue, "A revision must be 0 or more.")]);
        if (after.Revision > head.Revision)
            throw new RefusedException(ErrorReason.RevisionInFuture, $"Revision {after.Revision} is past the head, {head.Revision}; this log does not have it.", "start.after.revision");
        return after;
    }

    /// <summary>The place moves once what lies before it is sent: a stop in between must not skip it.</summary>
    private async Task RunAsync(LogPosition through, TimeSpan progress, StreamTokens tokens)
    {
        place.Revision = through.Revision;
        var (passedUntil, wasCaughtUp) = (PassedUntil, false);
        for (var lastSent = time.GetTimestamp(); ;)
        {
            tokens.More.ThrowIfCancellationRequested();
            if (journal.Head.LogId != through.LogId)
                throw new RefusedException(ErrorReason.LogMismatch, $"Log {journal.Head.LogId} was moved here in place of log {through.LogId}, which was empty; watch that one.", "start");
            var sent = false;
            if (journal.Head.Revision > through.Revision)
            {
                var read = await ReadAfter(through.Revision, tokens.More);
                sent = await SendAsync([.. read.Items.Where(Matches)], through, read.Through, tokens.Finish);
            }

            var caughtUp = through.Revision >= journal.Head.Revision;
            if (caughtUp && ReadPassedAfter is not null && journal.Watches.Dues.PassedUntil > passedUntil)
            {
                var passed = await ReadPassedAfter(passedUntil, tokens.More);
                foreach (var part in Parts([.. passed.Items.Where(Matches)]))
                {
                    await Send(part, through.Clone(), true, tokens.Finish);
                    sent = true;
                }
                passedUntil = passed.Through;
            }
            if (!sent && ((caughtUp && !wasCaughtUp) || time.GetElapsedTime(lastSent) >= progress))
            {
                await Send([], through.Clone(), caughtUp, tokens.Finish);
                sent = true;
            }
            wasCaughtUp |= caughtUp;
            if (sent) lastSent = time.GetTimestamp();
            if (caughtUp) await WaitAsync(through.Revision, passedUntil, progress - time.GetElapsedTime(lastSent), tokens.More);
        }
    }

    /// <summary>Sends in parts of bounded size. Between the parts of one entry `through` stays before it.</summary>
    private async Task<bool> SendAsync(IReadOnlyList<T> items, LogPosition through, long readThrough, CancellationToken ct)
    {
        var parts = Parts(items);
        foreach (var (index, part) in parts.Index())
        {
            var reached = index + 1 == parts.Count ? readThrough
                : Math.Min(PositionOf(part[^1]).Revision, PositionOf(parts[index + 1][0]).Revision - 1);
            reached = Math.Max(through.Revision, reached);
            await Send(part, new LogPosition { LogId = through.LogId, Revision = reached }, reached >= journal.Head.Revision, ct);
            place.Revision = through.Revision = reached;
        }
        place.Revision = through.Revision = readThrough;
        return parts.Count > 0;
    }

    private List<IReadOnlyList<T>> Parts(IReadOnlyList<T> items) => [.. new BytesBounded<T>(item => MessageOf(item).CalculateSize()).Of(items)];

    /// <summary>Until something is recorded, a due passes, or it is time to tell the position.</summary>
    private async Task WaitAsync(long revision, long passedUntil, TimeSpan left, CancellationToken ct)
    {
        if (left <= TimeSpan.Zero) return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var timer = Task.Delay(left, time, over.Token);
        var moved = journal.Watches.PastAsync(revision);
        await (ReadPassedAfter is null ? Task.WhenAny(moved, timer) : Task.WhenAny(moved, timer, journal.Watches.Dues.PastAsync(passedUntil)));
        await over.CancelAsync();
    }
}
