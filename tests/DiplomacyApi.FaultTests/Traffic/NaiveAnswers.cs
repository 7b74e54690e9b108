using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Tests.Domain;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>What the law's naive fold makes of a journal, to be compared with what a server answered.</summary>
internal sealed class NaiveAnswers(IEnumerable<Statement> statements, IEnumerable<Correction> corrections)
{
    private readonly IReadOnlyList<Statement> _statements = [.. statements];
    private readonly IReadOnlyList<Correction> _corrections = [.. corrections];

    /// <summary>The facts that a response contains, and those that the fold finds, each in order.</summary>
    public (IReadOnlyList<string> Answered, IReadOnlyList<string> Found) Of(Sample sample) => sample.Request switch
    {
        ListObligationsRequest request => (
            Sorted(ListObligationsResponse.Parser.ParseFrom(sample.Answer).Obligations.Select(one => Answer.Of(one).ToString())),
            Sorted(Owed(request.At).Select(one => one.ToString()))),
        ListDemandsRequest request => (
            Sorted(ListDemandsResponse.Parser.ParseFrom(sample.Answer).Demands
                .SelectMany(demand => demand.Debtors.Select(one => $"{demand.Name} {one.Debtor} {one.ItemsOwed} of {one.ItemsTotal}"))),
            Sorted(Demands(Owed(request.At), request.Filter?.Pending ?? false))),
        GetNegotiationStatusRequest request => (
            Sorted(Facts(GetNegotiationStatusResponse.Parser.ParseFrom(sample.Answer).Status)),
            Sorted(Facts(request.At))),
        CompareNegotiationStatusRequest request => (
            Sorted(Facts(CompareNegotiationStatusResponse.Parser.ParseFrom(sample.Answer))),
            Sorted([.. Facts(request.Before), .. Facts(request.After), .. Changes(Owed(request.Before), Owed(request.After))])),
        _ => throw new ArgumentException($"The fold has no answer to a {sample.Request.Descriptor.Name}.", nameof(sample)),
    };

    private IReadOnlyList<Answer> Owed(ReadAt at) => Tests.Domain.Law.Oracle.At(Known(at), At(at), Flaw.None);

    private OracleKnown Known(ReadAt at) => new(_statements, _corrections, at.KnownAtRevision, Lens.Open, Flaw.None);

    private static DateTimeOffset At(ReadAt at) => EdtfDate.Parse(at.AsOf).Latest;

    private static IEnumerable<string> Demands(
        IReadOnlyList<Answer> answers, bool isPending) => answers.Where(one => one.Kind == ObligationKind.Answer)
        .GroupBy(one => (one.Subject, one.Debtor))
        .Select(items => (items.Key, Owed: items.Count(one => OracleStatus.IsOwed(one.State)), Total: items.Count()))
        .Where(debtor => !isPending || debtor.Owed > 0)
        .Select(debtor => $"{debtor.Key.Subject} {debtor.Key.Debtor} {debtor.Owed} of {debtor.Total}");

    private IEnumerable<string> Facts(ReadAt at)
    {
        var known = Known(at);
        yield return $"is {OracleStatus.State(known, At(at))}";
        var live = OracleStatus.LiveConditions(known, At(at)).ToList();
        foreach (var condition in live) yield return condition;
        var blocking = known.All.Where(said => live.Contains($"{said.Name}:True")).Select(said => said.Statement.Condition).ToList();
        foreach (var waits in Tests.Domain.Law.Oracle.At(known, At(at), Flaw.None)
                .Where(one => OracleStatus.IsOwed(one.State) || blocking.Exists(condition => Keeps(condition, one)))
                .GroupBy(one => (one.Subject, one.Debtor)))
            yield return $"{waits.Key.Debtor} owes {waits.Count()} on {waits.Key.Subject}";
    }

    /// <summary>Whether a condition that is not met waits for this too, though it may be answered.</summary>
    private static bool Keeps(ConditionAct condition, Answer answer) => condition.Demands.Contains(answer.Subject)
        && condition.Until == ConditionUntil.Settled
        && answer.State is not (ObligationState.Settled or ObligationState.Withdrawn or ObligationState.Superseded);

    private static IEnumerable<string> Facts(NegotiationStatus status) =>
    [
        $"is {status.State}",
        .. status.Conditions.Select(one => $"{one.Statement}:{one.Blocking}"),
        .. status.WaitingOn.GroupBy(one => (one.Subject, one.Debtor))
            .Select(one => $"{one.Key.Debtor} owes {one.Sum(waiting => Math.Max(1, waiting.ItemCount))} on {one.Key.Subject}"),
    ];

    private static IEnumerable<string> Facts(CompareNegotiationStatusResponse compared) =>
    [
        .. Facts(compared.Before),
        .. Facts(compared.After),
        .. compared.Changes.Where(change => change.What is StatusChangeKind.State or StatusChangeKind.SpokenPosition
            or StatusChangeKind.FormalPosition)
            .Select(change => Changed(change.Subject, change.Item, change.Debtor, change.What, change.Before.Text(), change.After.Text())),
    ];

    private static IEnumerable<string> Changes(IReadOnlyList<Answer> from, IReadOnlyList<Answer> to)
    {
        var (before, after) = (from.ToDictionary(Key), to.ToDictionary(Key));
        foreach (var key in before.Keys.Union(after.Keys))
        {
            var (was, then) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            if (was?.State != then?.State)
                yield return Changed(key.Subject, key.Item, key.Debtor, StatusChangeKind.State, Word(was?.State), Word(then?.State));
            if (Word(was?.Spoken) != Word(then?.Spoken))
                yield return Changed(key.Subject, key.Item, key.Debtor, StatusChangeKind.SpokenPosition, Word(was?.Spoken),
                    Word(then?.Spoken));
            if (Word(was?.Formal) != Word(then?.Formal))
                yield return Changed(key.Subject, key.Item, key.Debtor, StatusChangeKind.FormalPosition, Word(was?.Formal),
                    Word(then?.Formal));
        }
    }

    private static (string Subject, string Item, string Debtor) Key(Answer answer) => (answer.Subject, answer.Item, answer.Debtor);

    private static string Changed(string subject, string item, string debtor, StatusChangeKind what, string before, string after) =>
        $"{subject} {item} {debtor} {what}: {before} to {after}";

    private static string Word<T>(T? value)
        where T : struct, Enum =>
        value is null || Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) == 0 ? "" : value.Value.ToString();

    private static List<string> Sorted(IEnumerable<string> facts) => [.. facts.Order(StringComparer.Ordinal)];
}
