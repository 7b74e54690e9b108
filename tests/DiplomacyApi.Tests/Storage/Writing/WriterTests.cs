using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Tests.Domain;

namespace DiplomacyApi.Tests.Storage.Writing;

public sealed class WriterTests
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task A_repeated_request_gives_the_first_answer_and_records_nothing()
    {
        await using var file = await TwoAsync();
        var request = Say.Demand("russia", "usa", "2022-01-18", "security", "one", "two");
        request.RequestId = "r1";
        var first = await file.RecordAsync(request);

        await file.ReopenAsync();
        var again = await file.RecordAsync(request);

        Assert.True(again.Replayed);
        Assert.NotEmpty(first.Changes);
        again.Replayed = false;
        Assert.Equal(first, again);
        Assert.Equal(first.LogPosition.Revision, file.Journal.Head.Revision);
    }

    [Fact]
    public async Task Repeats_that_come_together_are_recorded_once()
    {
        await using var file = await TwoAsync();
        var request = Say.Remark("russia", "usa", "2022-01-18", requestId: "r1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => file.RecordAsync(request))));

        Assert.Single(answers, answer => !answer.Replayed);
        Assert.Single(answers.Select(answer => answer.Statement.Name).Distinct());
        Assert.Equal(3, file.Journal.Head.Revision);
    }

    [Fact]
    public async Task A_request_id_of_another_request_is_refused()
    {
        await using var file = await TwoAsync();
        await file.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", requestId: "r1"));

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            file.RecordAsync(Say.Remark("usa", "russia", "2022-01-18", requestId: "r1")));

        Assert.Equal(ErrorReason.RequestIdReused, refused.Reason);
        Assert.False(
            (await file.Writer.RecordStatementAsync(
                Say.Remark("usa", "russia", "2022-01-18", requestId: "r1"), "another recorder", Ct)).Replayed);
    }

    [Fact]
    public async Task A_batch_is_recorded_as_a_whole_or_not_at_all()
    {
        await using var file = await TwoAsync();
        var batch = new BatchRecordStatementsRequest
        {
            Requests =
            {
                Say.Demand("russia", "usa", "2022-01-18", "security"),
                Say.Answer("usa", "russia", "2022-01-20", "security", Disposition.Rejected),
                Say.Answer("usa", "russia", "2022-01-20", "unheard-of", Disposition.Rejected),
            },
        };

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            file.Writer.BatchRecordStatementsAsync(batch, JournalFile.Recorder, Ct));

        Assert.Equal(ErrorReason.UnknownDemand, refused.Reason);
        Assert.StartsWith("requests[2]", refused.Violations[0].Field, StringComparison.Ordinal);
        Assert.Equal(2, file.Journal.Head.Revision);
        Assert.Null(file.Queries.Obligations.Demand("demands/security", file.Queries.Points.Of(null), null, Ct));

        batch.Requests.RemoveAt(2);
        var recorded = await file.Writer.BatchRecordStatementsAsync(batch, JournalFile.Recorder, Ct);
        Assert.Equal([3L, 4L], recorded.Statements.Select(statement => statement.Revision));
        Assert.Equal([null, ObligationState.Outstanding],
            recorded.Changes.Where(change => change.What == StatusChangeKind.State).Select(change => change.Before?.State));
    }

    [Fact]
    public async Task Trying_reports_what_would_change_and_records_nothing()
    {
        await using var file = await TwoAsync();
        await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "security"));
        var promise = Say.Promise("usa", "russia", "2022-01-21", "security", "2022-01-28", "promise");
        promise.ValidateOnly = true;

        var tried = await file.RecordAsync(promise);
        promise.ValidateOnly = false;
        var done = await file.RecordAsync(promise);

        Assert.Equal(done.Changes, tried.Changes);
        Assert.Equal(
            [(StatusChangeKind.State, "Outstanding", "Promised"), (StatusChangeKind.DuePromised, "", "2022-01-28")],
            done.Changes.Select(change => (change.What, change.Before.Text(), change.After.Text())));
        Assert.All(done.Changes, change => Assert.Equal("statements/promise", change.Cause));
        Assert.Equal("2022-01-28", done.Changes[0].DuePromised.Text);
        Assert.Equal(4, done.LogPosition.Revision);
    }

    [Fact]
    public async Task Parallel_writers_leave_no_gap_and_no_two_of_a_revision()
    {
        await using var file = await TwoAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 300)
            .Select(i => Task.Run(() => file.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", $"s{i}")))));

        Assert.Equal(Enumerable.Range(3, 300).Select(revision => (long)revision),
            answers.Select(answer => answer.LogPosition.Revision).Order());
        Assert.All(answers, answer => Assert.Equal(answer.LogPosition.Revision, answer.Statement.Revision));
        Assert.Null(file.Flaw());
    }

    [Fact]
    public async Task A_statement_sees_those_of_its_group()
    {
        await using var file = await TwoAsync();
        var demand = file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "security"));
        var answer = file.RecordAsync(Say.Answer("usa", "russia", "2022-01-20", "security", Disposition.Rejected));

        await Task.WhenAll(demand, answer);

        Assert.Equal(ObligationState.Answered,
            Assert.Single((await answer).Changes, change => change.What == StatusChangeKind.State).After.State);
    }

    [Fact]
    public async Task Record_times_never_go_back()
    {
        await using var file = await TwoAsync();
        var first = await file.RecordAsync(Say.Remark("russia", "usa", "2022-01-18"));
        await file.ReopenAsync();
        file.Time.AdjustTime(file.Time.GetUtcNow().AddHours(-1));

        var second = await file.RecordAsync(Say.Remark("russia", "usa", "2022-01-18"));

        Assert.Equal(first.Statement.RecordTime, second.Statement.RecordTime);
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_and_harms_nothing()
    {
        await using var file = await TwoAsync();
        await file.ReopenAsync(pagesMax: 1);
        var refused = 0;
        for (var i = 0; i < 200 && refused == 0; i++)
        {
            try
            {
                await file.RecordAsync(Say.Remark("russia", "usa", "2022-01-18"));
            }
            catch (RefusedException full) when (full.Reason == ErrorReason.StorageFull)
            {
                refused++;
            }
        }

        Assert.Equal(1, refused);
        Assert.False(file.Journal.Fatal.IsCompleted);
        Assert.Equal(file.Journal.Head.Revision, file.Queries.Points.Of(null).Revision);
        Assert.NotNull(file.Queries.Actors.Actor("actors/russia", file.Queries.Points.Of(null), Ct));

        await file.ReopenAsync();
        var revision = file.Journal.Head.Revision;
        Assert.Equal(revision + 1, (await file.RecordAsync(Say.Remark("russia", "usa", "2022-01-18"))).LogPosition.Revision);
        Assert.Null(file.Flaw());
    }

    private static async Task<JournalFile> TwoAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        return file;
    }
}
