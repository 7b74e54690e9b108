using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Storage.Writing;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Moving;

/// <summary>Takes over entries of another store byte for byte, each verified against the chain, with the rows that follow from them.</summary>
internal static class Takeover
{
    private const int SqliteConstraint = 19;

    /// <summary>All of a part or nothing of it. The caller undoes what a failure leaves open.</summary>
    public static (Head Head, LogState State) Run(SqliteConnection connection, Head head, LogState state, ImportJournalRequest part, CancellationToken ct)
    {
        if (part.Head is null) throw new RefusedException([new FieldViolation("head", ErrorReason.Required, "Say which log it is, and up to where it goes.")]);
        if (IsWhole(head, state, part)) return (head, state);
        head = Begun(head, state, part.Head);
        using var rows = new RowWriter(connection);
        rows.Run("BEGIN IMMEDIATE");
        rows.Run("UPDATE log SET log_id = ?1, state = ?2", head.LogId, (int)LogState.Importing);
        var projector = new Projector(head.LogId, new Closure(connection, head.Revision), new Units(connection));
        foreach (var entry in part.Entries.Where(entry => entry.Revision > head.Revision))
        {
            if (entry.Revision > part.Head.Revision) throw Broken(entry, "it lies past the end of the log");
            head = Append(rows, projector, head, entry, ct);
        }
        if (head.Revision > part.Head.Revision)
            throw new RefusedException(ErrorReason.ChainBroken, $"Revision {head.Revision} is here already, and the log was announced to end at {part.Head.Revision}; export it again.", "head.revision");
        var isEnded = head.Revision == part.Head.Revision;
        if (isEnded && !head.Hash.AsSpan().SequenceEqual(part.HeadHash.Span))
            throw new RefusedException(ErrorReason.ChainBroken, $"The log ends in {Convert.ToHexStringLower(head.Hash)}, and {Convert.ToHexStringLower(part.HeadHash.Span)} was announced; export it again.", "head_hash");
        // The copy of a log that goes on elsewhere is only read.
        var after = !isEnded ? LogState.Importing : part.Sealed ? LogState.Open : LogState.Sealed;
        rows.Run("UPDATE log SET state = ?1", (int)after);
        Commit(rows);
        return (head, after);
    }

    private static void Commit(RowWriter rows)
    {
        try
        {
            rows.Run("COMMIT");
        }
        catch (SqliteException failed)
        {
            throw new OutcomeUnknownException("A commit failed, and what is on the disk is not known.", failed);
        }
    }

    /// <summary>Whether the move is done: the last part was sent again, as its acknowledgement was lost.</summary>
    private static bool IsWhole(Head head, LogState state, ImportJournalRequest part) =>
        state != LogState.Importing && head.Revision > 0 && head.LogId == part.Head.LogId && head.Revision == part.Head.Revision && head.Hash.AsSpan().SequenceEqual(part.HeadHash.Span);

    private static Head Begun(Head head, LogState state, LogPosition target)
    {
        if (state == LogState.Importing)
            return head.LogId == target.LogId ? head
                : throw new RefusedException(ErrorReason.LogMismatch, $"Log {head.LogId} is being moved here, and this is log {target.LogId}; name an empty file.", "head.log_id");
        if (target.LogId.Length == 0) throw new RefusedException([new FieldViolation("head.log_id", ErrorReason.Required, "Say which log it is.")]);
        return head.Revision == 0 ? new Head(target.LogId, 0, Chain.Genesis(target.LogId), null)
            : throw new RefusedException(ErrorReason.LogNotEmpty, $"The store holds log {head.LogId} up to revision {head.Revision}; a log can be moved only into an empty store.", "head");
    }

    private static Head Append(RowWriter rows, Projector projector, Head head, JournalEntry copied, CancellationToken ct)
    {
        if (copied.Revision != head.Revision + 1) throw Broken(copied, $"revision {head.Revision + 1} is next");
        if (copied.RecordTime is null || !copied.HasSalt || !copied.HasPayload) throw Broken(copied, "it is not whole");
        if (!Chain.Commitment(copied.Salt.ToByteArray(), copied.Payload.ToByteArray()).AsSpan().SequenceEqual(copied.Commitment.Span)) throw Broken(copied, "its payload is not what it commits to");
        try
        {
            return Append(rows, projector, head, copied, Times.Of(copied.RecordTime.ToDateTimeOffset()), ct);
        }
        catch (Exception unfit) when (IsOfTheEntry(unfit))
        {
            // The chain holds, but no server of this schema wrote such an entry.
            throw Broken(copied, $"it cannot be read ({unfit.Message})");
        }
    }

    private static Head Append(RowWriter rows, Projector projector, Head head, JournalEntry copied, long recordTime, CancellationToken ct)
    {
        var hash = Chain.Hash(head.Hash, head.LogId, new Link(copied.Revision, (int)copied.Kind, copied.Id, recordTime, copied.Recorder, copied.Commitment.ToByteArray()));
        if (!hash.AsSpan().SequenceEqual(copied.Hash.Span)) throw Broken(copied, "its hash is another");
        if (head.RecordTime is { } last && recordTime < Times.Of(last)) throw Broken(copied, "it was recorded before the entry before it");

        var entry = new Entry
        {
            Revision = copied.Revision,
            Kind = copied.Kind,
            RecordTime = recordTime,
            Recorder = copied.Recorder,
            Message = Entry.Parse(copied.Kind, copied.Payload.ToByteArray()),
            RequestId = copied.RequestId,
        };
        if (entry.Id != copied.Id) throw Broken(copied, $"it is about {entry.Id}, and says {copied.Id}");
        projector.Take(entry, ct);
        JournalRows.Copy(rows, copied, recordTime);
        foreach (var row in entry.Rows) row(rows);
        return new Head(head.LogId, copied.Revision, hash, Times.Time(recordTime));
    }

    /// <summary>What an entry is at fault for, and not the store.</summary>
    private static bool IsOfTheEntry(Exception fault) => fault is InvalidProtocolBufferException or JournalException or InvalidOperationException or KeyNotFoundException
        or ArgumentException or FormatException or SqliteException { SqliteErrorCode: SqliteConstraint };

    private static RefusedException Broken(JournalEntry entry, string why) =>
        new(ErrorReason.ChainBroken, $"Entry {entry.Revision} does not fit the chain: {why}. Export the log again.", "entries",
            new Dictionary<string, string> { ["revision"] = entry.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture) });
}
