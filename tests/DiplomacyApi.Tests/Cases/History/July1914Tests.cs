using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Cases.History;

/// <summary>
/// What a historian says of the note of 23 July 1914 and its answer, hour by hour, as known from the press and from the governments' books.
/// </summary>
public sealed class July1914Tests(July1914Tests.Imported imported) : IClassFixture<July1914Tests.Imported>
{
    private const string Note = "negotiations/austria-serbia-1914";
    private const string Mediation = "negotiations/mediation-1914";

    // The last statement that the press had; what was recorded after it is from the governments' books.
    private const string LastOfThePress = "declaration-of-war";

    private const string Asked = "Outstanding since 1914-07-23T18:00+01:00, due 1914-07-25T18:00+01:00";
    private const string Qualified = "declaration + point-3 + point-4 + point-5 + point-9";
    private const string Accepted = "point-1 + point-10 + point-2 + point-7 + point-8";

    [Theory]
    [InlineData("1914-07-23T17:59+01:00", "nothing said")]
    [InlineData("1914-07-23",
        "Proposed",
        $"ten-points, serbia: {Asked}",
        "austria-hungary waits, on ten-points, for serbia",
        "warning giesl-warns-of-departure")]
    // The 24th ends in UTC when it is one o'clock on the 25th, the day of the due, in Belgrade.
    [InlineData("1914-07-24",
        "Proposed",
        "more-time-for-serbia, austria-hungary: Outstanding since 1914-07-24~",
        $"ten-points, serbia: {Asked}, Due",
        "austria-hungary waits, on ten-points, for serbia",
        "russia waits, on more-time-for-serbia, for austria-hungary",
        "warning giesl-warns-of-departure",
        "warning mensdorff-explains-the-limit")]
    [InlineData("1914-07-25T12:30+01:00",
        "Proposed",
        "more-time-for-serbia, austria-hungary: Answered since 1914-07-24~, formal Rejected",
        $"ten-points, serbia: {Asked}, Due",
        "austria-hungary waits, on ten-points, for serbia",
        "warning giesl-warns-of-departure",
        "warning mensdorff-explains-the-limit")]
    public async Task Until_the_reply_Vienna_waits_for_Belgrade_and_Petersburg_for_Vienna(string asOf, params string[] expected) =>
        Assert.Equal(expected, await PictureAsync(Note, asOf));

    [Theory]
    [InlineData("1914-07-25T17:58+01:00", "Proposed", "Answered", "", "warning giesl-warns-of-departure",
        "warning mensdorff-explains-the-limit")]
    [InlineData("1914-07-25T18:05+01:00", "BrokenOff", "Disputed", ", Insufficient to austria-hungary", "warning giesl-warns-of-departure",
        "warning mensdorff-explains-the-limit")]
    [InlineData("1914-07-25T19:00+01:00", "BrokenOff", "Disputed", ", Insufficient to austria-hungary",
        "warning mensdorff-explains-the-limit")]
    [InlineData("1914-07-25", "BrokenOff", "Disputed", ", Insufficient to austria-hungary", "warning russia-not-indifferent, hedged")]
    [InlineData("1914-07-28", "BrokenOff", "Disputed", ", Insufficient to austria-hungary", "warning russia-not-indifferent, hedged")]
    public async Task The_reply_came_in_time_and_was_found_insufficient(
        string asOf, string state, string standing, string verdict, params string[] warnings)
    {
        string[] expected =
        [
            state,
            "more-time-for-serbia, austria-hungary: Answered since 1914-07-24~, formal Rejected",
            .. Reply(standing, verdict),
            .. warnings,
        ];

        Assert.Equal(expected, await PictureAsync(Note, asOf));
    }

    [Theory]
    [InlineData("1914-07-23", "nothing said")]
    [InlineData("1914-07-24", "Proposed", "warning german-note-to-the-powers, hedged")]
    [InlineData("1914-07-26",
        "Proposed",
        "london-conference-1914, france + germany + italy: Outstanding since 1914-07-26",
        "united-kingdom waits, on london-conference-1914, for france + germany + italy",
        "warning german-note-to-the-powers, hedged",
        "next london-conference-1914")]
    [InlineData("1914-07-27",
        "Proposed",
        "london-conference-1914, france + italy: Answered since 1914-07-26, formal Accepted",
        "london-conference-1914, germany: Answered since 1914-07-26, formal Rejected",
        "warning german-note-to-the-powers, hedged")]
    [InlineData("1914-07-30",
        "Proposed",
        "sovereign-rights-of-serbia, austria-hungary: Outstanding since 1914-07-30",
        "london-conference-1914, france + italy: Answered since 1914-07-26, formal Accepted",
        "london-conference-1914, germany: Answered since 1914-07-26, formal Rejected",
        "russia waits, on sovereign-rights-of-serbia, for austria-hungary",
        "condition sazonov-condition blocks",
        "warning german-note-to-the-powers, hedged")]
    public async Task The_powers_propose_and_Berlin_declines(string asOf, params string[] expected) =>
        Assert.Equal(expected, await PictureAsync(Mediation, asOf));

    [Theory]
    [InlineData("1914-07-24", "1914-07-24", "nothing said")]
    // The papers of the 25th have the note, and nothing of a reply.
    [InlineData("1914-07-25", "1914-07-25", "Proposed", $"ten-points, serbia: {Asked}, Overdue",
        "austria-hungary waits, on ten-points, for serbia")]
    // Those of the 27th know that there was a reply, and that it was not enough, but not what it says.
    [InlineData("1914-07-27", "1914-07-27",
        "BrokenOff",
        "ten-points, serbia: Disputed since 1914-07-23T18:00+01:00, due 1914-07-25T18:00+01:00, Insufficient to austria-hungary",
        "warning russia-not-indifferent, hedged")]
    public async Task As_the_public_knew_it(string asOf, string publishedBy, params string[] expected) =>
        Assert.Equal(expected, await PictureAsync(Note, asOf, publishedBy));

    [Fact]
    public async Task As_the_public_knew_it_on_the_29th_the_text_of_the_reply_was_out()
    {
        string[] expected = ["BrokenOff", .. Reply("Disputed", ", Insufficient to austria-hungary"),
            "warning russia-not-indifferent, hedged"];

        Assert.Equal(expected, await PictureAsync(Note, "1914-07-27", "1914-07-29"));
    }

    [Theory]
    [InlineData("1914-07-24", "Proposed", $"ten-points, serbia: {Asked}, Due", "austria-hungary waits, on ten-points, for serbia")]
    public async Task Before_the_books_were_read_nothing_was_known_of_the_request_for_more_time(
        string asOf, params string[] expected) => Assert.Equal(
        expected, await PictureAsync(Note, asOf, knownAt: await imported.Case.RevisionOfAsync(LastOfThePress)));

    [Fact]
    public async Task The_sixth_point_was_asked_for_refused_and_contested_within_two_days()
    {
        var request = new ListObligationHistoryRequest { Subject = "demands/ten-points", Item = "point-6" };
        var history = await imported.Case.Client.Negotiations.AllAsync(request, TestServer.Token).ToListAsync(TestServer.Token);

        Assert.Equal(
            [
                "23 July 17:01 Outstanding",
                // The day of the due begins in Belgrade.
                "24 July 23:00 Outstanding, Due",
                "25 July 16:56 Answered: Rejected",
                "25 July 17:01 Disputed: Rejected",
            ],
            history.Select(segment => string.Concat(
                segment.StartTime.ToDateTime().ToString("d MMMM HH:mm ", CultureInfo.InvariantCulture),
                segment.Obligation.State,
                segment.Obligation.DueState == DueState.Unspecified ? "" : $", {segment.Obligation.DueState}",
                segment.Obligation.FormalPosition == Disposition.Unspecified ? "" : $": {segment.Obligation.FormalPosition}")));
    }

    private static string[] Reply(string standing, string verdict) =>
    [
        .. new[] { (Qualified, "Qualified"), (Accepted, "Accepted"), ("point-6", "Rejected") }.Select(items =>
            $"ten-points, serbia: {items.Item1}: {standing} since 1914-07-23T18:00+01:00, formal {items.Item2}, due 1914-07-25T18:00+01:00{verdict}"),
    ];

    private Task<string[]> PictureAsync(string negotiation, string asOf, string publishedBy = "", long? knownAt = null)
    {
        var at = new ReadAt { AsOf = asOf };
        if (knownAt is { } revision) at.KnownAtRevision = revision;
        return Picture.OfAsync(imported.Case.Client, negotiation, at, new StatusLens { PublishedBy = publishedBy });
    }

    public sealed class Imported : IAsyncLifetime
    {
        internal RecordedCase Case { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Case = await RecordedCase.ImportAsync("july-1914");

        public ValueTask DisposeAsync() => Case.DisposeAsync();
    }
}
