using Diplomacy.V1;
using DiplomacyApi.Client.Sentences;

namespace DiplomacyApi.Tests.Client.Sentences;

/// <summary>The sentences that are made of codes, and that every code has one.</summary>
public sealed class EnglishTests
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["actors/usa"] = "United States",
        ["actors/nato"] = "NATO",
        ["actors/eu"] = "EU",
        ["statements/s7"] = "Troops leave (s7)",
    };

    [Theory]
    [InlineData(ReasonCode.Asked, "NATO asked for it")]
    [InlineData(ReasonCode.AskedAgain, "NATO asked for it again")]
    [InlineData(ReasonCode.Promised, "NATO promised it")]
    [InlineData(ReasonCode.Acknowledged, "NATO acknowledged it")]
    [InlineData(ReasonCode.Deferred, "NATO put it off")]
    [InlineData(ReasonCode.PositionSpoken, "NATO, not in the form asked for: not addressed")]
    [InlineData(ReasonCode.PositionLeaked, "NATO, in a leaked text: not addressed")]
    [InlineData(ReasonCode.PositionFormal, "NATO, in the form asked for: not addressed")]
    [InlineData(ReasonCode.Delivered, "NATO delivered an answer; what it says is not known")]
    [InlineData(ReasonCode.Answered, "NATO answered: not addressed")]
    [InlineData(ReasonCode.Performed, "NATO did it")]
    [InlineData(ReasonCode.Satisfied, "NATO is satisfied")]
    [InlineData(ReasonCode.Insufficient, "NATO finds it insufficient")]
    [InlineData(ReasonCode.InsufficientUndelivered, "NATO finds it insufficient, and nothing was delivered")]
    [InlineData(ReasonCode.Withdrawn, "NATO took it back")]
    [InlineData(ReasonCode.Replaced, "NATO replaced it by new")]
    [InlineData(ReasonCode.InvitationWithdrawn, "NATO took the invitation back")]
    [InlineData(ReasonCode.MeetingHeld, "a meeting was held")]
    [InlineData(ReasonCode.MeetingCancelled, "the meeting was called off")]
    [InlineData(ReasonCode.Phase, "NATO announced it")]
    [InlineData(ReasonCode.Begun, "a first statement was made")]
    [InlineData(ReasonCode.PromiseMade, "a promise was made")]
    [InlineData(ReasonCode.Step, "NATO: broken off")]
    [InlineData(ReasonCode.Waiting, "NATO waits for United States")]
    public void A_reason(ReasonCode code, string expected) => Assert.Equal(expected, new Reason
    {
        Code = code,
        Actors = { "actors/nato" },
        Position = Disposition.NotAddressed,
        Demand = "demands/new",
        WaitingFor = { "actors/usa" },
        Step = NegotiationStep.BrokenOff,
    }.InEnglish(Name));

    [Fact]
    public void Several_are_listed_and_the_verb_agrees()
    {
        Assert.Equal("EU, NATO and United States are satisfied",
            new Reason { Code = ReasonCode.Satisfied, Actors = { "actors/eu", "actors/nato", "actors/usa" } }.InEnglish(Name));
        Assert.Equal("eu and nato wait for usa and russia",
            new Reason
            {
                Code = ReasonCode.Waiting,
                Actors = { "actors/eu", "actors/nato" },
                WaitingFor = { "actors/usa", "actors/russia" },
            }.InEnglish());
    }

    [Theory]
    [InlineData(EffectKind.Opened, "NATO, bases: a reply is owed")]
    [InlineData(EffectKind.State, "NATO, bases: none → Promised")]
    [InlineData(EffectKind.SpokenPosition, "NATO, bases: spoken position not addressed")]
    [InlineData(EffectKind.FormalPosition, "NATO, bases: formal position not addressed")]
    [InlineData(EffectKind.DueAsked, "NATO, bases: due 2022-01-28")]
    [InlineData(EffectKind.DuePromised, "NATO, bases: due promised 2022-01-28")]
    [InlineData(EffectKind.Unchanged, "NATO, bases: stays as it is")]
    [InlineData(EffectKind.Demand, "holds for the demand")]
    [InlineData(EffectKind.Joined, "United States joined: NATO, bases")]
    [InlineData(EffectKind.DoneInPart, "NATO, bases: done in part")]
    [InlineData(EffectKind.MeetingPhase, "the meeting is held")]
    [InlineData(EffectKind.InvitationWithdrawn, "the invitation is taken back")]
    public void An_effect(EffectKind kind, string expected) => Assert.Equal(expected, new Effect
    {
        What = kind,
        Subject = "demands/proposals",
        Item = "bases",
        Debtor = "actors/nato",
        After = kind switch
        {
            EffectKind.State => new StatusValue { State = ObligationState.Promised },
            EffectKind.SpokenPosition or EffectKind.FormalPosition => new StatusValue { Position = Disposition.NotAddressed },
            _ => new StatusValue { Due = new PartialDate { Text = "2022-01-28" } },
        },
        Kind = ObligationKind.Reply,
        Creditors = { "actors/usa" },
        Phase = MeetingPhase.Held,
    }.InEnglish(Name));

    [Theory]
    [InlineData(StatusChangeKind.State, "NATO, proposals/bases: none → Promised, due 2022-01-28")]
    [InlineData(StatusChangeKind.SpokenPosition, "NATO, proposals/bases: spoken position none → NotAddressed")]
    [InlineData(StatusChangeKind.FormalPosition, "NATO, proposals/bases: formal position none → NotAddressed")]
    [InlineData(StatusChangeKind.DueAsked, "NATO, proposals/bases: due none → 2022-01-28")]
    [InlineData(StatusChangeKind.DuePromised, "NATO, proposals/bases: due promised none → 2022-01-28")]
    [InlineData(StatusChangeKind.Overdue, "NATO, proposals/bases: is Overdue")]
    [InlineData(StatusChangeKind.Verdict, "NATO, proposals/bases: verdict of United States none → Satisfied")]
    public void A_change(StatusChangeKind what, string expected) => Assert.Equal(expected, Change(what, what switch
    {
        StatusChangeKind.State => new StatusValue { State = ObligationState.Promised },
        StatusChangeKind.SpokenPosition or StatusChangeKind.FormalPosition => new StatusValue { Position = Disposition.NotAddressed },
        StatusChangeKind.Overdue => new StatusValue { DueState = DueState.Overdue },
        StatusChangeKind.Verdict => new StatusValue { Verdict = Verdict.Satisfied },
        _ => new StatusValue { Due = new PartialDate { Text = "2022-01-28" } },
    }).InEnglish(Name));

    [Fact]
    public void A_change_of_what_was_promised_names_it_and_one_that_ends_a_due_says_so()
    {
        var change = Change(StatusChangeKind.Overdue, null);
        (change.Subject, change.Item, change.Before) = ("statements/s7", "", new StatusValue { DueState = DueState.Overdue });

        Assert.Equal("NATO, Troops leave (s7): is no longer Overdue", change.InEnglish(Name));
        Assert.Equal(["actors/nato", "statements/s7", "actors/usa"], English.NamesIn(change));
    }

    [Fact]
    public void Every_code_has_a_sentence_of_its_own()
    {
        Assert.All(Enum.GetValues<WithoutEffectReason>().Skip(1), reason =>
            AssertIsSentence(
                new WithoutEffect { Reason = reason, Subject = "demands/proposals", Flaw = SubjectFlaw.Denied, Entitled = PartyRole.Author }
                    .InEnglish(),
                reason));
        Assert.All(
            Enum.GetValues<SubjectFlaw>()
                .Skip(1), flaw =>
                    AssertIsSentence(
                        new WithoutEffect { Reason = WithoutEffectReason.Subject, Subject = "demands/proposals", Flaw = flaw }.InEnglish(),
                        flaw));
        Assert.All(Enum.GetValues<PartyRole>().Skip(1), role =>
            AssertIsSentence(new WithoutEffect { Reason = WithoutEffectReason.Party, Entitled = role }.InEnglish(), role));
        Assert.Equal(TestedBy(nameof(A_reason)), Enum.GetValues<ReasonCode>().Length - 1);
        Assert.Equal(TestedBy(nameof(An_effect)), Enum.GetValues<EffectKind>().Length - 1);
        Assert.Equal(TestedBy(nameof(A_change)), Enum.GetValues<StatusChangeKind>().Length - 1);

        static void AssertIsSentence(string sentence, Enum code)
        {
            Assert.Contains(' ', sentence);
            Assert.NotEqual(code.ToString(), sentence.Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);
        }

        static int TestedBy(string test) =>
            typeof(EnglishTests).GetMethod(test)!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Length;
    }

    private static StatusChange Change(StatusChangeKind what, StatusValue? after) => new()
    {
        What = what,
        Subject = "demands/proposals",
        Item = "bases",
        Debtor = "actors/nato",
        Creditor = "actors/usa",
        After = after,
        DuePromised = new PartialDate { Text = "2022-01-28" },
    };

    private static string Name(string name) => Names.GetValueOrDefault(name) ?? name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
