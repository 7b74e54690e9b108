using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Obligations;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Tests.Storage.Writing;

/// <summary>What one request may cost the writer, and what ends it.</summary>
public sealed class FoldCostTests
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task A_batch_that_would_hold_up_all_others_is_refused_before_it_begins()
    {
        await using var file = await TwoAsync();
        await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "security"));
        var head = file.Journal.Head.Revision;

        // Each said before the one recorded last, so that each folds all of them again.
        var refused = await Assert.ThrowsAsync<RefusedException>(() => AnswersAsync(file, Backwards(800)));

        Assert.Equal(ErrorReason.TooCostly, refused.Reason);
        Assert.Equal(head, file.Journal.Head.Revision);
        Assert.Equal(head + 40, (await AnswersAsync(file, Backwards(40))).LogPosition.Revision);
    }

    [Fact]
    public async Task A_batch_of_plain_acts_said_in_order_costs_what_it_adds()
    {
        await using var file = await TwoAsync();
        await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "security"));

        var recorded = await AnswersAsync(file, Enumerable.Range(0, 800));

        Assert.Equal(800, recorded.Statements.Count);
    }

    [Fact]
    public async Task What_a_client_fills_in_of_a_date_counts_for_nothing()
    {
        await using var file = await TwoAsync();
        await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "security"));
        var answer = Say.Answer("usa", "russia", "2022-01-19", "security", Disposition.Rejected);
        answer.Statement.Said.EarliestTime = new Timestamp { Seconds = long.MaxValue };
        answer.Statement.Said.LatestTime = new Timestamp { Nanos = -1 };

        var recorded = await file.Writer.RecordStatementAsync(answer, JournalFile.Recorder, Ct);

        Assert.Equal(new DateTimeOffset(2022, 1, 19, 0, 0, 0, TimeSpan.Zero), recorded.Statement.Said.EarliestTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task A_batch_that_would_touch_too_many_obligations_is_refused()
    {
        await using var file = await TwoAsync();
        var items = Enumerable.Range(0, 256).Select(i => $"i{i}").ToArray();
        var batch = new BatchRecordStatementsRequest
        {
            Requests = { Enumerable.Range(0, 80).Select(i => Say.Demand("russia", "usa", "2022-01-18", $"d{i}", items)) },
        };

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            file.Writer.BatchRecordStatementsAsync(batch, JournalFile.Recorder, Ct));

        Assert.Equal(ErrorReason.TooCostly, refused.Reason);
        Assert.Equal($"requests[{Limits.ObligationsPerRequestMax / items.Length}]", Assert.Single(refused.Violations).Field);
    }

    [Fact]
    public async Task A_chain_of_replies_is_refused_past_the_bound()
    {
        await using var file = await TwoAsync();
        await RepliesAsync(file, 0, 700);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => RepliesAsync(file, 700, 700));

        Assert.Equal(ErrorReason.TooCostly, refused.Reason);
        Assert.Equal($"requests[{Limits.RestingNamesMax + 1 - 700}]", Assert.Single(refused.Violations).Field);
    }

    [Fact]
    public async Task A_stop_ends_the_deciding_of_a_costly_request_and_records_nothing_of_it()
    {
        await using var file = await TwoAsync();
        await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "security"));
        var head = file.Journal.Head.Revision;
        var costly = AnswersAsync(file, Backwards(600));
        await Task.Delay(TimeSpan.FromMilliseconds(200), Ct);

        file.Journal.StopDecidingAfter(TimeSpan.Zero);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => costly);
        Assert.Equal(ErrorReason.ShuttingDown, refused.Reason);
        await file.ReopenAsync();
        Assert.Equal(head, file.Journal.Head.Revision);
    }

    [Fact]
    public void A_fold_ends_with_its_token()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var demand = Say.Demand("russia", "usa", "2022-01-18", "security").Statement;
        demand.Name = "statements/security";
        var knowledge = KnownStatements.Of([demand], [], Lens.Open);

        Assert.Throws<OperationCanceledException>(() => knowledge.History("demands/security", cancelled.Token));
        Assert.Throws<OperationCanceledException>(() => knowledge.StatusAt(new Negotiation(), DateTimeOffset.MaxValue, cancelled.Token));
    }

    private static IEnumerable<int> Backwards(int count) => Enumerable.Range(0, count).Reverse();

    private static Task<BatchRecordStatementsResponse> AnswersAsync(
        JournalFile file, IEnumerable<int> minutes) => file.Writer.BatchRecordStatementsAsync(
        new BatchRecordStatementsRequest
        {
            Requests = { minutes.Select(i =>
                Say.Answer("usa", "russia", $"2022-01-19T{i / 60:00}:{i % 60:00}:00Z", "security",
                    i % 2 == 0 ? Disposition.Accepted : Disposition.Rejected)) },
        },
        JournalFile.Recorder, Ct);

    private static Task<BatchRecordStatementsResponse> RepliesAsync(
        JournalFile file, int from, int count) => file.Writer.BatchRecordStatementsAsync(
        new BatchRecordStatementsRequest
        {
            Requests =
            {
                Enumerable.Range(from, count).Select(i => Say.By("russia", "usa", "2022-01-18", statement =>
                {
                    statement.Remark = new RemarkAct();
                    statement.InReplyTo = i == 0 ? "" : $"statements/r{i - 1}";
                }, $"r{i}")),
            },
        }, JournalFile.Recorder, Ct);

    private static async Task<JournalFile> TwoAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        return file;
    }
}
