using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Tests.Storage.Postgres;
using Npgsql;

namespace DiplomacyApi.Tests.Server.Postgres;

/// <summary>Statements that are asked for by name share their queries, and hold up no other read.</summary>
public sealed class LookUpsTests(SharedCluster shared)
{
    [Fact]
    public async Task Gets_that_wait_for_the_database_leave_other_reads_their_places()
    {
        var cluster = await shared.StartedAsync(TestServer.Token);
        var database = await cluster.CreateDatabaseAsync(TestServer.Token);
        await using var server = await TestServer.StartOnAsync(database, Repository.At("seeds"));
        var listed = await server.Client.Statements.ListStatementsAsync(
            new ListStatementsRequest { PageSize = 1 }, cancellationToken: TestServer.Token);
        var name = listed.Statements.Single().Name;
        await using var locking = new NpgsqlConnection(database);
        await locking.OpenAsync(TestServer.Token);
        var locked = await locking.BeginTransactionAsync(TestServer.Token);
        await using (var command = new NpgsqlCommand("LOCK TABLE diplomacy.statements", locking))
            await command.ExecuteNonQueryAsync(TestServer.Token);

        var gets = Enumerable.Range(0, 4 * Limits.ReadersMax).Select(_ => server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = name }, cancellationToken: TestServer.Token).ResponseAsync).ToList();
        // Each of them has reached the server by then, which answers the calls of one connection in their order.
        for (var count = 0; count < Limits.ReadersMax; count++)
            Assert.NotEmpty((await server.Client.Actors.ListActorsAsync(
                new ListActorsRequest(), cancellationToken: TestServer.Token)).Actors);
        Assert.DoesNotContain(gets, get => get.IsCompleted);
        await locked.RollbackAsync(TestServer.Token);

        Assert.All(await Task.WhenAll(gets), got => Assert.Equal(name, got.Statement.Name));
    }
}
