using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;

namespace DiplomacyApi.Storage;

/// <summary>
/// Takes a log from one store to another, entry by entry, each verified against the chain. The old one is sealed first, so that the log
/// never goes on in two places. A move that was cut goes on where it was.
/// </summary>
public static class Moves
{
    /// <exception cref="JournalException">The target has something else; the source is not sealed then.</exception>
    public static async Task RunAsync(JournalStore source, JournalStore target, WorkProgress progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(progress);
        CheckFree(source, target);
        await source.SealAsync().ConfigureAwait(false);
        // Read after it was sealed, it is the last.
        var head = source.Head;
        using var moving = progress.Begin("Moving", "revision", head.Revision);
        do
        {
            var part = new ImportJournalRequest
            {
                Head = new LogPosition { LogId = head.LogId, Revision = head.Revision },
                HeadHash = ByteString.CopyFrom(head.Hash),
                Sealed = true,
                Epochs = { source.Epochs.All },
            };
            if (target.Head.Revision < head.Revision)
                part.Entries.AddRange(
                    source.Queries.Entries.Entries(target.Head.Revision, head.Revision, Limits.StreamMessageBytesMax, ct));
            await target.TakeOverAsync(part, ct).ConfigureAwait(false);
            progress.Reach(target.Head.Revision);
        }
        while (target.Head.Revision < head.Revision);
    }

    private static void CheckFree(JournalStore source, JournalStore target)
    {
        if (target.Head.Revision == 0) return;
        if (target.Head.LogId != source.Head.LogId)
            throw new JournalException(
                $"{target.Name} holds another log, {target.Head.LogId}; name a file that does not exist, or an empty database.");
        if (target.State != LogState.Importing && target.Head != source.Head)
            throw new JournalException($"{target.Name} holds this log and goes on with it; there is nothing left to move.");
    }
}
