using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Storage.Reading;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Lifetime;

/// <summary>The deadline of a call reaches down to SQLite.</summary>
public sealed class DeadlineTests
{
    private const int Calls = 4;

    [Fact]
    public async Task A_read_without_an_end_is_interrupted_when_its_time_is_up_and_the_server_goes_on()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        await using (var server = await TestServer.StartSeededAsync(folder: folder.FullName))
        {
            var whole = await server.Client.Statements.ListStatementsAsync(OfProposals, cancellationToken: TestServer.Token);

            using (var endless = new EndlessRead(Path.Combine(folder.FullName, "journal.db")))
            {
                var ends = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => EndAsync(server.Client)));

                Assert.All(ends, status => Assert.Equal(StatusCode.DeadlineExceeded, status));
                await endless.OverAsync(TestServer.Token);
            }

            Assert.NotEmpty(whole.Statements);
            Assert.Equal(whole, await server.Client.Statements.ListStatementsAsync(OfProposals, cancellationToken: TestServer.Token));
        }
        folder.Delete(recursive: true);
    }

    private static ListStatementsRequest OfProposals =>
        new() { Filter = new StatementFilter { Subject = Requests.Proposals }, IncludeTotal = true };

    private static async Task<StatusCode> EndAsync(DiplomacyClient client)
    {
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(2);
        var request = new ListStatementsRequest { Filter = EndlessRead.Filter };
        return (await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await client.Statements.ListStatementsAsync(request, deadline: deadline, cancellationToken: TestServer.Token))).Status;
    }
}
