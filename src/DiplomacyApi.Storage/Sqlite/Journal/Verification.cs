using System.Data.Common;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Backup;
using DiplomacyApi.Storage.Sqlite.Files;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Journal;

/// <summary>How far the chain holds: the hash recomputed there, how many of its entries were erased, and the first flaw where there is one.</summary>
public sealed record Verified(long Revision, byte[] Hash, long ErasedEntries, Flaw? Flaw);

/// <summary>Verifies a journal's file, whether a server holds it or not: it is only read.</summary>
public static class Verifying
{
    /// <summary>The head of the log in a file.</summary>
    /// <exception cref="JournalException">It is no journal, or of another schema.</exception>
    public static Head HeadOf(string path) => FileFaults.Explained($"{path} cannot be verified", () =>
    {
        using var connection = Copies.OpenRead(path);
        Copies.CheckSchema(connection, path);
        return LastEntry.Head(connection, LogRow.Read(connection, path).LogId);
    });

    /// <summary>Recomputes the chain up to a head; what has a flaw is the last.</summary>
    public static IEnumerable<Verified> Chain(string path, Head head, CancellationToken ct)
    {
        using var connection = Copies.OpenRead(path);
        foreach (var verified in Verification.Run(connection, head, ct)) yield return verified;
    }

    /// <summary>Derives the projections again in copies beside the file, and compares them. Null where nothing differs.</summary>
    public static Flaw? Projections(string path, WorkProgress? progress, CancellationToken ct) =>
        FileFaults.Explained($"What is derived in {path} cannot be verified", () => ProjectionCheck.Run(path, progress, ct));

    /// <summary>The same steps of a verification, followed.</summary>
    public static IEnumerable<Verified> Followed(this IEnumerable<Verified> steps, WorkProgress? progress, Head head)
    {
        using var verifying = progress?.Begin("Verifying", "revision", head.Revision);
        foreach (var step in steps)
        {
            progress?.Reach(step.Revision);
            yield return step;
        }
    }
}

/// <summary>Recomputes commitments and hashes from the bytes that are there.</summary>
internal static class Verification
{
    /// <summary>How many entries are read at once, and reported together.</summary>
    private const int Chunk = 1_000;

    private const string Entries =
        """
        SELECT j.revision, j.kind, j.id, j.record_time, j.recorder, j.commitment, j.hash, p.salt, p.bytes, p.erased_revision
        FROM journal j LEFT JOIN payload p ON p.revision = j.revision WHERE j.revision > @after AND j.revision <= @head ORDER BY j.revision LIMIT @chunk
        """;

    /// <summary>Tells how far it is, at least once; what has a flaw is the last.</summary>
    public static IEnumerable<Verified> Run(SqliteConnection connection, Head head, CancellationToken ct)
    {
        if ((Try(1, () => Epochs.Problem(connection), out var problem) ?? (problem is null ? null : new(1, JournalFlawKind.Hash, problem))) is { } ids)
        {
            yield return new(0, [], 0, ids);
            yield break;
        }
        var walk = new ChainWalk(Epochs.Read(connection).IdAt(0));
        var (erased, standIns) = (0L, new StandIns(connection));
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (Try(walk.Revision + 1, () => Read(connection, walk.Revision, head.Revision, ct), out var rows) is { } unreadable)
            {
                yield return new(walk.Revision, walk.Hash, erased, unreadable);
                yield break;
            }
            foreach (var told in rows)
            {
                if ((Try(told.Link.Revision, () => Take(told), out var flaw) ?? flaw) is { } found)
                {
                    yield return new(walk.Revision, walk.Hash, erased, found);
                    yield break;
                }
                if (told.ErasedRevision != 0) erased++;
            }
            if (rows.Count < Chunk) break;
            yield return new(walk.Revision, walk.Hash, erased, null);
        }
        yield return new(walk.Revision, walk.Hash, erased, End(walk, head));

        Flaw? Take(Told told) =>
            (told.ErasedRevision == 0 ? null : standIns.Check(told.Link.Revision, told.ErasedRevision, told.Payload)) ?? walk.Take(told);
    }

    /// <summary>Null where it could be read.</summary>
    private static Flaw? Try<T>(long revision, Func<T> read, out T result)
    {
        try
        {
            result = read();
            return null;
        }
        catch (SqliteException failed) when (failed.SqliteErrorCode != SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            result = default!;
            return new(revision, JournalFlawKind.Unreadable, $"It cannot be read: {FileFaults.Explain(failed)}");
        }
        catch (Exception failure) when (FileFaults.IsOfContent(failure))
        {
            result = default!;
            return new(revision, JournalFlawKind.Unreadable, $"It cannot be read ({failure.Message.TrimEnd('.')}); restore a backup.");
        }
    }

    private static Flaw? End(ChainWalk walk, Head head)
    {
        if (walk.Revision != head.Revision) return new(walk.Revision + 1, JournalFlawKind.Missing, $"The log ends before its head, {head.Revision}.");
        return walk.LogId == head.LogId && walk.Hash.AsSpan().SequenceEqual(head.Hash) ? null
            : new(head.Revision, JournalFlawKind.Hash, $"The log ends under {walk.LogId}, and its head is of {head.LogId}.");
    }

    private static List<Told> Read(SqliteConnection connection, long after, long head, CancellationToken ct) => [.. connection
        .Query<(long Revision, int Kind, string Id, long RecordTime, string Recorder, byte[] Commitment, byte[] Hash, byte[]? Salt, byte[]? Bytes, long? Erased)>(
            new CommandDefinition(Entries, new { after, head, chunk = Chunk }, flags: CommandFlags.None, cancellationToken: ct))
        .Select(row => new Told(
            new Link(row.Revision, row.Kind, row.Id, row.RecordTime, row.Recorder, row.Commitment), row.Hash, row.Salt ?? [], row.Bytes, row.Erased ?? 0))];
}

/// <summary>Compares what stands in the place of erased payloads with the entries that erased them.</summary>
internal sealed class StandIns(DbConnection connection)
{
    private (long Revision, Dictionary<long, byte[]>? StandIns) _last;

    /// <summary>Null where the erasure carries just this for the entry.</summary>
    public Flaw? Check(long revision, long erasedRevision, byte[]? bytes)
    {
        if (_last.Revision != erasedRevision) _last = (erasedRevision, Of(erasedRevision));
        return bytes is not null && _last.StandIns?.GetValueOrDefault(revision)?.AsSpan().SequenceEqual(bytes) == true ? null
            : new(revision, JournalFlawKind.StandIn, $"The text that replaces it is not the one in entry {erasedRevision}.");
    }

    private Dictionary<long, byte[]>? Of(long erasedRevision)
    {
        var bytes = connection.QuerySingleOrDefault<byte[]>(new CommandDefinition(
            "SELECT p.bytes FROM journal j JOIN payload p ON p.revision = j.revision WHERE j.revision = @erasedRevision AND j.kind = @kind",
            new { erasedRevision, kind = (int)JournalEntryKind.StatementErased }));
        try
        {
            return bytes is null ? null : Erasure.Parser.ParseFrom(bytes).StandIns.ToDictionary(one => one.Revision, one => one.Payload.ToByteArray());
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
