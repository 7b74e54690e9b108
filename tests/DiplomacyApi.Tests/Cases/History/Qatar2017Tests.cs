using System.Globalization;
using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Tests.Cases.History;

/// <summary>What a historian says of the thirteen demands to Qatar, from June 2017 to their end, as known later and on the day.</summary>
public sealed class Qatar2017Tests(Qatar2017Tests.Followed followed) : IClassFixture<Qatar2017Tests.Followed>
{
    private const string Crisis = "negotiations/gulf-crisis-2017";

    private const string Four = "bahrain + egypt + saudi-arabia + united-arab-emirates";
    private const string Blockade = $"lift-the-blockade, {Four}: Outstanding since 2017-06-19";
    private const string QatarWaits = $"qatar waits, on lift-the-blockade, for {Four}";
    private const string QatarsCondition = "condition qatar-will-not-negotiate-under-blockade blocks";
    private const string FourCondition = "condition four-set-a-condition blocks";
    private const string Standoff = "standoff of bahrain + egypt + qatar + saudi-arabia + united-arab-emirates";
    private const string FourWait = $"{Four} waits, on thirteen-demands, for qatar";
    private const string FourWaitOnSix = $"{Four} waits, on six-principles, for qatar";
    private const string Thirteen = "thirteen-demands, qatar:";
    private const string Six = "six-principles, qatar: Outstanding since 2017-07-05";
    private const string Parting = "warning gargash-warns-of-parting";
    private const string Partners = "warning ghobash-on-trading-partners, hedged";
    private const string Measures = "warning four-announce-measures";

    [Theory]
    [InlineData("2017-06-18", "nothing said")]
    [InlineData("2017-06-19", "Proposed", Blockade, QatarWaits, QatarsCondition)]
    [InlineData("2017-06-22", "Proposed", Blockade, $"{Thirteen} Outstanding since 2017-06-22, due 2017-07-02", QatarWaits, FourWait,
        QatarsCondition)]
    // Qatar reviews the list and will answer it, but does not negotiate under blockade.
    [InlineData("2017-06-24",
        "AwaitingAnswers", Blockade, $"{Thirteen} Promised since 2017-06-22, due 2017-07-02, promised for no day", QatarWaits, FourWait,
        QatarsCondition, Parting)]
    [InlineData("2017-07-01",
        "AwaitingAnswers", Blockade, $"{Thirteen} Promised since 2017-06-22, spoken Rejected, due 2017-07-02, promised for no day",
        QatarWaits, FourWait, QatarsCondition, Parting, Partners)]
    [InlineData("2017-07-02T12:00Z",
        "AwaitingAnswers", Blockade, $"{Thirteen} Promised since 2017-06-22, spoken Rejected, due 2017-07-02, promised for no day, Due",
        QatarWaits, FourWait, QatarsCondition, Parting, Partners)]
    // The time is extended to the 4th. With more time given, what was promised before it makes nothing due.
    [InlineData("2017-07-03T06:00Z",
        "AwaitingAnswers", Blockade,
        $"{Thirteen} Promised since 2017-06-22, spoken Rejected, due 2017-07-04, promised for no day, promised 2017-07-03", QatarWaits,
        FourWait, QatarsCondition, Parting, Partners)]
    // The letter was handed over in time; what it said was not made known.
    [InlineData("2017-07-03",
        "AwaitingAnswers", Blockade,
        $"{Thirteen} Delivered since 2017-06-22, spoken Rejected, due 2017-07-04, promised for no day, promised 2017-07-03", QatarWaits,
        QatarsCondition, Parting, Partners)]
    [InlineData("2017-07-05",
        "AwaitingAnswers", Blockade, Six,
        $"{Thirteen} Disputed since 2017-06-22, spoken Rejected, due 2017-07-04, promised for no day, promised 2017-07-03, Insufficient to {Four}",
        QatarWaits, FourWaitOnSix, QatarsCondition, Parting, Partners)]
    public async Task The_ultimatum_and_its_answer(string asOf, params string[] expected) =>
        Assert.Equal(expected, await PictureAsync(new ReadAt { AsOf = asOf }));

    [Theory]
    [InlineData("2017-07-06",
        "AwaitingAnswers", Blockade, Six,
        $"{Thirteen} Withdrawn since 2017-06-22, spoken Rejected, due 2017-07-04, promised for no day, promised 2017-07-03, Insufficient to {Four}",
        QatarWaits, FourWaitOnSix, QatarsCondition, Measures)]
    [InlineData("2017-07-19",
        "AwaitingAnswers", Blockade, Six,
        $"{Thirteen} Withdrawn since 2017-06-22, spoken Rejected, due 2017-07-04, promised for no day, promised 2017-07-03, Insufficient to {Four}",
        QatarWaits, FourWaitOnSix, QatarsCondition, Measures)]
    // Each side waits until the other has acted; a warning tied to a demand is in force again with the demand.
    [InlineData("2017-07-30",
        "AwaitingAnswers", Blockade, Six, $"{Thirteen} Outstanding since 2017-07-30",
        QatarWaits, FourWaitOnSix, FourWait, QatarsCondition, FourCondition, Standoff, Parting, Partners, Measures)]
    // Saudi Arabia has opened its border; Qatar has not said yet that this settles it.
    [InlineData("2021-01-04",
        "AwaitingAnswers",
        "lift-the-blockade, bahrain + egypt + united-arab-emirates: Outstanding since 2017-06-19",
        "lift-the-blockade, saudi-arabia: Answered since 2017-06-19, formal Accepted",
        Six, $"{Thirteen} Outstanding since 2017-07-30",
        QatarWaits, FourWaitOnSix, FourWait, QatarsCondition, FourCondition, Standoff, Parting, Partners, Measures)]
    [InlineData("2021-01-05",
        "Signed",
        "lift-the-blockade, bahrain + egypt + united-arab-emirates: Outstanding since 2017-06-19",
        "lift-the-blockade, saudi-arabia: Answered since 2017-06-19, formal Accepted",
        $"six-principles, qatar: Settled since 2017-07-05, Satisfied to {Four}",
        $"{Thirteen} Settled since 2017-07-30, Satisfied to {Four}",
        "qatar waits, on lift-the-blockade, for bahrain + egypt + united-arab-emirates")]
    [InlineData("2021-01-12",
        "Signed",
        $"lift-the-blockade, {Four}: Answered since 2017-06-19, formal Accepted",
        $"six-principles, qatar: Settled since 2017-07-05, Satisfied to {Four}",
        $"{Thirteen} Settled since 2017-07-30, Satisfied to {Four}")]
    public async Task Void_asked_again_and_settled(string asOf, params string[] expected) =>
        Assert.Equal(expected, await PictureAsync(new ReadAt { AsOf = asOf }));

    [Theory]
    [InlineData("2017-06-22", "Proposed", Blockade, QatarWaits, QatarsCondition)]
    [InlineData("2017-06-23", "Proposed", Blockade, $"{Thirteen} Outstanding since 2017-06-22, due 2017-07-02", QatarWaits, FourWait,
        QatarsCondition)]
    public async Task As_the_public_knew_it_on_the_day(string day, params string[] expected) =>
        Assert.Equal(expected, await PictureAsync(new ReadAt { AsOf = day }, day));

    [Theory]
    [InlineData("2017-06-22", "2017-06-22T21:00Z", "Proposed", Blockade, QatarWaits, QatarsCondition)]
    // In the morning the desk had not read yet that the time was extended in the night.
    [InlineData("2017-07-03T06:00Z", "2017-07-03T06:00Z",
        "AwaitingAnswers", Blockade,
        $"{Thirteen} Promised since 2017-06-22, spoken Rejected, due 2017-07-02, promised for no day, promised 2017-07-03, Overdue",
        QatarWaits, FourWait, QatarsCondition, Parting, Partners)]
    // The joint statement of the 6th was published on the 7th.
    [InlineData("2017-07-06", "2017-07-06T21:00Z",
        "AwaitingAnswers", Blockade, Six,
        $"{Thirteen} Disputed since 2017-06-22, spoken Rejected, due 2017-07-04, promised for no day, promised 2017-07-03, Insufficient to {Four}",
        QatarWaits, FourWaitOnSix, QatarsCondition, Parting, Partners)]
    public async Task As_the_desk_knew_it_then(
        string asOf, string knownAt, params string[] expected) => Assert.Equal(expected, await PictureAsync(new ReadAt
        {
            AsOf = asOf,
            KnownAtTime = Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(knownAt, CultureInfo.InvariantCulture)),
        }));

    private Task<string[]> PictureAsync(ReadAt at, string publishedBy = "") =>
        Picture.OfAsync(followed.Case.Client, Crisis, at, new StatusLens { PublishedBy = publishedBy });

    public sealed class Followed : IAsyncLifetime
    {
        internal RecordedCase Case { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Case = await RecordedCase.FollowAsync("qatar-2017");

        public ValueTask DisposeAsync() => Case.DisposeAsync();
    }
}
