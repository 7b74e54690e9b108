using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Tests.Storage.Writing;

/// <summary>What the writer keeps in memory from one write to the next has a bound, whatever is asked of it.</summary>
public sealed class WorkspaceTests
{
    private const int NamesPerRequest = 256;

    [Fact]
    public async Task Names_that_nothing_has_do_not_fill_the_memory_of_the_writer()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");

        for (var request = 0; request < Limits.WorkspaceItemsMax / NamesPerRequest + 50; request++)
        {
            var number = request;
            var refused = await Assert.ThrowsAsync<RefusedException>(() =>
                file.RecordAsync(Say.By("russia", "usa", "2022-01-18", statement =>
            {
                statement.Response = new ResponseAct { Position = Disposition.Rejected };
                statement.Response.Demands.AddRange(Enumerable.Range(0, NamesPerRequest)
                    .Select(demand => $"demands/none-{number}-{demand}"));
            })));
            Assert.Equal(ErrorReason.UnknownDemand, refused.Reason);
            Assert.InRange(file.Journal.Gauges.KeptByWriter, 1, Limits.WorkspaceItemsMax + 2 * NamesPerRequest);
        }
    }

    [Fact]
    public async Task A_statement_that_bears_on_nothing_is_not_kept_and_is_found_where_it_is_named_later()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        var first = await file.RecordAsync(Say.By("russia", "usa", "2022-01-18", statement => statement.Remark = new RemarkAct()));
        var before = file.Journal.Gauges.KeptByWriter;

        for (var more = 0; more < 50; more++)
            await file.RecordAsync(Say.By("russia", "usa", "2022-01-18", statement => statement.Remark = new RemarkAct()));

        Assert.Equal(before, file.Journal.Gauges.KeptByWriter);
        await file.RecordAsync(Say.By("russia", "usa", "2022-01-19", statement =>
            statement.Remark = new RemarkAct { Subject = first.Statement.Name, Stance = Stance.Denies }));
        Assert.InRange(file.Journal.Gauges.KeptByWriter, before + 2, before + 20);
    }

    [Fact]
    public async Task What_is_kept_grows_with_what_is_recorded()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        var before = file.Journal.Gauges.KeptByWriter;

        await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "security"));

        Assert.InRange(file.Journal.Gauges.KeptByWriter, before + 1, before + 20);
    }
}
