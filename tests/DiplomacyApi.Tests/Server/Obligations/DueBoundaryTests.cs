using Diplomacy.V1;
using DiplomacyApi.Tests.Cases;

namespace DiplomacyApi.Tests.Server.Obligations;

/// <summary>A due to the tick: what is stored and what is folded for a lens are filtered alike on both sides of each bound.</summary>
public sealed class DueBoundaryTests : IAsyncLifetime
{
    // An instant of a tick means its end: as of 12:00:00 less a tick is as of 12:00:00 itself.
    private const string LastTick = "2022-01-25T11:59:59.9999999Z";
    private const string OneMore = "2022-01-25T12:00:00.0000000Z";

    private static readonly StatusLens?[] Lenses = [null, new StatusLens { MinBasis = Attribution.OnRecord }];

    private AtTable? _table;

    private AtTable Table => _table!;

    public async ValueTask InitializeAsync()
    {
        _table = await AtTable.OpenAsync(new DateTimeOffset(2022, 2, 1, 12, 0, 0, TimeSpan.Zero));
        await Table.SayAsync("alfa", "bravo", "2022-01-02", one =>
        {
            one.Demand = AtTable.Demand("asked");
            // It ends at 12:00:00.
            one.Demand.Due = new PartialDate { Text = "2022-01-25T11:59" };
        });
        await Table.SayAsync("bravo", "alfa", "2022-01-03", one => one.Promise = new PromiseAct
        {
            Kind = PromiseKind.ToAnswer,
            Demand = "demands/asked",
            Due = new PartialDate { Text = "2022-01-25T11:59" },
        });
    }

    public ValueTask DisposeAsync() => Table.DisposeAsync();

    [Theory]
    [InlineData("2022-01-24", DueState.Unspecified)]
    [InlineData("2022-01-25T11:58", DueState.Due)]
    [InlineData("2022-01-25T11:59:00.0000000Z", DueState.Due)]
    [InlineData(LastTick, DueState.Due)]
    [InlineData(OneMore, DueState.Overdue)]
    public async Task Due_states(string asOf, DueState expected)
    {
        foreach (var lens in Lenses)
        {
            foreach (var state in new[] { DueState.Due, DueState.Overdue })
            {
                var request = new ListObligationsRequest
                {
                    At = new ReadAt { AsOf = asOf },
                    Lens = lens,
                    Filter = new ObligationFilter { DueStates = { state } },
                };
                var found = (await Table.Client.Negotiations.ListObligationsAsync(
                    request, cancellationToken: TestServer.Token)).Obligations;
                Assert.Equal(state == expected ? [expected] : [], found.Select(obligation => obligation.DueState));
            }
        }
    }

    [Theory]
    [InlineData("2022-01-25T11:59:59.9999998Z", 0)]
    [InlineData(LastTick, 1)]
    [InlineData(OneMore, 1)]
    public async Task Due_by(string dueBy, int count)
    {
        var at = new ReadAt { AsOf = "2022-01-10" };
        foreach (var lens in Lenses)
        {
            var client = Table.Client.Negotiations;
            var obligations = await client.ListObligationsAsync(
                new ListObligationsRequest { At = at, Lens = lens, Filter = new ObligationFilter { DueBy = dueBy } },
                cancellationToken: TestServer.Token);
            var demands = await client.ListDemandsAsync(
                new ListDemandsRequest { At = at, Lens = lens, Filter = new DemandFilter { DueBy = dueBy } },
                cancellationToken: TestServer.Token);
            var promises = await client.ListPromisesAsync(
                new ListPromisesRequest { At = at, Lens = lens, Filter = new PromiseFilter { DueBy = dueBy } },
                cancellationToken: TestServer.Token);
            Assert.Equal((count, count, count), (obligations.Obligations.Count, demands.Demands.Count, promises.Promises.Count));
        }
    }
}
