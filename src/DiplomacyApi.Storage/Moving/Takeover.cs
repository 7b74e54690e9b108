using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Moving;

/// <summary>Takes over entries of another store byte for byte, each verified against the chain, with the rows that follow from them.</summary>
internal static class Takeover
{
    public static (Head Head, LogState State) Run(SqliteConnection connection, Head head, LogState state, ImportJournalRequest part, CancellationToken ct)
    {
        if (part.Head is null) throw new RefusedException([new FieldViolation("head", ErrorReason.Required, "Say which log it is, and up to where it goes.")]);
        head = Begun(head, state, part.Head);
        using var rows = new RowWriter(connection);
        rows.Run("BEGIN IMMEDIATE");
        try
        {
            rows.Run("UPDATE log SET log_id = ?1, state = ?2", head.LogId, (int)LogState.Importing);
            var projector = new Projector(head.LogId, new Closure(connection, head.Revision), new Units(connection));
            foreach (var entry in part.Entries.Where(entry => entry.Revision > head.Revision))
            {
                head = Append(rows, projector, head, entry, ct);
                if (head.Revision > part.Head.Revision) throw Broken(entry, "it lies past the end of the log");
            }
            var ended = head.Revision == part.Head.Revision;
            if (ended && !head.Hash.AsSpan().SequenceEqual(part.HeadHash.Span))
                throw new RefusedException(ErrorReason.ChainBroken, $"The log ends in {Convert.ToHexStringLower(head.Hash)}, and {Convert.ToHexStringLower(part.HeadHash.Span)} was announced; export it again.", "head_hash");
            // The copy of a log that goes on elsewhere is only read.
            var after = !ended ? LogState.Importing : part.Sealed ? LogState.Open : LogState.Sealed;
            rows.Run("UPDATE log SET state = ?1", (int)after);
            rows.Run("COMMIT");
            return (head, after);
        }
        catch
        {
            rows.Run("ROLLBACK");
            throw;
        }
    }

    private static Head Begun(Head head, LogState state, LogPosition target)
    {
        if (state == LogState.Importing)
            return head.LogId == target.LogId ? head
                : throw new RefusedException(ErrorReason.LogMismatch, $"Log {head.LogId} is being moved here, and this is log {target.LogId}; name an empty file.", "head.log_id");
        return head.Revision == 0 && target.LogId.Length > 0 ? new Head(target.LogId, 0, Chain.Genesis(target.LogId), null)
            : throw new RefusedException(ErrorReason.LogNotEmpty, $"The store holds log {head.LogId} up to revision {head.Revision}; a log can be moved only into an empty store.", "head");
    }

    private static Head Append(RowWriter rows, Projector projector, Head head, JournalEntry copied, CancellationToken ct)
    {
        if (copied.Revision != head.Revision + 1) throw Broken(copied, $"revision {head.Revision + 1} is next");
        if (copied.RecordTime is null || !copied.HasSalt || !copied.HasPayload) throw Broken(copied, "it is not whole");
        var recordTime = Times.Of(copied.RecordTime.ToDateTimeOffset());
        if (!Chain.Commitment(copied.Salt.ToByteArray(), copied.Payload.ToByteArray()).AsSpan().SequenceEqual(copied.Commitment.Span)) throw Broken(copied, "its payload is not what it commits to");
        var hash = Chain.Hash(head.Hash, head.LogId, new Link(copied.Revision, (int)copied.Kind, copied.Id, recordTime, copied.Recorder, copied.Commitment.ToByteArray()));
        if (!hash.AsSpan().SequenceEqual(copied.Hash.Span)) throw Broken(copied, "its hash is another");

        var entry = new Entry
        {
            Revision = copied.Revision,
            Kind = copied.Kind,
            RecordTime = recordTime,
            Recorder = copied.Recorder,
            Message = Entry.Parse(copied.Kind, copied.Payload.ToByteArray()),
            RequestId = copied.RequestId,
        };
        projector.Take(entry, ct);
        JournalRows.Copy(rows, copied, recordTime);
        foreach (var row in entry.Rows) row(rows);
        return new Head(head.LogId, copied.Revision, hash, Times.Time(recordTime));
    }

    private static RefusedException Broken(JournalEntry entry, string why) =>
        new(ErrorReason.ChainBroken, $"Entry {entry.Revision} does not fit the chain: {why}. Export the log again.", "entries",
            new Dictionary<string, string> { ["revision"] = entry.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture) });
}
