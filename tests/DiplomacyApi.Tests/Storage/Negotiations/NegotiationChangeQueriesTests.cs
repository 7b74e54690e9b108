using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Negotiations;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Storage.Negotiations;

/// <summary>
/// What a write changes in negotiations is what differs in them before it and after, whether it is recorded or only tried.
/// </summary>
public sealed class NegotiationChangeQueriesTests
{
    /// <summary>One that lets all pass, through which nothing is kept.</summary>
    private static readonly StatusLens Unkept = new() { MinBasis = Attribution.Media };

    private static readonly string[] Negotiations = ["negotiations/other-talks", "negotiations/talks"];

    public static TheoryData<int> Seeds => [.. Domain.Law.LawRun.Seeds(12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_is_told_is_what_differs_in_all_negotiations_and_what_is_tried_what_would_be_recorded(int seed)
    {
        await using var file = await JournalFile.OpenAsync();
        var told = 0;
        var last = 0L;
        RandomHistory history = null!;
        history = new RandomHistory(file, new Random(seed), seed % 3 == 0 ? new Random(seed) : null)
        {
            Between = () =>
            {
                List<IMessage> recorded = [.. history.Statements.Where(one => one.Revision > last),
                    .. history.Corrections.Where(one => one.Revision > last)];
                recorded = [.. recorded.OrderBy(Revision)];
                foreach (var one in recorded) told += Compare(file, [one]);
                // All that came one after the other, as if it had been one request.
                if (recorded.Count > 1 && Revision(recorded[^1]) - Revision(recorded[0]) == recorded.Count - 1)
                    told += Compare(file, recorded);
                last = file.Journal.Head.Revision;
            },
        };

        await history.RecordAsync(60);

        Assert.True(told > 10, $"only {told} changes were told");
    }

    [Fact]
    public async Task A_write_after_another_costs_one_status_whoever_writes_elsewhere()
    {
        const int Demands = 100;
        await using var file = await JournalFile.OpenAsync();
        foreach (var actor in new[] { "russia", "usa" }) await file.ActorAsync(actor);
        foreach (var id in new[] { "talks", "other-talks" }) await CreateAsync(file, id);
        for (var number = 0; number < Demands; number++)
            await RecordAsync(file, "talks", Say.Demand("russia", "usa", "2022-01-18", $"demand-{number}", "a"));
        var status = Cost(() =>
            file.Queries.Negotiations.NegotiationStatus("negotiations/talks", file.Queries.Points.Of(null), Unkept, JournalFile.Ct));

        var first = await RecordAsync(file, "talks", Say.Remark("usa", "russia", "2022-01-19"));
        file.Queries.NegotiationChanges.Of(Written(first), JournalFile.Ct);
        var second = await RecordAsync(file, "talks", Say.Answer("usa", "russia", "2022-01-20", "demand-7", Disposition.Rejected));
        await RecordAsync(file, "other-talks", Say.Remark("usa", "russia", "2022-01-19"));

        Assert.InRange(Cost(() => file.Queries.NegotiationChanges.Of(Written(second), JournalFile.Ct)), status / 2, status * 3 / 2);
    }

    [Fact]
    public async Task Those_of_more_negotiations_than_are_compared_are_left_out()
    {
        await using var file = await JournalFile.OpenAsync();
        foreach (var actor in new[] { "russia", "usa" }) await file.ActorAsync(actor);
        for (var number = 0; number <= Limits.NegotiationsComparedMax; number++)
        {
            await CreateAsync(file, $"talks-{number}");
            await RecordAsync(file, $"talks-{number}", Say.Demand("russia", "usa", "2022-01-18", $"demand-{number}", "a"));
        }

        var all = await RecordAsync(file, "talks-0", Answer(Limits.NegotiationsComparedMax + 1));
        var fewer = await RecordAsync(file, "talks-0", Answer(Limits.NegotiationsComparedMax));
        var (omitted, told) = (file.Queries.NegotiationChanges.Of(Written(all), JournalFile.Ct),
            file.Queries.NegotiationChanges.Of(Written(fewer), JournalFile.Ct));

        Assert.Equal((0, true), (omitted.Changes.Count, omitted.AreOmitted));
        Assert.False(told.AreOmitted);
    }

    private static RecordStatementRequest Answer(int demands)
    {
        var answer = Say.Answer("usa", "russia", "2022-01-20", "demand-0", Disposition.Rejected);
        answer.Statement.Response.Demands.Clear();
        answer.Statement.Response.Demands.AddRange(Enumerable.Range(0, demands).Select(number => $"demands/demand-{number}"));
        return answer;
    }

    private static int Compare(JournalFile file, IReadOnlyList<IMessage> recorded)
    {
        var (logId, first, last) = (file.Journal.Head.LogId, Revision(recorded[0]), Revision(recorded[^1]));
        var at = (recorded[^1] is Statement said ? said.RecordTime : ((Correction)recorded[^1]).RecordTime).ToDateTimeOffset();
        var expected = Negotiations.SelectMany(name => Differences(name)).ToList();

        var told = file.Queries.NegotiationChanges.Of(
            new(recorded, new LogPosition { LogId = logId, Revision = last }, AreTried: false), JournalFile.Ct);
        var tried = file.Queries.NegotiationChanges.Of(
            new(recorded, new LogPosition { LogId = logId, Revision = first - 1 }, AreTried: true), JournalFile.Ct);

        Assert.False(told.AreOmitted);
        Assert.Equal(Lines(expected), Lines(told.Changes));
        Assert.Equal(Lines(expected), Lines(tried.Changes));
        return expected.Count;

        IEnumerable<NegotiationChange> Differences(string name)
        {
            var (before, after) = (StatusAt(first - 1), StatusAt(last));
            foreach (var change in NegotiationChanges.Between(before, after!))
            {
                (change.Negotiation, change.LogPosition) = (name, new LogPosition { LogId = logId, Revision = last });
                if (recorded.Count == 1)
                    change.Cause = recorded[0] is Statement statement ? statement.Name : ((Correction)recorded[0]).Name;
                yield return change;
            }

            NegotiationStatus? StatusAt(long revision) =>
                file.Queries.Negotiations.NegotiationStatus(name, new ReadPoint(logId, revision, at), Unkept, JournalFile.Ct);
        }
    }

    private static string Lines(IEnumerable<NegotiationChange> changes) => string.Join('\n', changes.Select(change => change.ToString()));

    private static long Revision(IMessage message) => message is Statement statement ? statement.Revision : ((Correction)message).Revision;

    private static WrittenMessages Written(RecordStatementResponse response) =>
        new([response.Statement], response.LogPosition, AreTried: false);

    private static Task CreateAsync(JournalFile file, string id) => file.Writer.CreateNegotiationAsync(
        new CreateNegotiationRequest { NegotiationId = id, Negotiation = new Negotiation { Titles = { new LocalizedText { Text = id } } } },
        JournalFile.Recorder, JournalFile.Ct);

    private static Task<RecordStatementResponse> RecordAsync(JournalFile file, string negotiation, RecordStatementRequest request)
    {
        request.Statement.Negotiation = $"negotiations/{negotiation}";
        return file.RecordAsync(request);
    }

    /// <summary>The bytes that reading allocates, which grow with the statements that are looked at.</summary>
    private static long Cost(Func<object?> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
