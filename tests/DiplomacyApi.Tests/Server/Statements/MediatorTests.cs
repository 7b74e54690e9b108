using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Cases;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>Who carried a statement is shown with it, and has no part in it.</summary>
public sealed class MediatorTests
{
    private static readonly DateTimeOffset Now = new(2022, 2, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_letter_handed_to_a_mediator_is_addressed_to_whom_it_is_meant_for()
    {
        await using var table = await AtTable.OpenAsync(Now);
        await AskAsync(table, "asked");
        await AskAsync(table, "other");

        var carried = await table.SayAsync("bravo", "alfa", "2022-01-03", one => Answer(one, "asked", "charlie"));
        await table.SayAsync("bravo", "charlie", "2022-01-03", one => Answer(one, "other"));

        // Only a text that is addressed to a creditor is delivered.
        Assert.Equal((ObligationState.Answered, Disposition.Rejected), await StandsAsync(table, "asked"));
        Assert.Equal((ObligationState.Outstanding, Disposition.Unspecified), await StandsAsync(table, "other"));
        var shown = (await table.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = carried.Name }, cancellationToken: TestServer.Token)).Statement;
        Assert.Equal(["actors/charlie"], shown.Through);
        Assert.Equal(["actors/alfa"], shown.Addressees);
        Assert.Equal(["actors/charlie"],
            (await table.TimelineAsync("2022-01-31")).Single(entry => entry.Statement.Name == carried.Name).Statement.Through);
    }

    [Fact]
    public async Task Who_carries_a_demand_neither_owes_it_nor_is_owed()
    {
        await using var table = await AtTable.OpenAsync(Now);
        var without = await AskAsync(table, "asked");
        var through = await AskAsync(table, "carried", "charlie");

        Assert.Equal(without.Changes.Select(Describe), through.Changes.Select(Describe));
        var owed = (await table.Client.Negotiations.ListObligationsAsync(
            new ListObligationsRequest(), cancellationToken: TestServer.Token)).Obligations;
        Assert.All(owed, one => Assert.Equal(("actors/bravo", "actors/alfa"), (one.Debtor, Assert.Single(one.Creditors))));
        var refused = await Assert.ThrowsAsync<DiplomacyException>(() => table.SayAsync("charlie", "alfa", "2022-01-03", one =>
            one.Assessment = new AssessmentAct { Demand = "demands/carried", Verdict = Verdict.Satisfied }));
        Assert.Equal(ErrorReason.WrongParty, refused.Reason);

        static (string, ObligationState) Describe(StatusChange change) => (change.Debtor, change.State);
    }

    [Fact]
    public async Task Who_carries_it_must_be_known()
    {
        await using var table = await AtTable.OpenAsync(Now);

        var refused = await Assert.ThrowsAsync<DiplomacyException>(() => AskAsync(table, "asked", "nobody"));

        Assert.Equal(ErrorReason.UnknownActor, refused.Reason);
    }

    private static async Task<RecordStatementResponse> AskAsync(
        AtTable table, string id, params string[] through) => await table.Client.Statements.RecordStatementAsync(
        new RecordStatementRequest
        {
            Statement = AtTable.Said("alfa", "bravo", "2022-01-02", one =>
            {
                one.Demand = AtTable.Demand(id);
                one.Demand.RequiredForm = RequiredForm.Written;
                one.Through.AddRange(through.Select(actor => $"actors/{actor}"));
            }),
        }, cancellationToken: TestServer.Token);

    private static void Answer(Statement statement, string demand, params string[] through)
    {
        statement.Response = AtTable.Response(demand, Disposition.Rejected);
        statement.Through.AddRange(through.Select(actor => $"actors/{actor}"));
    }

    private static async Task<(ObligationState, Disposition)> StandsAsync(AtTable table, string demand)
    {
        var debtor = await table.DebtorAsync(demand, "bravo", "2022-01-31");
        return (debtor.State, debtor.FormalPosition);
    }
}
