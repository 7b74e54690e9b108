using System.Security.Cryptography;
using Diplomacy.V1;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Tests.Storage.Sqlite.Schema;

/// <summary>What was stored by another way of folding names is made again before it is asked.</summary>
public sealed class FoldingVersionTests
{
    [Fact]
    public async Task Names_that_were_folded_in_another_way_are_folded_again_by_a_start()
    {
        await using var file = await JournalFile.OpenAsync();
        var actor = new Actor { DisplayNames = { new LocalizedText { Text = "Støre" } } };
        await file.Writer.CreateActorAsync(new CreateActorRequest { ActorId = "a-minister", Actor = actor }, JournalFile.Recorder,
            JournalFile.Ct);
        await file.Journal.DisposeAsync();
        // As a build of the same tables leaves it that folds ø to itself, and does not know of versions of folding.
        var script = await File.ReadAllBytesAsync(
            Repository.At("src", "DiplomacyApi.Storage", "Sqlite", "Schema", "projections.sql"), JournalFile.Ct);
        file.Execute(
            $"UPDATE actor_names SET folded = replace(folded, 'store', 'støre'); UPDATE log SET projections = '{Convert.ToHexStringLower(SHA256.HashData(script))}'");

        await file.ReopenAsync();

        Assert.Single(file.Queries.Actors.Resolve("STORE", file.Queries.Points.Of(null), 10, JournalFile.Ct).Candidates);
    }

    [Fact]
    public async Task Words_that_were_folded_in_another_way_are_indexed_again_by_a_start()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("norway");
        var remark = Say.Remark("norway", "norway", "2022-01-18", "first");
        remark.Statement.Summaries.Add(new LocalizedText { Text = "Statsminister Støre" });
        await file.RecordAsync(remark);
        var found = await FoundAsync(file);
        await file.Journal.DisposeAsync();
        await using (var words = new SqliteConnection($"Data Source={file.Path}.search;Pooling=False"))
        {
            await words.OpenAsync(JournalFile.Ct);
            await using var change = words.CreateCommand();
            change.CommandText = "INSERT INTO words (words) VALUES ('delete-all'); UPDATE watermark SET format = format - 1";
            await change.ExecuteNonQueryAsync(JournalFile.Ct);
        }

        await file.ReopenAsync();

        Assert.Equal((1, 1), (found, await FoundAsync(file)));
    }

    private static async Task<int> FoundAsync(JournalFile file)
    {
        await file.Queries.Search.SearchedAsync(file.Journal.Head.Revision, JournalFile.Ct);
        return file.Queries.Search.Find("STORE", null, file.Queries.Points.Of(null), 10, null, JournalFile.Ct).Page.Items.Count;
    }
}
