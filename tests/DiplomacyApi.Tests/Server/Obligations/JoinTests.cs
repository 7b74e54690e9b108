using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Cases;

namespace DiplomacyApi.Tests.Server.Obligations;

/// <summary>A demand that another joins, as lists show it and writes refuse it; and an answer to as many demands as one may name.</summary>
public sealed class JoinTests
{
    private static readonly DateTimeOffset Now = new(2022, 2, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Who_joins_is_a_creditor_too_and_judges_and_withdraws_for_itself()
    {
        await using var table = await AtTable.OpenAsync(Now);
        await table.SayAsync("alfa", "bravo", "2022-01-02", one => one.Demand = AtTable.Demand("asked"));
        await table.SayAsync("charlie", "bravo", "2022-01-03", one => one.Demand = new DemandAct { Joins = "demands/asked" });
        await table.SayAsync("bravo", "alfa", "2022-01-04", one =>
            one.Response = new ResponseAct { Demands = { "demands/asked" }, Position = Disposition.Qualified });
        await table.SayAsync("alfa", "bravo", "2022-01-05", one =>
            one.Assessment = new AssessmentAct { Demand = "demands/asked", Verdict = Verdict.Satisfied });

        var debtor = Assert.Single((await DemandAsync(table)).Debtors);
        Assert.Equal((ObligationState.Answered, Disposition.Qualified), (debtor.State, debtor.FormalPosition));
        Assert.Equal(["actors/alfa", "actors/charlie"], debtor.Creditors);
        Assert.Equal(["actors/alfa"], debtor.SatisfiedCreditors);

        await table.SayAsync("charlie", "bravo", "2022-01-06", one => one.Withdrawal = new WithdrawalAct { Subject = "demands/asked" });

        debtor = Assert.Single((await DemandAsync(table)).Debtors);
        Assert.Equal((ObligationState.Settled, "actors/alfa"), (debtor.State, Assert.Single(debtor.Creditors)));
    }

    [Fact]
    public async Task Who_joins_asks_for_nothing_more_and_an_author_does_not_join_its_own_demand()
    {
        await using var table = await AtTable.OpenAsync(Now);
        await table.SayAsync("alfa", "bravo", "2022-01-02", one => one.Demand = AtTable.Demand("asked"));

        Assert.Equal(ErrorReason.InvalidValue,
            (await RefusedAsync(table, "charlie",
                new DemandAct { Joins = "demands/asked", Due = new PartialDate { Text = "2022-03-01" } })).Reason);
        Assert.Equal(ErrorReason.WrongParty, (await RefusedAsync(table, "alfa", new DemandAct { Joins = "demands/asked" })).Reason);
        Assert.Equal(ErrorReason.InvalidValue,
            (await RefusedAsync(table, "alfa",
                new DemandAct { Demand = "demands/other", Titles = { AtTable.Words("other") }, Again = true })).Reason);
    }

    [Fact]
    public async Task One_answer_names_as_many_demands_as_a_list_holds()
    {
        await using var table = await AtTable.OpenAsync(Now);
        var names = Enumerable.Range(0, 256).Select(number => $"asked-{number}").ToList();
        foreach (var name in names) await table.SayAsync("alfa", "bravo", "2022-01-02", one => one.Demand = AtTable.Demand(name));
        await table.SayAsync("bravo", "alfa", "2022-01-03", one =>
            one.Response = new ResponseAct { Demands = { names.Select(name => $"demands/{name}") }, Position = Disposition.Noted });

        var answered = await table.Client.Negotiations.ListObligationsAsync(
            new ListObligationsRequest { PageSize = 1000, Filter = new ObligationFilter { States = { ObligationState.Answered } } },
            cancellationToken: TestServer.Token);
        Assert.Equal(256, answered.Obligations.Count(owed => owed.FormalPosition == Disposition.Noted));
    }

    [Fact]
    public async Task Demands_of_which_nothing_was_said_since_a_date_are_found()
    {
        await using var table = await AtTable.OpenAsync(Now);
        await table.SayAsync("alfa", "bravo", "2022-01-02", one => one.Demand = AtTable.Demand("silent"));
        await table.SayAsync("alfa", "bravo", "2022-01-02", one => one.Demand = AtTable.Demand("asked"));
        await table.SayAsync("bravo", "alfa", "2022-01-20", one =>
            one.Response = new ResponseAct { Demands = { "demands/asked" }, Position = Disposition.Acknowledged });

        Assert.Equal("2022-01-20", (await DemandAsync(table)).LastActivity.Text);
        foreach (var lens in new[] { null, new StatusLens { MinBasis = Attribution.Counterpart } })
        {
            var silent = await table.Client.Negotiations.ListDemandsAsync(
                new ListDemandsRequest { Lens = lens, Filter = new DemandFilter { SilentSince = "2022-01-10" } },
                cancellationToken: TestServer.Token);
            Assert.Equal("demands/silent", Assert.Single(silent.Demands).Name);
        }
    }

    private static async Task<Demand> DemandAsync(AtTable table) =>
        (await table.Client.Negotiations.GetDemandAsync(
            new GetDemandRequest { Name = "demands/asked" }, cancellationToken: TestServer.Token)).Demand;

    private static Task<DiplomacyException> RefusedAsync(AtTable table, string speaker, DemandAct act) =>
        Assert.ThrowsAsync<DiplomacyException>(() => table.SayAsync(speaker, "bravo", "2022-01-03", one => one.Demand = act));
}
