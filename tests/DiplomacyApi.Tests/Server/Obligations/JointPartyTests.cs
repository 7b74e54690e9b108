using Diplomacy.V1;
using DiplomacyApi.Tests.Cases;

namespace DiplomacyApi.Tests.Server.Obligations;

/// <summary>Of what several say together each takes back its own part; what is left stands until the last has.</summary>
public sealed class JointPartyTests : IAsyncLifetime
{
    private AtTable? _table;

    private AtTable Table => _table!;

    public async ValueTask InitializeAsync() => _table = await AtTable.OpenAsync(new DateTimeOffset(2022, 2, 1, 12, 0, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => Table.DisposeAsync();

    [Fact]
    public async Task A_joint_demand_is_owed_to_who_has_not_taken_it_back()
    {
        await JointlyAsync("bravo", one => one.Demand = AtTable.Demand("asked"));
        Assert.Equal(["asked by bravo to alfa charlie: Outstanding"], await OwedAsync());

        await TakeBackAsync("alfa", "demands/asked");
        Assert.Equal(["asked by bravo to charlie: Outstanding"], await OwedAsync());
        await TakeBackAsync("charlie", "demands/asked");
        Assert.Equal(["asked by bravo to charlie: Withdrawn"], await OwedAsync());
    }

    [Fact]
    public async Task A_joint_demand_that_one_replaces_is_superseded_when_the_other_leaves_it()
    {
        await JointlyAsync("bravo", one => one.Demand = AtTable.Demand("asked"));

        await Table.SayAsync("alfa", "bravo", "2022-01-04", one =>
        {
            one.Demand = AtTable.Demand("new");
            one.Demand.Replaces = "demands/asked";
        });
        Assert.Equal(["asked by bravo to charlie: Outstanding", "new by bravo to alfa: Outstanding"], await OwedAsync());
        await Table.SayAsync("charlie", "bravo", "2022-01-05", one =>
        {
            one.Demand = AtTable.Demand("newer");
            one.Demand.Replaces = "demands/asked";
        });
        Assert.Equal(
            ["asked by bravo to charlie: Superseded", "new by bravo to alfa: Outstanding", "newer by bravo to charlie: Outstanding"],
            await OwedAsync());
    }

    [Fact]
    public async Task A_joint_promise_is_kept_and_taken_back_by_each_promisor_for_itself()
    {
        var promise = await JointlyAsync("bravo", one =>
            one.Promise = new PromiseAct { Kind = PromiseKind.ToDo, Titles = { AtTable.Words("a deed") } });

        await TakeBackAsync("alfa", promise);
        Assert.Equal([$"{Id(promise)} by alfa to bravo: Withdrawn", $"{Id(promise)} by charlie to bravo: Promised"], await OwedAsync());
        await Table.SayAsync("charlie", "bravo", "2022-01-06", one =>
            one.Fulfillment = new FulfillmentAct { Subject = promise, Complete = true });
        Assert.Equal([$"{Id(promise)} by alfa to bravo: Withdrawn", $"{Id(promise)} by charlie to bravo: Delivered"], await OwedAsync());
    }

    [Fact]
    public async Task A_joint_promise_to_answer_is_as_if_never_made_by_who_took_it_back()
    {
        await Table.SayAsync("bravo", "alfa", "2022-01-02", one =>
        {
            one.Addressees.Add("actors/charlie");
            one.Demand = AtTable.Demand("asked");
        });
        var promise = await JointlyAsync("bravo", one =>
            one.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = "demands/asked" });

        await TakeBackAsync("alfa", promise);

        Assert.Equal(["asked by alfa to bravo: Outstanding", "asked by charlie to bravo: Promised"], await OwedAsync());
    }

    [Fact]
    public async Task A_joint_invitation_is_open_until_the_last_who_invited_takes_it_back()
    {
        await JointlyAsync("bravo", one => one.Meeting = AtTable.Meeting("summit", MeetingPhase.Proposed, "bravo"));

        await TakeBackAsync("alfa", "meetings/summit");
        Assert.Equal(["summit by bravo to charlie: Outstanding"], await OwedAsync());
        await TakeBackAsync("charlie", "meetings/summit");
        Assert.Equal(["summit by bravo to charlie: Withdrawn"], await OwedAsync());
    }

    [Fact]
    public async Task A_joint_condition_and_a_joint_warning_are_live_until_the_last_takes_them_back()
    {
        await Table.SayAsync("alfa", "bravo", "2022-01-02", one => one.Demand = AtTable.Demand("asked"));
        var condition = await JointlyAsync("bravo", one => one.Condition = new ConditionAct { Demands = { "demands/asked" } });
        var warning = await JointlyAsync("bravo", one =>
            one.Warning = new WarningAct { Demands = { "demands/asked" }, Consequences = { AtTable.Words("or else") } });

        await TakeBackAsync("alfa", condition);
        await TakeBackAsync("alfa", warning);
        var status = await Table.StatusAsync("2022-01-31");
        Assert.Equal((condition, warning), (Assert.Single(status.Conditions).Statement, Assert.Single(status.Warnings).Statement));

        await TakeBackAsync("charlie", condition);
        await TakeBackAsync("charlie", warning);
        status = await Table.StatusAsync("2022-01-31");
        Assert.Empty(status.Conditions);
        Assert.Empty(status.Warnings);
    }

    /// <summary>Said by Alfa and Charlie in one.</summary>
    private async Task<string> JointlyAsync(string to, Action<Statement> act) => (await Table.SayAsync("alfa", to, "2022-01-03", one =>
    {
        one.OnBehalfOf.AddRange(["actors/alfa", "actors/charlie"]);
        act(one);
    })).Name;

    private Task TakeBackAsync(string who, string subject) =>
        Table.SayAsync(who, "bravo", "2022-01-05", one => one.Withdrawal = new WithdrawalAct { Subject = subject });

    private async Task<IEnumerable<string>> OwedAsync()
    {
        var listed = await Table.Client.Negotiations.ListObligationsAsync(
            new ListObligationsRequest(), cancellationToken: TestServer.Token);
        return listed.Obligations.Select(one =>
            $"{Id(one.Subject)} by {Id(one.Debtor)} to {string.Join(' ', one.Creditors.Select(Id))}: {one.State}")
                .Order(StringComparer.Ordinal);
    }

    private static string Id(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
