using System.Data.Common;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Writing;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Transfer;

/// <summary>
/// Takes over entries of another store byte for byte, each verified against the chain, with the rows that follow from them.
/// </summary>
internal static class Takeover
{
    /// <summary>
    /// Whether the move is done: the last part was sent again, as its acknowledgement was lost. Refuses a part that names no log.
    /// </summary>
    public static bool IsWhole(Head head, LogState state, ImportJournalRequest part)
    {
        if (part.Head is null)
            throw new RefusedException(
                [new FieldViolation("head", ErrorReason.Required, "The id and the head of the log are required; give both.")]);
        return state != LogState.Importing && head.Revision > 0 && head.LogId == part.Head.LogId && head.Revision == part.Head.Revision
            && head.Hash.AsSpan().SequenceEqual(part.HeadHash.Span);
    }

    /// <summary>Writes all of a part, within the caller's transaction, which is undone where this throws.</summary>
    public static (Head Head, LogState State,
        Epochs Epochs) Write(WriteTransaction transaction, Head head, LogState state, ImportJournalRequest part, CancellationToken ct)
    {
        if (part.Head.LogId.Length == 0)
            throw new RefusedException(
                [new FieldViolation("head.log_id", ErrorReason.Required, "The id of the log is required; give it.")]);
        var epochs = Announced(part);
        head = Begun(head, state, part.Head, epochs);
        transaction.Execute("DELETE FROM epochs");
        foreach (var epoch in epochs.All)
            transaction.Execute("INSERT INTO epochs (first_revision, log_id) VALUES (?1, ?2)", epoch.FirstRevision, epoch.LogId);

        var arrived = new List<(Entry Entry, SealedEntry Sealed)>();
        var walk = new ChainWalk(epochs.IdAt(head.Revision), head);
        foreach (var copied in part.Entries.Where(copied => copied.Revision > head.Revision))
        {
            ct.ThrowIfCancellationRequested();
            if (copied.Revision > part.Head.Revision) throw Broken(copied.Revision, "It lies past the end of the log.");
            arrived.Add(Verified(walk, copied));
            if (walk.LogId != epochs.IdAt(copied.Revision)) throw Broken(copied.Revision, "It is of another epoch than was announced.");
        }
        Append(transaction, new Projector(head.LogId, transaction, head.Revision), arrived, ct);
        if (arrived is [.., var (last, _)]) head = new Head(head.LogId, last.Revision, walk.Hash, Times.Time(last.RecordTime));
        if (head.Revision > part.Head.Revision)
            throw new RefusedException(ErrorReason.ChainBroken,
                $"Revision {head.Revision} is here already, and the log was announced to end at {part.Head.Revision}; export it again.",
                "head.revision");
        var isEnded = head.Revision == part.Head.Revision;
        if (isEnded) CheckEnd(transaction.Connection, head, part);
        // The copy of a log that goes on elsewhere is only read.
        var after = !isEnded ? LogState.Importing : part.Sealed ? LogState.Open : LogState.Sealed;
        transaction.Execute("UPDATE log SET log_id = ?1, state = ?2", head.LogId, (int)after);
        return (head, after, epochs);
    }

    private static Epochs Announced(ImportJournalRequest part)
    {
        var epochs = Epochs.Of(part.Epochs, part.Head.LogId);
        var firsts = epochs.All.Select(epoch => epoch.FirstRevision).ToList();
        if (epochs.LogId == part.Head.LogId && firsts[0] == 1 && firsts.Zip(firsts.Skip(1)).All(pair => pair.First < pair.Second)
                && epochs.All.DistinctBy(epoch => epoch.LogId).Count() == firsts.Count)
            return epochs;
        throw new RefusedException(
            [new FieldViolation("epochs", ErrorReason.InvalidValue,
                "Epochs begin at revision 1, in order of their first revisions, and the last is the head's; send them as ExportJournal gave them.")]);
    }

    private static Head Begun(Head head, LogState state, LogPosition target, Epochs epochs)
    {
        if (state == LogState.Importing)
            return head.LogId == target.LogId ? head
                : throw new RefusedException(ErrorReason.LogMismatch,
                    $"Log {head.LogId} is being moved here, and this is log {target.LogId}; name an empty file.", "head.log_id");
        return head.Revision == 0 ? new Head(target.LogId, 0, Chain.Genesis(epochs.IdAt(0)), null)
            : throw new RefusedException(ErrorReason.LogNotEmpty,
                $"The store holds log {head.LogId} up to revision {head.Revision}; a log can be moved only into an empty store.", "head");
    }

    /// <summary>An entry that is whole, fits the chain, and can be read.</summary>
    private static (Entry Entry, SealedEntry Sealed) Verified(ChainWalk walk, JournalEntry copied)
    {
        if (copied.RecordTime is null || copied.ErasedRevision == 0 != (copied.HasSalt && copied.HasPayload))
            throw Broken(copied.Revision, "It is incomplete.");
        if (copied.ErasedRevision != 0 && copied.ErasedRevision <= copied.Revision)
            throw Broken(copied.Revision, "It is said to be erased before it was recorded.");
        try
        {
            var recordTime = Times.Of(copied.RecordTime.ToDateTimeOffset());
            var entry = SealedEntry.Of(copied, recordTime);
            if (walk.Take(new StoredEntry(entry.Link, entry.Hash, entry.Salt, entry.Payload, copied.ErasedRevision)) is { } flaw)
                throw Broken(flaw.Revision, flaw.Message);
            var read = new Entry
            {
                Revision = copied.Revision,
                Kind = copied.Kind,
                RecordTime = recordTime,
                Recorder = copied.Recorder,
                Message = EntryMessages.Parse(copied.Kind, entry.Payload),
                RequestId = copied.RequestId,
            };
            return (read, entry);
        }
        catch (Exception unfit) when (IsOfTheEntry(unfit))
        {
            throw Unfit(copied.Revision, unfit);
        }
    }

    private static void Append(
        WriteTransaction transaction, Projector projector, IEnumerable<(Entry Entry, SealedEntry Sealed)> arrived, CancellationToken ct)
    {
        foreach (var chunk in arrived.Chunk(Rebuild.Chunk))
        {
            var revision = chunk[0].Entry.Revision;
            try
            {
                projector.LoadFor([.. chunk.Select(one => one.Entry)], ct);
                foreach (var (entry, copied) in chunk)
                {
                    revision = entry.Revision;
                    projector.Take(entry, ct);
                    transaction.Write(copied);
                    transaction.Project(entry);
                }
                transaction.Flush();
            }
            catch (Exception unfit) when (transaction.IsConstraint(unfit))
            {
                // Where rows are sent together, it may be one of those that were sent with it.
                throw Broken(revision, $"It, or an entry shortly before it, contradicts what is recorded: {unfit.Message}");
            }
            catch (Exception unfit) when (IsOfTheEntry(unfit))
            {
                throw Unfit(revision, unfit);
            }
        }
    }

    /// <summary>The chain holds, but no server of this schema wrote such an entry.</summary>
    private static RefusedException Unfit(long revision, Exception why) => Broken(revision, $"It cannot be read: {why.Message}");

    /// <summary>What an entry is at fault for, and not the store.</summary>
    private static bool IsOfTheEntry(Exception fault) => fault is InvalidProtocolBufferException or JournalException
        or InvalidOperationException or KeyNotFoundException
        or ArgumentException or FormatException;

    /// <summary>
    /// Whether it ends where it was announced to, and what stands in the place of erased entries is what the erasures carry.
    /// </summary>
    private static void CheckEnd(DbConnection connection, Head head, ImportJournalRequest part)
    {
        if (!head.Hash.AsSpan().SequenceEqual(part.HeadHash.Span))
            throw new RefusedException(ErrorReason.ChainBroken,
                $"The log ends in {Convert.ToHexStringLower(head.Hash)}, and {Convert.ToHexStringLower(part.HeadHash.Span)} was announced; export it again.",
                "head_hash");
        var standIns = new StandIns(connection);
        var erased = connection.Query<(long Revision, long Erased, byte[] Bytes)>(new CommandDefinition(
            "SELECT revision, erased_revision, bytes FROM payload WHERE erased_revision IS NOT NULL ORDER BY erased_revision, revision"))
                .AsList();
        foreach (var (revision, by, bytes) in erased)
            if (standIns.Check(revision, by, bytes) is { } flaw)
                throw Broken(flaw.Revision, flaw.Message);
    }

    private static RefusedException Broken(long revision, string why) =>
        new(ErrorReason.ChainBroken, $"Entry {revision} does not fit the chain: {why} Export the log again.", "entries",
            new Dictionary<string, string> { ["revision"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture) });
}
