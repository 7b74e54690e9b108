using CsCheck;
using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>
/// The histories bite: each flaw that the oracle can be given shows in some of them. A flaw that showed in none would be one that the
/// rules could have unnoticed.
/// </summary>
public sealed class MutantTests
{
    private const int HistoriesMax = 20_000;

    public static TheoryData<string> Flaws => [.. Enum.GetNames<Flaw>().Where(name => name != nameof(Flaw.None))];

    [Theory]
    [MemberData(nameof(Flaws))]
    public void A_broken_rule_shows_in_some_history(string name)
    {
        var flaw = Enum.Parse<Flaw>(name);
        // A mutant is looked for from the same place each time: whether it is found must not hang on luck.
        var random = PCG.Parse("0000000000000001");
        for (var tried = 0; tried < HistoriesMax; tried++)
        {
            if (IsTold(Histories.From(Histories.Seeds.Generate(random, null, out _)), flaw)) return;
        }
        Assert.Fail($"{flaw} gives the same answers as the true oracle in {HistoriesMax} histories.");
    }

    private static bool IsTold(History history, Flaw flaw)
    {
        var lens = flaw switch
        {
            Flaw.MinBasisBeforeSeen or Flaw.LeftOutKeepsItsPlace => new Lens(Attribution.Counterpart, null),
            Flaw.PublishedByAttachedIgnored => new Lens(Attribution.Unspecified, World.Start.AddDays(5)),
            _ => Lens.Open,
        };
        var right = new OracleKnown(history.Statements, history.Corrections, history.Head, lens, Flaw.None);
        var wrong = new OracleKnown(history.Statements, history.Corrections, history.Head, lens, flaw);
        return right.All.Concat(wrong.All).Select(one => one.Seen).Distinct().Any(t =>
            !Oracle.Lines(right, t, Flaw.None).SequenceEqual(Oracle.Lines(wrong, t, flaw)));
    }
}
