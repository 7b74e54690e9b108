using Diplomacy.V1;
using DiplomacyApi.Server.Commands;
using DiplomacyApi.Tests.Storage;
using DiplomacyApi.Tests.Storage.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Commands;

/// <summary>The operator's commands on a journal in PostgreSQL, with what it has commands of its own for.</summary>
public sealed class PostgresCommandsTests(SharedCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_verified_beside_its_servers_and_derived_again()
    {
        await using var database = await TestDatabase.CreateAsync(await cluster.StartedAsync(Ct));
        await using (var journal = await QueriedDatabase.OpenAsync(database, new FakeTimeProvider()))
        {
            await journal.Writer.CreateActorAsync(
                new CreateActorRequest { ActorId = "ru", Actor = new Actor { DisplayNames = { new LocalizedText { Text = "Russia" } } } },
                JournalFile.Recorder, Ct);
            var verified = await RunAsync("verify", "--projections", "--postgres", database.Connection);
            Assert.Equal((0, true), (verified.Code, verified.Notes.Contains("holds up to revision 1", StringComparison.Ordinal)));
            var used = await RunAsync("rebuild", "--postgres", database.Connection);
            Assert.Equal((1, true), (used.Code, used.Notes.Contains("is used by servers", StringComparison.Ordinal)));
        }
        database.Execute("UPDATE actors SET rev_until = 2 WHERE rev_from = 1");
        var damaged = await RunAsync("verify", "--projections", "--postgres", database.Connection);
        Assert.Equal(1, damaged.Code);
        Assert.Contains("A row of actors does not match the entries", damaged.Notes, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("rebuild", "--postgres", database.Connection)).Code);
        Assert.Equal(0, (await RunAsync("verify", "--projections", "--postgres", database.Connection)).Code);
    }

    [Theory]
    [InlineData(2, "commands of its own", "backup", "--postgres", "Host=db1", "--to", "copy.db")]
    [InlineData(2, "commands of its own", "restore", "--postgres", "Host=db1", "--from", "copy.db")]
    [InlineData(1, "cannot be opened", "verify", "--postgres", "Host=/nowhere;Database=d")]
    [InlineData(1, "cannot be read", "verify", "--postgres", "Hots=db1")]
    [InlineData(2, "data and postgres are both set", "serve", "--postgres", "Host=db1", "--data", "journal.db")]
    [InlineData(2, "read-only needs postgres", "serve", "--read-only")]
    public async Task What_is_wrong_is_told_with_the_way_out(int code, string told, params string[] command)
    {
        var ended = await RunAsync(command);
        Assert.Equal(code, ended.Code);
        Assert.Contains(told, ended.Notes, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Notes)> RunAsync(params string[] arguments)
    {
        await using var notes = new StringWriter();
        return (await CommandLine.RunAsync(arguments, TimeProvider.System, TextWriter.Null, notes), notes.ToString());
    }
}
