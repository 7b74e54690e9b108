using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Tests.Storage.Obligations;

/// <summary>Reads of what is owed, on the one connection that there is.</summary>
public sealed class SegmentsTests
{
    private static CancellationToken Ct => JournalFile.Ct;

    /// <summary>
    /// However many other statements the connection has prepared before: past a bound it forgets them, in the middle of a read as well.
    /// </summary>
    [Fact]
    public async Task A_list_of_demands_is_read_whatever_was_asked_before()
    {
        for (var others = 56; others <= 66; others++)
        {
            await using var file = await JournalFile.OpenAsync();
            await file.ActorAsync("russia");
            await file.ActorAsync("usa");
            foreach (var (id, said) in new[] { ("older", "2022-01-17"), ("newer", "2022-01-18") })
            {
                var demand = Say.Demand("russia", "usa", said, id);
                demand.Statement.Demand.Due = new PartialDate { Text = "2022-01-20" };
                await file.RecordAsync(demand);
                await file.RecordAsync(Say.By("usa", "russia", "2022-01-25", act => act.Response = new ResponseAct
                {
                    Demands = { $"demands/{id}" },
                    Position = Disposition.Acknowledged,
                }));
            }
            var point = file.Queries.Points.Of(null);
            for (var one = 0; one < others; one++) file.Queries.Statements.StatementsBytes(FilterNumber(one), point, 1, null, Ct);

            var page = file.Queries.Obligations.Demands(new DemandFilter(), point, null, 10, null, Ct);

            Assert.Equal(["demands/newer", "demands/older"], page.Items.Select(demand => demand.Name));
            Assert.All(page.Items, demand => Assert.Equal(DueState.Overdue, Assert.Single(demand.Debtors).DueState));
        }
    }

    [Fact]
    public async Task An_item_that_was_added_later_was_no_item_before()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "asked", "a"));
        var before = file.Queries.Points.Of(null);
        await file.RecordAsync(Say.By("russia", "usa", "2022-01-19", act => act.Demand = new DemandAct
        {
            Restates = "demands/asked",
            Items = { new DemandItem { Id = "b", Titles = { new LocalizedText { Text = "b" } } } },
        }));
        var request = new ListObligationHistoryRequest { Subject = "demands/asked", Item = "b" };

        Assert.NotEmpty(file.Queries.History.ObligationHistory(request, file.Queries.Points.Of(null), 10, null, Ct).Items);
        var refused = Assert.Throws<RefusedException>(() => file.Queries.History.ObligationHistory(request, before, 10, null, Ct));

        Assert.Equal(ErrorReason.UnknownItem, refused.Reason);
        Assert.DoesNotContain("'b', ", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Each has a text of its own in SQL.</summary>
    private static StatementFilter FilterNumber(int number)
    {
        var filter = new StatementFilter();
        var kinds = Enum.GetValues<ActKind>();
        for (var bit = 0; bit < 7; bit++)
            if ((number & 1 << bit) != 0) filter.ActKinds.Add(kinds[bit + 1]);
        return filter;
    }
}
