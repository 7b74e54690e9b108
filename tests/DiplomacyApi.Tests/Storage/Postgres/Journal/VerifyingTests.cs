using Diplomacy.V1;
using DiplomacyApi.Storage.Postgres.Schema;

namespace DiplomacyApi.Tests.Storage.Postgres.Journal;

/// <summary>What is not as it was recorded, or not what follows from it, is found in a database, and named.</summary>
public sealed class VerifyingTests(SharedCluster shared)
{
    // So many that each table has rows.
    private const int Entries = 150;

    private const string LastColumn =
        "SELECT column_name || '=' || data_type FROM information_schema.columns WHERE table_schema = 'diplomacy'";

    private static CancellationToken Ct => JournalFile.Ct;

    [Theory]
    [InlineData("UPDATE payload SET bytes = bytes || '\\x00' WHERE revision = 5", 5, JournalFlawKind.PayloadChanged)]
    [InlineData("UPDATE payload SET salt = '\\x00' WHERE revision = 5", 5, JournalFlawKind.PayloadChanged)]
    [InlineData("DELETE FROM payload WHERE revision = 5", 5, JournalFlawKind.PayloadMissing)]
    [InlineData("UPDATE journal SET hash = commitment WHERE revision = 6", 6, JournalFlawKind.Hash)]
    [InlineData("UPDATE journal SET recorder = 'other' WHERE revision = 6", 6, JournalFlawKind.Hash)]
    [InlineData("DELETE FROM journal WHERE revision = 7", 7, JournalFlawKind.Missing)]
    [InlineData("UPDATE log SET head_revision = head_revision", 0, JournalFlawKind.Unspecified)]
    public async Task A_changed_entry_is_found_by_its_revision(string change, long revision, JournalFlawKind kind)
    {
        await using var journal = await RecordedAsync(20);
        journal.Database.Execute($"SET session_replication_role = replica; {change}");

        var verified = journal.Journal.Verify(journal.Head, Ct).Last();

        Assert.Equal((revision, kind), (verified.Flaw?.Revision ?? 0, verified.Flaw?.Kind ?? JournalFlawKind.Unspecified));
        if (verified.Flaw is null) Assert.Equal(journal.Head.Hash, verified.Hash);
    }

    [Theory]
    [InlineData("DELETE FROM @table WHERE ctid = (SELECT min(ctid) FROM @table)")]
    [InlineData("UPDATE @table SET @column = @other WHERE ctid = (SELECT max(ctid) FROM @table)")]
    public async Task A_changed_row_of_each_derived_table_is_found_and_named(string change)
    {
        await using var journal = await RecordedAsync(Entries);
        Assert.Null(journal.Journal.VerifyProjections(Ct));
        // The first table that differs is named; so the last ones are changed first.
        foreach (var table in Projections.Tables.Reverse())
        {
            Assert.NotEmpty(journal.Database.Select($"SELECT ctid FROM {table}"));
            var column = (string)journal.Database.Select($"{LastColumn} AND table_name = '{table}' ORDER BY ordinal_position DESC")[0];
            var (name, type) = (column.Split('=')[0], column.Split('=')[1]);
            var other = type == "text" ? $"{name} || 'x'" : type == "bytea" ? $"coalesce({name}, '') || '\\x00'" : $"{name} + 1";
            journal.Database.Execute(change.Replace("@table", table, StringComparison.Ordinal)
                .Replace("@column", name, StringComparison.Ordinal).Replace("@other", other, StringComparison.Ordinal));

            var flaw = journal.Journal.VerifyProjections(Ct);

            Assert.Equal((JournalFlawKind.Projections, $"A row of {table} does not match the entries; `rebuild` repairs it."),
                (flaw?.Kind, flaw?.Message));
            Assert.InRange(flaw!.Revision, 1, journal.Head.Revision);
        }
        await journal.RebuildAsync();
        Assert.Null(journal.Journal.VerifyProjections(Ct));
    }

    [Fact]
    public async Task What_another_build_derived_is_not_compared()
    {
        await using var journal = await RecordedAsync(20);
        journal.Database.Execute("UPDATE log SET projections = 'other'");

        Assert.Equal("The derived data was made by another build or other rules; `rebuild` makes it again.",
            journal.Journal.VerifyProjections(Ct)?.Message);
    }

    private async Task<QueriedDatabase> RecordedAsync(int entries)
    {
        var journal = await QueriedDatabase.CreateAsync(await shared.StartedAsync(Ct));
        await new RandomHistory(journal, new Random(2), erasing: new Random(2)).RecordAsync(entries);
        return journal;
    }
}
