using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Storage;

/// <summary>
/// What a journal answers at every T and K is what the naive fold finds, however the requests of talks in which everything is said were
/// put in groups, and wherever the writer had to begin with nothing in memory.
/// </summary>
public sealed class TalksTests
{
    private const int Statements = 170;
    private const int SentAtOnceMax = 5;
    private const int GroupsBetweenRestarts = 30;
    private const int Questions = 40;
    private const int WholePage = 1_000;
    private static readonly DateTimeOffset Today = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Seeds => [.. LawRun.Seeds(3)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Answers_are_those_of_the_naive_fold(int seed)
    {
        var random = new Random(seed);
        await using var file = await JournalFile.OpenAsync();
        file.Time.SetUtcNow(Today);
        var first = await CreateWorldAsync(file);
        var (statements, corrections) = await TalkAsync(file, random);
        for (var count = 0; count < Questions; count++)
        {
            var revision = random.NextInt64(first, file.Head.Revision + 1);
            var asOf = random.Next(3) == 0 ? "2025" : $"2024-{random.Next(1, 13):D2}";
            var point = new ReadPoint(file.Head.LogId, revision, EdtfDate.Parse(asOf).Latest);
            var place = $"seed {seed}, K {revision}, T {asOf}";
            var known = new OracleKnown(statements, corrections, revision, Lens.Open, Domain.Law.Flaw.None);
            var found = Oracle.At(known, point.AsOf, Domain.Law.Flaw.None);

            Same(found.Select(one => one.ToString()),
                file.Queries.Obligations.Obligations(null, point, null, WholePage, null, JournalFile.Ct).Items
                    .Select(one => Answer.Of(one).ToString()), place);
            Same(Demands(found),
                file.Queries.Obligations.Demands(null, point, null, WholePage, null, JournalFile.Ct).Items
                    .SelectMany(demand => demand.Debtors.Select(one => $"{demand.Name} {one.Debtor} {one.ItemsOwed} of {one.ItemsTotal}")),
                place);
        }
    }

    private static async Task<long> CreateWorldAsync(JournalFile file)
    {
        foreach (var id in Talks.Actors) await file.ActorAsync(id);
        var negotiation = new Negotiation
        {
            Titles = { Talks.Text("Talks") },
            Parties = { Talks.Actors.Select(id => $"actors/{id}") },
        };
        await file.Writer.CreateNegotiationAsync(
            new CreateNegotiationRequest { NegotiationId = "talks", Negotiation = negotiation }, JournalFile.Recorder, JournalFile.Ct);
        return file.Head.Revision;
    }

    /// <summary>All that was recorded.</summary>
    private static async Task<(List<Statement> Statements, List<Correction> Corrections)> TalkAsync(JournalFile file, Random random)
    {
        var (talks, statements, corrections) = (new Talks(), new List<Statement>(), new List<Correction>());
        for (var sent = 0; statements.Count < Statements;)
        {
            var requests = Enumerable.Range(sent, random.Next(1, SentAtOnceMax))
                .Select(number => talks.Next(random, $"s{number}")).ToList();
            sent += requests.Count;
            foreach (var recorded in await Task.WhenAll(requests.Select(request => SendAsync(file, request))))
            {
                if (recorded is Statement statement)
                {
                    statements.Add(statement);
                    talks.Said(statement);
                }
                else if (recorded is Correction correction)
                {
                    corrections.Add(correction);
                    talks.AddCorrection(correction);
                }
            }
            file.Time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 20)));
            if (random.Next(GroupsBetweenRestarts) == 0) await file.ReopenAsync();
        }
        return (statements, corrections);
    }

    /// <summary>What was recorded; null where it was refused, as much of the talks is.</summary>
    private static async Task<object?> SendAsync(JournalFile file, object request)
    {
        try
        {
            if (request is RecordStatementRequest record)
                return (await file.Writer.RecordStatementAsync(record, JournalFile.Recorder, JournalFile.Ct)).Statement;
            var correct = (CorrectStatementRequest)request;
            return (await file.Writer.CorrectStatementAsync(correct, JournalFile.Recorder, JournalFile.Ct)).Correction;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Demands(IReadOnlyList<Answer> answers) => answers.Where(one => one.Kind == ObligationKind.Answer)
        .GroupBy(one => (one.Subject, one.Debtor))
        .Select(items => $"{items.Key.Subject} {items.Key.Debtor} {items.Count(one => OracleStatus.IsOwed(one.State))} of {items.Count()}");

    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual, string place)
    {
        var (one, other) = (expected.Order(StringComparer.Ordinal).ToList(), actual.Order(StringComparer.Ordinal).ToList());
        Assert.True(one.SequenceEqual(other),
            $"{place}:\nonly expected {string.Join("\n  ", one.Except(other))}\nonly answered {string.Join("\n  ", other.Except(one))}");
    }
}
