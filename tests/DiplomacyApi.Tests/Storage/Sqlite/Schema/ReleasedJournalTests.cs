using System.IO.Compression;
using Diplomacy.V1;

namespace DiplomacyApi.Tests.Storage.Sqlite.Schema;

/// <summary>
/// The file that each released server wrote of the founding case opens with all that it holds. Released/journal-VERSION.gz is that file;
/// its log id and head hash are those that the released server's own <c>verify</c> printed.
/// </summary>
public sealed class ReleasedJournalTests
{
    [Theory]
    [InlineData("0.1.0", "dedd450a768e38a30b6d1f4acec9117f", 52, "868742239e5889d6ae908b4c4b0273a26e33084687b36cea658fb86fc4e6eba7")]
    public async Task The_journal_of_a_release_opens_with_its_log_and_answers(string release, string logId, long revision, string hash)
    {
        await using var file = JournalFile.At(path => Unpack(release, path));
        var log = file.Dump("journal", "payload");

        await file.ReopenAsync();

        Assert.Equal((logId, revision), (file.Journal.Head.LogId, file.Journal.Head.Revision));
        Assert.Equal(hash, Convert.ToHexStringLower(file.Journal.Head.Hash));
        Assert.Equal(log, file.Dump("journal", "payload"));
        Assert.Null(file.Flaw());
        var asked = file.Queries.Obligations.Demand(
            "demands/security-guarantees-2021", file.Queries.Points.Of(new ReadAt { AsOf = "2022-01-18" }), null, JournalFile.Ct);
        Assert.Equal(
            ["actors/nato Promised", "actors/united-states Promised"],
            asked!.Debtors.Select(status => $"{status.Debtor} {status.State}").Order(StringComparer.Ordinal));

        // A second start finds nothing to make anew, and what is recorded from now on is answered too.
        await file.ReopenAsync();
        await file.RecordAsync(Say.Remark("russia", "nato", "2022-02-01", "after-the-upgrade"));
        Assert.Equal(revision + 1, file.Journal.Head.Revision);
    }

    [Fact]
    public async Task Tables_that_builds_before_this_release_derived_are_dropped()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.Journal.DisposeAsync();
        file.Execute("""
            CREATE TABLE spans (kind INTEGER);
            CREATE INDEX spans_since ON spans (kind);
            CREATE INDEX spans_promised ON spans (kind);
            DROP TABLE segments;
            """);

        await file.ReopenAsync();

        Assert.Equal(1, file.Journal.Head.Revision);
        Assert.Equal("", file.Dump("sqlite_schema WHERE name LIKE 'spans%'").Split('\n', 2)[1].Trim());
    }

    private static void Unpack(string release, string path)
    {
        using var packed = new GZipStream(
            File.OpenRead(Repository.At("tests", "DiplomacyApi.Tests", "Storage", "Sqlite", "Schema", "Released", $"journal-{release}.gz")),
            CompressionMode.Decompress);
        using var file = File.Create(path);
        packed.CopyTo(file);
    }
}
