using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;
using Grpc.Net.Client;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>Large statements are given in pages that any client takes.</summary>
public sealed class LargeStatementTests(SeededServer server) : IClassFixture<SeededServer>
{
    private const int Statements = 8;

    [Fact]
    public async Task A_page_holds_no_more_than_a_client_takes_and_a_batch_that_would_is_refused()
    {
        // Sixteen texts of three bytes a character: half a megabyte, with no word to index.
        var request = Requests.Remark();
        request.Statement.Addressees[0] = "actors/ukraine";
        request.Statement.Summaries.Clear();
        for (var text = 0; text < 16; text++) request.Statement.Summaries.Add(new LocalizedText { Text = new string('…', 10_000) });
        var names = new List<string>();
        for (var count = 0; count < Statements; count++)
            names.Add((await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token)).Statement.Name);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var plain = new StatementService.StatementServiceClient(channel);

        var pages = new List<ListStatementsResponse>();
        var list = new ListStatementsRequest
        {
            IncludeTotal = true,
            Filter = new StatementFilter { Addressee = "actors/ukraine", Recorder = "local" },
        };
        do
        {
            pages.Add(await plain.ListStatementsAsync(list, cancellationToken: TestServer.Token));
            list.PageToken = pages[^1].NextPageToken;
        }
        while (list.PageToken.Length > 0);
        // Of others, which the list does not show.
        request.Statement.Addressees[0] = "actors/nato";
        for (var count = Statements; count < 30; count++)
            names.Add((await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token)).Statement.Name);
        var batch = new BatchGetStatementsRequest { Names = { names } };
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Statements.BatchGetStatementsAsync(batch, cancellationToken: TestServer.Token));

        Assert.Equal(2, pages.Count);
        Assert.All(pages, page => Assert.Equal(Statements, page.TotalSize));
        Assert.Equal(Statements, pages.SelectMany(page => page.Statements).Select(statement => statement.Name).Distinct().Count());
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.TooLarge), (refusal.Status, refusal.Reason));
    }
}
