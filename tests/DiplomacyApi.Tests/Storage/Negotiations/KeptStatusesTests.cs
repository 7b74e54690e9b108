using Diplomacy.V1;

namespace DiplomacyApi.Tests.Storage.Negotiations;

/// <summary>Where a negotiation stands is made once, and answered again while nothing touches it.</summary>
public sealed class KeptStatusesTests
{
    /// <summary>One that lets all pass, through which nothing is kept.</summary>
    private static readonly StatusLens Anew = new() { MinBasis = Attribution.Media };

    private static readonly string[] Negotiations = ["negotiations/talks", "negotiations/other-talks"];

    public static TheoryData<int> Seeds => [.. Domain.Law.LawRun.Seeds(12)];

    /// <summary>Asked after each few entries, now and at other times, so that what was kept has to go on, or not.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_is_kept_is_what_would_be_made_anew(int seed)
    {
        await using var file = await JournalFile.OpenAsync();
        var (random, points, compared) = (new Random(seed), new Random(seed + 1_000), 0);
        var history = new RandomHistory(file, random, seed % 3 == 0 ? new Random(seed) : null)
        {
            Between = () => compared += Compare(file, points),
        };

        await history.RecordAsync(60);

        Assert.True(compared > 50, $"only {compared} were compared");
    }

    [Fact]
    public async Task A_status_asked_for_again_loads_no_statements_after_entries_elsewhere_neither()
    {
        await using var file = await JournalFile.OpenAsync();
        foreach (var actor in new[] { "russia", "usa" }) await file.ActorAsync(actor);
        foreach (var id in new[] { "talks", "other-talks" })
            await file.Writer.CreateNegotiationAsync(
                new CreateNegotiationRequest
                {
                    NegotiationId = id,
                    Negotiation = new Negotiation { Titles = { new LocalizedText { Text = id } } },
                },
                JournalFile.Recorder, JournalFile.Ct);
        for (var number = 0; number < 100; number++)
        {
            var demand = Say.Demand("russia", "usa", "2022-01-18", $"demand-{number}", "a");
            demand.Statement.Negotiation = "negotiations/talks";
            await file.RecordAsync(demand);
        }

        var first = Cost(file, out var status);
        Assert.Equal(100, status.WaitingOn.Count);
        Assert.True(Cost(file, out _) < first / 4);

        var elsewhere = Say.Remark("usa", "russia", "2022-01-19");
        elsewhere.Statement.Negotiation = "negotiations/other-talks";
        await file.RecordAsync(elsewhere);
        Assert.True(Cost(file, out _) < first / 4);

        await file.RecordAsync(Say.Answer("usa", "russia", "2022-01-20", "demand-7", Disposition.Rejected));
        Cost(file, out status);
        Assert.Contains(status.WaitingOn, waiting => waiting.Subject == "demands/demand-8");
        Assert.Equal(file.Queries.Negotiations.NegotiationStatus("negotiations/talks", file.Queries.Points.Of(null), Anew, JournalFile.Ct),
            status);
    }

    private static int Compare(JournalFile file, Random random)
    {
        var now = file.Queries.Points.Of(null);
        foreach (var name in Negotiations)
        {
            foreach (var point in new[] { now, now, now with { AsOf = now.AsOf.AddMinutes(random.Next(-60_000, 60_000)) } })
                Assert.Equal(
                    file.Queries.Negotiations.NegotiationStatus(name, point, Anew, JournalFile.Ct)?.ToString(),
                    file.Queries.Negotiations.NegotiationStatus(name, point, null, JournalFile.Ct)?.ToString());
        }
        return 3 * Negotiations.Length;
    }

    /// <summary>The bytes that reading it allocates, which grow with the statements that are looked at.</summary>
    private static long Cost(JournalFile file, out NegotiationStatus status)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        status = file.Queries.Negotiations.NegotiationStatus("negotiations/talks", file.Queries.Points.Of(null), null, JournalFile.Ct)!;
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
