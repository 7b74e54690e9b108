using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Diplomacy.V1;

namespace DiplomacyApi.Tests.Storage.Journal;

public sealed class ChainTests
{
    [Fact]
    public async Task The_head_hash_follows_from_the_bytes_alone()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        for (var i = 0; i < 5; i++) await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", requestId: $"r{i}"));

        Assert.Equal(file.Journal.Head.Hash, Recomputed(file));
        Assert.Null(file.Flaw());
    }

    [Theory]
    [InlineData("UPDATE payload SET bytes = x'00' WHERE revision = 3", JournalFlawKind.PayloadChanged)]
    [InlineData("UPDATE payload SET salt = x'00' WHERE revision = 3", JournalFlawKind.PayloadChanged)]
    [InlineData("DROP TRIGGER journal_is_not_updated; UPDATE journal SET recorder = 'other' WHERE revision = 3", JournalFlawKind.Hash)]
    [InlineData("DROP TRIGGER journal_is_not_updated; UPDATE journal SET record_time = 0 WHERE revision = 3", JournalFlawKind.RecordTime)]
    [InlineData("DROP TRIGGER journal_is_not_deleted; DELETE FROM payload WHERE revision = 3; DELETE FROM journal WHERE revision = 3",
        JournalFlawKind.Missing)]
    [InlineData("DELETE FROM payload WHERE revision = 3", JournalFlawKind.PayloadMissing)]
    [InlineData("UPDATE payload SET erased_revision = 5, salt = x'' WHERE revision = 3", JournalFlawKind.StandIn)]
    public async Task What_was_changed_is_found_by_its_revision(string change, JournalFlawKind kind)
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        for (var i = 0; i < 5; i++) await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18"));

        file.Execute(change);

        Assert.Equal((3, kind), (file.Flaw()!.Revision, file.Flaw()!.Kind));
    }

    [Theory]
    [InlineData("UPDATE journal SET recorder = 'other'")]
    [InlineData("DELETE FROM journal")]
    public async Task The_journal_itself_cannot_be_changed(string change)
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");

        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => file.Execute(change));
    }

    /// <summary>The layout written out once more, so that a change of it is noticed.</summary>
    private static byte[] Recomputed(JournalFile file)
    {
        using var connection = file.Connect();
        var logId = connection.QuerySingle<string>(new CommandDefinition("SELECT log_id FROM log"));
        var rows = connection.Query<(long Revision, long Kind, string Id, long RecordTime, string Recorder, byte[] Salt,
            byte[] Bytes)>(new CommandDefinition(
            "SELECT j.revision, j.kind, j.id, j.record_time, j.recorder, p.salt, p.bytes FROM journal j JOIN payload p USING (revision) ORDER BY j.revision"));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("diplomacy.genesis.1" + logId));
        foreach (var row in rows)
        {
            using var entry = new MemoryStream();
            entry.Write(hash);
            Write(entry, logId);
            Write(entry, row.Revision);
            WriteShort(entry, (int)row.Kind);
            Write(entry, row.Id);
            Write(entry, row.RecordTime);
            Write(entry, row.Recorder);
            entry.Write(HMACSHA256.HashData(row.Salt, row.Bytes));
            hash = SHA256.HashData(entry.ToArray());
        }
        return hash;
    }

    private static void Write(Stream entry, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        entry.Write(bytes);
    }

    private static void WriteShort(Stream entry, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        entry.Write(bytes);
    }

    private static void Write(Stream entry, string text)
    {
        WriteShort(entry, Encoding.UTF8.GetByteCount(text));
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
