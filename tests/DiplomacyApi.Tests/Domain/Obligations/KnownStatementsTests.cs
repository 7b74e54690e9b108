using Diplomacy.V1;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Domain.Obligations;

/// <summary>Corrections of corrections and remarks on remarks, longer than a stack is deep, and in circles.</summary>
public sealed class KnownStatementsTests
{
    private const int Levels = 50_000;

    /// <summary>A stack on which a call for each level would not fit.</summary>
    private const int StackBytes = 256 << 10;

    [Theory]
    [InlineData(Levels, "as said")]
    [InlineData(Levels + 1, "mended")]
    public void A_chain_of_corrections_is_applied_however_long_it_is(int levels, string expected)
    {
        var statement = Remark(1, "", Stance.Unspecified, "as said");
        // The first mends it, and each one after it annuls the one before.
        var corrections = Enumerable.Range(1, levels).Select(level => new Correction
        {
            Name = $"corrections/c{level}",
            Subject = level == 1 ? statement.Name : $"corrections/c{level - 1}",
            Label = CorrectionLabel.Error,
            Replacement = level == 1 ? Remark(1, "", Stance.Unspecified, "mended") : null,
            Revision = 1 + level,
            RecordTime = statement.RecordTime,
        }).ToList();

        var standing = OnSmallStack(() => KnownStatements.Of([statement], corrections, Lens.Open).Current(statement.Name));

        Assert.Equal(expected, standing!.Summaries[0].Text);
    }

    [Fact]
    public void A_chain_of_denials_is_judged_however_long_it_is()
    {
        var remarks = Enumerable.Range(1, Levels).Select(level => level == 1
            ? Remark(1, "", Stance.Unspecified)
            : Remark(level, $"statements/s{level - 1}", Stance.Denies)).ToList();

        var timeline = OnSmallStack(() => KnownStatements.Of(remarks, [], Lens.Open)
            .TimelineAt(World.Negotiation, DateTimeOffset.MaxValue, CancellationToken.None));

        // Nobody denies the last, so that it denies the one before it, and so on down.
        Assert.Equal(Enumerable.Range(1, Levels).Select(level => (Levels - level) % 2 == 1), timeline.Select(entry => entry.Denied));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(32)]
    public void A_circle_of_denials_is_judged_alike_wherever_it_begins(int length)
    {
        var remarks = Enumerable.Range(1, length + 1).Select(level => level == 1
            ? Remark(1, "", Stance.Unspecified)
            : Remark(level, $"statements/s{level - 1}", Stance.Denies)).ToList();
        var closing = new Correction
        {
            Name = "corrections/closing",
            Subject = "statements/s2",
            Label = CorrectionLabel.Error,
            Replacement = Remark(2, $"statements/s{length + 1}", Stance.Denies),
            Revision = length + 2,
            RecordTime = remarks[0].RecordTime,
        };

        var timeline = KnownStatements.Of(remarks, [closing], Lens.Open)
            .TimelineAt(World.Negotiation, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);

        var view = new OracleView(new OracleKnown(remarks, [closing], length + 2, Lens.Open, Flaw.None).All, Attribution.Unspecified,
            Flaw.None);
        Assert.Equal(view.InOrder.Select(said => (said.Name, view.Parties(said).Count == 0)),
            timeline.Select(entry => (entry.Statement.Name, entry.WithoutEffect?.Reason == WithoutEffectReason.Denied)));
    }

    private static Statement Remark(int revision, string subject, Stance stance, string summary = "It was said.")
    {
        var statement = World.Say(revision, World.Start.AddDays(30), World.Alfa, "2022-01-18");
        statement.Attribution = Attribution.Counterpart;
        statement.Summaries.Add(new LocalizedText { Text = summary });
        statement.Remark = new RemarkAct { Subject = subject, Stance = stance };
        return statement;
    }

    private static T OnSmallStack<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>();
        var thread = new Thread(() =>
        {
            try { done.SetResult(work()); }
            catch (Exception failed) { done.SetException(failed); }
        }, StackBytes);
        thread.Start();
        thread.Join();
        return done.Task.Result;
    }
}
