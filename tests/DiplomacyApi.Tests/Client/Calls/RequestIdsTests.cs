using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;
using Grpc.Core;

namespace DiplomacyApi.Tests.Client.Calls;

/// <summary>A write whose answer was lost is sent again by its caller, and recorded once.</summary>
public sealed class RequestIdsTests
{
    [Theory]
    [InlineData(nameof(LostAnswers.Fate.IsCut), StatusCode.Unavailable, FailureCause.Unreachable)]
    [InlineData(nameof(LostAnswers.Fate.Hangs), StatusCode.DeadlineExceeded, FailureCause.TimedOut)]
    public async Task The_same_object_sent_again_is_the_same_write(string fate, StatusCode status, FailureCause cause)
    {
        var answers = new LostAnswers();
        await using var server = await TestServer.StartAsync(Repository.At("seeds"), TimeProvider.System, interceptor: answers);
        var (head, request, lost) = (await server.HeadAsync(), Requests.Remark("sent again"), new List<DiplomacyException>());

        answers.Next = Enum.Parse<LostAnswers.Fate>(fate);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            // A caller may make a client for each try.
            using var client = new DiplomacyClient(new DiplomacyClientOptions
            {
                Address = server.Address,
                Timeout = TimeSpan.FromSeconds(2),
            });
            lost.Add(
                await Assert.ThrowsAsync<DiplomacyException>(async () =>
                    await client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token)));
        }
        answers.Next = LostAnswers.Fate.Arrives;
        var rebuilt = Requests.Remark("sent again");
        rebuilt.RequestId = lost[0].RequestId;
        var byId = await server.Client.Statements.RecordStatementAsync(rebuilt, cancellationToken: TestServer.Token);
        var byObject = await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);

        Assert.All(lost, failure =>
            Assert.Equal((status, cause, true, true), (failure.Status, failure.Cause, failure.IsTransient, failure.MayBeRecorded)));
        Assert.All(lost, failure =>
            Assert.Contains($"send it again with request id {lost[0].RequestId}", failure.Message, StringComparison.Ordinal));
        Assert.Equal((true, true), (byId.Replayed, byObject.Replayed));
        Assert.Equal(head + 1, await server.HeadAsync());
        Assert.Empty(request.RequestId);
    }

    [Fact]
    public async Task An_object_that_was_recorded_is_free_for_another_write()
    {
        await using var server = await TestServer.StartSeededAsync();
        var (head, request) = (await server.HeadAsync(), Requests.Remark("said twice"));

        var first = await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
        var second = server.Client.Statements.RecordStatement(request, cancellationToken: TestServer.Token);

        Assert.Equal((false, false), (first.Replayed, second.Replayed));
        Assert.Equal(head + 2, await server.HeadAsync());
    }

    [Fact]
    public async Task A_refusal_reports_the_id_and_that_nothing_was_recorded_and_a_read_has_none()
    {
        await using var server = await TestServer.StartSeededAsync();
        var request = Requests.Remark(speaker: "actors/nobody");
        request.RequestId = "mine";

        var write = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token));
        var read = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Negotiations.GetDemandAsync(
                new GetDemandRequest { Name = "demands/nothing" }, cancellationToken: TestServer.Token));

        Assert.Equal(("mine", false, false, FailureCause.Refused), (write.RequestId, write.MayBeRecorded, write.IsTransient, write.Cause));
        Assert.Null(read.RequestId);
    }
}
