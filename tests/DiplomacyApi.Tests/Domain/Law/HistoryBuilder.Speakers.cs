using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>Who says it: mostly somebody whose business it is, so that what is said has an effect.</summary>
internal sealed partial class HistoryBuilder
{
    /// <summary>Lets a debtor speak, and to the creditor, save now and then.</summary>
    private void Owing(Statement statement, Seed seed)
    {
        var demand = statement.Promise?.Demand ?? statement.Fulfillment?.Subject ?? statement.Response?.Demands.FirstOrDefault() ?? "";
        if (seed.Who / 72 % 8 == 7 || Statements.FirstOrDefault(one => OracleTexts.MadeDemand(one) == demand) is not { } maker) return;
        var debtors = OracleTexts.PartiesOf(maker, maker.Demand.Targets.Count > 0 ? maker.Demand.Targets : maker.Addressees)
            .Except(OracleTexts.PartiesOf(maker, maker.Principals)).ToList();
        // Where each is to answer for itself, they may yet do so together, and be said to by another side.
        if (maker.Demand.InOwnName && debtors.Count > 1 && seed.Who / 9 % 3 > 0)
        {
            Speak(statement, debtors[0], [.. debtors]);
            if (seed.Who / 27 % 2 == 1) statement.Attribution = Attribution.Counterpart;
        }
        if (debtors.Count == 0 || statement.OnBehalfOf.Count > 0) return;
        var side = World.Sides.Single(side => side[0] == debtors[seed.Who % debtors.Count]);
        Speak(statement, side[seed.Who / 3 % side.Length]);
        if (seed.How / 2 % 4 < 3) statement.Addressees[0] = maker.Speaker;
    }

    private static void Speak(Statement statement, string speaker, params string[] onBehalfOf)
    {
        var said = World.Say(statement.Revision, World.Start, speaker, statement.Said.Text, onBehalfOf);
        statement.Speaker = said.Speaker;
        statement.OnBehalfOf.Clear();
        statement.OnBehalfOf.AddRange(said.OnBehalfOf);
        statement.Principals.Clear();
        statement.Principals.AddRange(said.Principals);
    }

    private void AuthorOf(string demand, Statement statement, Seed seed) =>
        SideOf(Statements.Single(one => OracleTexts.MadeDemand(one) == demand), statement, seed);

    /// <summary>Lets one of the authors or of those who joined speak, save now and then.</summary>
    private void CreditorOf(string demand, Statement statement, Seed seed)
    {
        var joining = Statements.Where(one => one.Demand?.Joins == demand).ToList();
        if (joining.Count > 0 && seed.Who / 3 % 2 == 1) SideOf(joining[seed.Who / 6 % joining.Count], statement, seed);
        else AuthorOf(demand, statement, seed);
    }

    /// <summary>Lets a body speak that did not make the demand, save now and then.</summary>
    private void OtherThan(string demand, Statement statement, Seed seed)
    {
        var authors = OracleTexts.PartiesOf(Statements.Single(one => OracleTexts.MadeDemand(one) == demand),
            Statements.Single(one => OracleTexts.MadeDemand(one) == demand).Principals);
        var others = World.Bodies.Except(authors).ToList();
        if (seed.Who / 72 % 8 != 7 && others.Count > 0) Speak(statement, others[seed.Who % others.Count]);
    }

    /// <summary>Lets the right side speak, of several one or all, save now and then.</summary>
    private static void SideOf(Statement author, Statement statement, Seed seed)
    {
        if (seed.Who / 72 % 8 == 7) return;
        if (author.OnBehalfOf.Count > 1 && seed.Who / 12 % 3 > 0) Speak(statement, author.OnBehalfOf[seed.Who / 36 % 2]);
        else Speak(statement, author.Speaker, [.. author.OnBehalfOf]);
    }

    /// <summary>Mostly lets another creditor than the one who judged last judge the same the other way, where there is one.</summary>
    private void JudgeOtherwise(Statement statement, Seed seed)
    {
        if (seed.Lag / 5 % 4 == 0) return;
        var last = Statements.FindLast(one => one.Assessment is { Demand.Length: > 0, Verdict: not Verdict.MoreTime }
            && CreditorsBeside(one).Any());
        if (last is null) return;
        // On the last day, when what there is to judge was mostly said.
        if (!IsPlain)
        {
            statement.Said.Text = $"2022-01-{Days:00}";
            Tick(seed.Lag, OracleTexts.Read(statement.Said.Text).Earliest);
            statement.RecordTime = Timestamp.FromDateTimeOffset(_clock);
        }
        Speak(statement, CreditorsBeside(last).ElementAt(seed.Who % CreditorsBeside(last).Count()));
        statement.Assessment = last.Assessment.Clone();
        statement.Assessment.Verdict = last.Assessment.Verdict == Verdict.Satisfied ? Verdict.Insufficient : Verdict.Satisfied;
    }

    private IEnumerable<string> CreditorsBeside(Statement judging) => Statements
        .Where(one => OracleTexts.MadeDemand(one) == judging.Assessment.Demand || one.Demand?.Joins == judging.Assessment.Demand)
        .SelectMany(one => OracleTexts.PartiesOf(one, one.Principals)).Distinct()
        .Except(OracleTexts.PartiesOf(judging, judging.Principals));
}
