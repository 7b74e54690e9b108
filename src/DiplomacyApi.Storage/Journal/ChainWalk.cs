using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Journal;

/// <summary>What is wrong with an entry.</summary>
public sealed record Flaw(long Revision, JournalFlawKind Kind, string Message);

/// <summary>
/// One entry as it is verified: what its hash covers, the hash it claims, and its payload, or what replaced it when it was erased.
/// </summary>
internal sealed record StoredEntry(Link Link, byte[] Hash, byte[] Salt, byte[]? Payload, long ErasedRevision);

/// <summary>Follows the chain entry by entry, through its epochs, recomputing each hash from the bytes.</summary>
internal sealed class ChainWalk
{
    private long _recordTime = long.MinValue;

    /// <summary>From the beginning of a log.</summary>
    public ChainWalk(string logId) => (LogId, Hash) = (logId, Chain.Genesis(logId));

    /// <summary>From an entry that was followed before.</summary>
    public ChainWalk(string logId, Head head) =>
        (LogId, Revision, Hash, _recordTime) =
            (logId, head.Revision, head.Hash, head.RecordTime is { } time ? Times.Of(time) : long.MinValue);

    /// <summary>The id under which the last entry was recorded.</summary>
    public string LogId { get; private set; }

    public long Revision { get; private set; }

    public byte[] Hash { get; private set; }

    /// <summary>Null where the entry is the next one and whole; then the walk stands on it.</summary>
    public Flaw? Take(StoredEntry entry)
    {
        var (link, next) = (entry.Link, Revision + 1);
        if (link.Revision != next) return new(next, JournalFlawKind.Missing, $"Entry {next} is missing; the next one is {link.Revision}.");
        if (entry.Payload is null) return new(next, JournalFlawKind.PayloadMissing, "Its payload is missing, although it was not erased.");
        if (entry.ErasedRevision == 0 && !Chain.Commitment(entry.Salt, entry.Payload).AsSpan().SequenceEqual(link.Commitment))
            return new(next, JournalFlawKind.PayloadChanged, "Its payload does not match its commitment.");
        if (link.RecordTime < _recordTime)
            return new(next, JournalFlawKind.RecordTime, "Its record time is before that of the previous entry.");
        if (Read(link, entry.Payload) is not { } message)
            return new(next, JournalFlawKind.Unreadable, $"Its payload is about something other than {link.Id}, or cannot be read.");

        var logId = LogId;
        if (message is Epoch epoch)
        {
            if (epoch.ParentLogId != LogId || epoch.ParentRevision != Revision || !epoch.ParentHash.Span.SequenceEqual(Hash))
                return new(next, JournalFlawKind.Hash, $"It opens an epoch that does not continue from revision {Revision}.");
            logId = epoch.LogId;
        }
        var hash = Chain.Hash(Hash, logId, link);
        if (!hash.AsSpan().SequenceEqual(entry.Hash))
            return new(next, JournalFlawKind.Hash, "Its hash does not match the previous entry and its own fields.");
        (LogId, Revision, Hash, _recordTime) = (logId, next, hash, link.RecordTime);
        return null;
    }

    private static IMessage? Read(in Link link, byte[] payload)
    {
        try
        {
            var message = EntryMessages.Parse((JournalEntryKind)link.Kind, payload);
            return EntryMessages.IdOf(message) == link.Id ? message : null;
        }
        catch (Exception unreadable) when (unreadable is InvalidProtocolBufferException or JournalException)
        {
            return null;
        }
    }
}
