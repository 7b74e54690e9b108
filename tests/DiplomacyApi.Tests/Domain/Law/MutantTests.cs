using CsCheck;
using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>
/// The histories bite: each flaw that the oracle can be given shows in some of them. A flaw that showed in none would be one that the
/// rules could have unnoticed.
/// </summary>
public sealed class MutantTests
{
    private const int HistoriesMax = 20_000;

    // A mutant is looked for from the same place each time: whether it is found must not hang on luck.
    private static readonly PCG Random = PCG.Parse("0000000000000001");

    private static readonly List<Sample> Drawn = [];

    public static TheoryData<string> Flaws => [.. Enum.GetNames<Flaw>().Where(name => name != nameof(Flaw.None))];

    [Theory]
    [MemberData(nameof(Flaws))]
    public void A_broken_rule_shows_in_some_history(string name)
    {
        var flaw = Enum.Parse<Flaw>(name);
        for (var number = 0; number < HistoriesMax; number++)
        {
            if (IsSeen(Nth(number), flaw)) return;
        }
        Assert.Fail($"{flaw} gives the same answers as the true oracle in {HistoriesMax} histories.");
    }

    private static Sample Nth(int number)
    {
        while (Drawn.Count <= number) Drawn.Add(new Sample(Histories.From(Histories.Seeds.Generate(Random, null, out _))));
        return Drawn[number];
    }

    private static bool IsSeen(Sample sample, Flaw flaw)
    {
        var right = flaw switch
        {
            Flaw.MinBasisBeforeSeen or Flaw.LeftOutKeepsItsPlace => sample.Right(new Lens(Attribution.Counterpart, null)),
            Flaw.PublishedByAttachedIgnored => sample.Right(new Lens(Attribution.Unspecified, World.Start.AddDays(5))),
            _ => sample.RightOpen,
        };
        var wrong = right.With(flaw);
        return right.Instants.Concat(wrong.Instants).Distinct().Any(t => !right.At(t).SequenceEqual(wrong.At(t)))
            || (IsAtRead(flaw)
                && right.Turns.Concat(wrong.Turns).Distinct().Any(t => !right.AtRead(t, flaw).SequenceEqual(wrong.AtRead(t, flaw))));
    }

    // What is computed at read is dear to ask; only what breaks there is looked for there.
    private static bool IsAtRead(Flaw flaw) => flaw >= Flaw.PromisedDueIgnored;

    private static bool IsOfNegotiation(Flaw flaw) => flaw >= Flaw.SatisfiedCreditorBlocks;

    /// <summary>A history, and what the true oracle says of it, which is the same for every flaw.</summary>
    private sealed class Sample(History history)
    {
        public OracleAnswers RightOpen { get; } = new(history, Lens.Open, Flaw.None);

        public OracleAnswers Right(Lens lens) => new(history, lens, Flaw.None);
    }

    /// <summary>What an oracle says of a history; each instant is asked once.</summary>
    private sealed class OracleAnswers(History history, Lens lens, Flaw flaw)
    {
        private readonly OracleKnown _known = new(history.Statements, history.Corrections, history.Head, lens, flaw);
        private readonly Dictionary<DateTimeOffset, string[]> _answers = [];
        private readonly Dictionary<(DateTimeOffset, bool), string[]> _atRead = [];
        private OracleClock? _clock;

        private OracleClock Clock => _clock ??= new OracleClock(_known, flaw);

        public IEnumerable<DateTimeOffset> Instants => _known.All.Select(one => one.Seen);

        public IEnumerable<DateTimeOffset> Turns => Clock.Turns;

        public string[] AtRead(DateTimeOffset t, Flaw sought) => _atRead.TryGetValue((t, IsOfNegotiation(sought)), out var lines) ? lines
            : _atRead[(t, IsOfNegotiation(sought))] = [.. IsOfNegotiation(sought) ? OracleStatus.Lines(_known, t, flaw) : Clock.Lines(t)];

        public OracleAnswers With(Flaw other) => new(history, lens, other);

        public string[] At(DateTimeOffset t) => _answers.TryGetValue(t, out var answers) ? answers
            : _answers[t] = [.. Oracle.Lines(_known, t, flaw)];
    }
}
