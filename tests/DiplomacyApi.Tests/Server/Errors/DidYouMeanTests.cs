using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Domain;
using DiplomacyApi.Tests.Module.Hosts;

namespace DiplomacyApi.Tests.Server.Errors;

/// <summary>What is mistyped is refused with what may be meant.</summary>
public sealed class DidYouMeanTests(SeededServer server) : IClassFixture<SeededServer>
{
    private const string Demand = "demands/security-guarantees-2021";

    [Theory]
    [InlineData("demands/security-guarantee-2021", Demand)]
    [InlineData("demands/secruity-guarantees-2021", Demand)]
    [InlineData("demands/security-guar", Demand)]
    [InlineData("demands/security-guarantees-2021-12-17", Demand)]
    [InlineData("meetings/geneva-2022-01-12", "meetings/geneva-2022-01-21")]
    [InlineData("negotiations/european-security-2021", "negotiations/european-security-2022")]
    [InlineData("statements/lavrov-waits-for-answer", "statements/lavrov-waits-for-answers")]
    public async Task What_is_unknown_is_refused_with_what_is_spelled_nearly_so(string typed, string meant)
    {
        var refusals = new List<DiplomacyException> { await Refused(() => ReadAsync(typed)) };
        if (typed.StartsWith("demands/", StringComparison.Ordinal))
        {
            refusals.Add(
                await Refused(() =>
                    server.Client.Negotiations.ListDemandsAsync(
                        new ListDemandsRequest { Filter = new DemandFilter { Demands = { typed } } },
                        cancellationToken: TestServer.Token).ResponseAsync));
            refusals.Add(
                await Refused(() =>
                    server.Client.Negotiations.BatchGetDemandsAsync(
                        new BatchGetDemandsRequest { Names = { typed } }, cancellationToken: TestServer.Token).ResponseAsync));
            refusals.Add(await Refused(() => server.Client.Statements.RecordStatementAsync(
                Requests.Of(statement => (statement.Speaker, statement.Promise) =
                    ("actors/nato", new PromiseAct { Demand = typed, Kind = PromiseKind.ToAnswer })),
                cancellationToken: TestServer.Token).ResponseAsync));
        }

        foreach (var refusal in refusals)
        {
            Assert.EndsWith($" Did you mean {meant}?", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(meant, refusal.Metadata["candidates"]);
        }
    }

    [Theory]
    [InlineData("demands/quite-another")]
    [InlineData("demands/s")]
    [InlineData("meetings/security-guarantees-2021")]
    [InlineData("statements/0")]
    public async Task What_nothing_is_near_to_is_refused_without(string typed)
    {
        var refusal = await Refused(() => ReadAsync(typed));

        Assert.DoesNotContain("Did you mean", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("candidates", refusal.Metadata.Keys);
    }

    [Fact]
    public async Task A_bounded_number_of_names_is_looked_at_besides_those_that_begin_alike()
    {
        await using var own = await TestServer.StartSeededAsync();
        foreach (var some in Enumerable.Range(0, Limits.NearNamesMax).Chunk(100))
            await own.Client.Statements.BatchRecordStatementsAsync(
                new BatchRecordStatementsRequest { Requests = { some.Select(number => Remark($"xa-{number}")) } },
                cancellationToken: TestServer.Token);
        await own.Client.Statements.RecordStatementAsync(Remark("xylophone-concert"), cancellationToken: TestServer.Token);

        Assert.Contains("Did you mean statements/xylophone-concert?",
            (await Refused(() => ReadAsync("statements/xylophone-concret", own))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", (await Refused(() => ReadAsync("statements/xlyophone-concert", own))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_prompt_the_id_is_shown_alone() => Assert.Equal(
        ["'security-guarantee-2021'", "Did you mean security-guarantees-2021?", "Did you mean lavrov-waits-for-answers?"],
        (await HostedRunspace.RunAsync("""
            foreach ($typed in { Get-Demand security-guarantee-2021 -ErrorAction Stop }, { Add-Remark x -By NATO -Subject lavrov-waits-for-answer -Stance Confirms -ErrorAction Stop }) {
                try { & $typed } catch { [regex]::Matches($_.Exception.Message, "'security[^']*'|Did you mean .*") | ForEach-Object Value }
            }
            """, server.Address)));

    private Task ReadAsync(string name, TestServer? of = null)
    {
        var client = of?.Client ?? server.Client;
        return name.Split('/')[0] switch
        {
            "demands" =>
                client.Negotiations.GetDemandAsync(new GetDemandRequest { Name = name }, cancellationToken: TestServer.Token).ResponseAsync,
            "meetings" =>
                client.Negotiations.GetMeetingAsync(new GetMeetingRequest { Name = name },
                    cancellationToken: TestServer.Token).ResponseAsync,
            "negotiations" =>
                client.Negotiations.GetNegotiationStatusAsync(
                    new GetNegotiationStatusRequest { Name = name }, cancellationToken: TestServer.Token).ResponseAsync,
            _ =>
                client.Statements.GetStatementAsync(new GetStatementRequest { Name = name },
                    cancellationToken: TestServer.Token).ResponseAsync,
        };
    }

    private static RecordStatementRequest Remark(string id)
    {
        var request = Requests.Of(statement => (statement.Speaker, statement.Remark) = ("actors/nato", new RemarkAct()));
        request.StatementId = id;
        return request;
    }

    private static Task<DiplomacyException> Refused(Func<Task> call) => Assert.ThrowsAsync<DiplomacyException>(call);
}
