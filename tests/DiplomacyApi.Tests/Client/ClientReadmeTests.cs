using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Client.Sentences;
using DiplomacyApi.Tests.Server;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace DiplomacyApi.Tests.Client;

/// <summary>The examples of the client's README do what they say: what it shows is what stands here.</summary>
public sealed class ClientReadmeTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task The_examples_record_wait_watch_and_tell_a_refusal()
    {
        var (notified, kept) = (new List<string>(), new List<LogPosition>());
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Token);
        var stopping = ended.Token;
        var services = new ServiceCollection();
        services.AddDiplomacyApiClient(options => options.Address = server.Address);
        services.AddDiplomacyApiClient("archive", options => options.Address = server.Address);
        await using var provider = services.BuildServiceProvider();
        var diplomacy = provider.GetRequiredService<DiplomacyClient>();

        // If the answer is lost, send the same object again: it is recorded once.
        var demand = await diplomacy.Statements.RecordStatementAsync(new RecordStatementRequest
        {
            Statement = new Statement
            {
                Speaker = "actors/nato",
                Addressees = { "actors/russia" },
                Said = new PartialDate { Text = "2022-01-26" },
                Form = Form.Written,
                Attribution = Attribution.OnRecord,
                Summaries = { new LocalizedText { Text = "NATO asks for inspections.", LanguageCode = "en" } },
                Demand = new DemandAct { Demand = "demands/inspections", Titles = { new LocalizedText { Text = "Inspections" } } },
            },
        }, cancellationToken: stopping);

        // Returns when Russia has answered or promised to answer; at once if it already has.
        var waiting = diplomacy.WaitForDemandAsync(
            "demands/inspections", [ObligationState.Promised, ObligationState.Answered], DebtorsMeant.Any, stopping);
        await PromiseAsync(diplomacy);
        Assert.Equal(ObligationState.Promised, Assert.Single((await waiting).Debtors).State);

        // Every change once, in order, across restarts and lost connections. Store `Through` with your results, and resume after it.
        var watch = new WatchDemandsRequest
        {
            Start = new WatchStart { After = demand.LogPosition },
            Filter = new DemandFilter { Creditor = "actors/nato" },
        };
        try
        {
            await foreach (var message in diplomacy.WatchDemandsAsync(watch, stopping))
            {
                foreach (var change in message.Changes) Notify(change.InEnglish());
                Keep(message.Through);
            }
        }
        catch (OperationCanceledException)
        {
        }

        stopping = TestServer.Token;
        try
        {
            await diplomacy.Negotiations.GetDemandAsync(new GetDemandRequest { Name = "demands/inspection" }, cancellationToken: stopping);
        }
        catch (DiplomacyException refusal) when (refusal.Reason == ErrorReason.UnknownDemand)
        {
            Notify(refusal.Message);
        }

        Assert.Equal("russia, inspections: Outstanding → Promised", notified[0]);
        Assert.Contains("demands/inspection", notified[1], StringComparison.Ordinal);
        Assert.Equal(demand.LogPosition.Revision + 1, kept[^1].Revision);

        void Notify(string line)
        {
            notified.Add(line);
            ended.Cancel();
        }

        void Keep(LogPosition position) => kept.Add(position);
    }

    [Fact]
    public async Task The_example_of_a_test_runs_without_a_server()
    {
        var stopping = TestServer.Token;
        var fake = Substitute.For<IDiplomacyClient>();
        fake.AllAsync(Arg.Any<ListDemandsRequest>(), stopping)
            .ReturnsForAnyArgs(new[] { new Demand { Name = "demands/inspections" } }.ToAsyncEnumerable());
        fake.WaitForDemandAsync("", [], default, stopping)
            .ThrowsAsyncForAnyArgs(DiplomacyException.From(StatusCode.NotFound, ErrorReason.UnknownDemand, "There is none."));

        var demand = await fake.AllAsync(new ListDemandsRequest(), stopping).SingleAsync(stopping);
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(() =>
            fake.WaitForDemandAsync("demands/none", [ObligationState.Answered], DebtorsMeant.Any, stopping));

        Assert.Equal("demands/inspections", demand.Name);
        Assert.Equal((ErrorReason.UnknownDemand, FailureCause.Refused), (refusal.Reason, refusal.Cause));
    }

    [Fact]
    public void The_readme_shows_the_same_lines()
    {
        var here = File.ReadAllText(Repository.At("tests", "DiplomacyApi.Tests", "Client", "ClientReadmeTests.cs"));
        var isShown = false;
        var shown = new List<string>();
        foreach (var line in File.ReadLines(Repository.At("src", "DiplomacyApi.Client", "README.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) isShown = line == "```csharp";
            else if (isShown && line.Trim().Length > 0)
                shown.Add(line.Trim().Replace("new Uri(\"http://127.0.0.1:5080\")", "server.Address", StringComparison.Ordinal));
        }

        Assert.NotEmpty(shown);
        Assert.All(shown, line => Assert.Contains(line, here, StringComparison.Ordinal));
    }

    private static async Task PromiseAsync(DiplomacyClient diplomacy)
    {
        var promise = Requests.Of(
            statement => statement.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = "demands/inspections" },
            speaker: "actors/russia");
        promise.Statement.Addressees[0] = "actors/nato";
        await diplomacy.Statements.RecordStatementAsync(promise, cancellationToken: TestServer.Token);
    }
}
