using Diplomacy.V1;
using DiplomacyApi.Domain;

namespace DiplomacyApi.Tests.Storage.Writing;

/// <summary>A write whose answer would be too large is reported as recorded all the same.</summary>
public sealed class LargeChangesTests
{
    [Fact]
    public async Task Changes_past_a_bound_are_left_out_of_the_answer_and_of_its_repeats()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        var targets = Enumerable.Range(0, 64).Select(i => $"a-debtor-with-a-long-id-so-that-changes-of-it-take-room-{i:00}").ToList();
        foreach (var target in targets) await file.ActorAsync(target);
        var batch = new BatchRecordStatementsRequest { RequestId = "large" };
        for (var i = 0; i < 60; i++)
        {
            var demand = Say.Demand("russia", targets[0], "2022-01-18", $"d{i}", "a", "b", "c");
            demand.Statement.Demand.Targets.AddRange(targets.Select(target => $"actors/{target}"));
            batch.Requests.Add(demand);
        }

        var answer = await file.Writer.BatchRecordStatementsAsync(batch, JournalFile.Recorder, JournalFile.Ct);
        var again = await file.Writer.BatchRecordStatementsAsync(batch, JournalFile.Recorder, JournalFile.Ct);
        var small = await file.RecordAsync(Say.Demand("russia", targets[0], "2022-01-18", "small"));

        Assert.True(answer.ChangesOmitted);
        Assert.Empty(answer.Changes);
        Assert.Equal(60, answer.Statements.Count);
        Assert.True(again.Replayed);
        again.Replayed = false;
        Assert.Equal(answer, again);
        Assert.False(small.ChangesOmitted);
        Assert.NotEmpty(small.Changes);
        Assert.True(small.Changes.Sum(change => change.CalculateSize()) <= Limits.ChangesBytesMax);
    }
}
