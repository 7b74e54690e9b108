using Diplomacy.V1;
using DiplomacyApi.Domain;

namespace DiplomacyApi.Tests.Server.Negotiations;

/// <summary>Of a negotiation with much that is owed, the status and what differs in it are sent as far as a response has room.</summary>
public sealed class BoundedStatusTests
{
    [Fact]
    public async Task A_status_that_is_too_large_is_cut_and_says_so()
    {
        await using var server = await TestServer.StartEmptyAsync();
        var client = server.Client;
        var targets = Enumerable.Range(0, 65).Select(i => $"a-debtor-with-a-long-id-so-that-what-it-owes-takes-some-room-{i:00}").ToList();
        foreach (var target in targets)
            await client.Actors.CreateActorAsync(
                new CreateActorRequest
                {
                    ActorId = target,
                    Actor = new Actor { Type = ActorType.State, DisplayNames = { new LocalizedText { Text = target } } },
                },
                cancellationToken: TestServer.Token);
        await client.Negotiations.CreateNegotiationAsync(
            new CreateNegotiationRequest
            {
                NegotiationId = "talks",
                Negotiation = new Negotiation { Titles = { new LocalizedText { Text = "Talks" } } },
            },
            cancellationToken: TestServer.Token);
        var before = (await client.Journal.GetJournalAsync(
            new GetJournalRequest(), cancellationToken: TestServer.Token)).LogPosition.Revision;
        var batch = new BatchRecordStatementsRequest { Requests = { Enumerable.Range(0, 60).Select(Demand) } };
        await client.Statements.BatchRecordStatementsAsync(batch, cancellationToken: TestServer.Token);

        var status = (await client.Negotiations.GetNegotiationStatusAsync(
            new GetNegotiationStatusRequest { Name = "negotiations/talks" }, cancellationToken: TestServer.Token)).Status;
        var compared = await client.Negotiations.CompareNegotiationStatusAsync(
            new CompareNegotiationStatusRequest { Name = "negotiations/talks", Before = new ReadAt { KnownAtRevision = before } },
            cancellationToken: TestServer.Token);

        Assert.True(status.Truncated);
        Assert.InRange(status.CalculateSize(), Limits.NegotiationStatusBytesMax / 2, Limits.NegotiationStatusBytesMax);
        Assert.Equal(status.WaitingOn, compared.After.WaitingOn);
        Assert.False(compared.Before.Truncated);
        Assert.True(compared.ChangesOmitted);
        Assert.Empty(compared.Changes);

        RecordStatementRequest Demand(int index) => new()
        {
            Statement = new Statement
            {
                Speaker = $"actors/{targets[64]}",
                Addressees = { $"actors/{targets[0]}" },
                Said = new PartialDate { Text = "2022-01-18" },
                Form = Form.Spoken,
                Attribution = Attribution.OnRecord,
                Negotiation = "negotiations/talks",
                Summaries = { new LocalizedText { Text = "It was asked for." } },
                Demand = new DemandAct
                {
                    Demand = $"demands/a-demand-with-a-long-id-so-that-it-takes-some-room-{index}",
                    Titles = { new LocalizedText { Text = "What is asked for, in some words that take room" } },
                    Items = { new DemandItem { Id = "a", Titles = { new LocalizedText { Text = "a" } } },
                        new DemandItem { Id = "b", Titles = { new LocalizedText { Text = "b" } } } },
                    Targets = { targets.Take(64).Select(target => $"actors/{target}") },
                },
            },
        };
    }
}
