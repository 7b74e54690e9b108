using Diplomacy.V1;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Domain.Obligations;

/// <summary>Every cell of the table of states and acts, each from a small log of real statements.</summary>
public sealed class ObligationStateMachineTests
{
    // The acts that bring an obligation into a state (see Say). ~leaked: a formal position is known there; ~again: nothing was delivered
    // since.
    private static readonly Dictionary<string, string[]> Ways = new()
    {
        ["OUTSTANDING"] = [],
        ["OUTSTANDING~leaked"] = ["leaked"],
        ["ACKNOWLEDGED"] = ["acknowledged"],
        ["ACKNOWLEDGED~leaked"] = ["acknowledged", "leaked"],
        ["PROMISED"] = ["promise"],
        ["PROMISED~leaked"] = ["promise", "leaked"],
        ["DELIVERED"] = ["undisclosed"],
        ["ANSWERED"] = ["delivery"],
        ["DISPUTED"] = ["undisclosed", "INSUFFICIENT"],
        ["DISPUTED~leaked"] = ["delivery", "INSUFFICIENT"],
        ["SETTLED"] = ["delivery", "SATISFIED"],
        ["SETTLED~undelivered"] = ["SATISFIED"],
        ["SETTLED~promised"] = ["promise", "SATISFIED"],
        ["SETTLED~again"] = ["delivery", "INSUFFICIENT", "SATISFIED"],
        ["SETTLED~again promised"] = ["promise", "delivery", "INSUFFICIENT", "SATISFIED"],
        ["SETTLED~late"] = ["SATISFIED", "undisclosed"],
        ["WITHDRAWN"] = ["withdrawn"],
        ["SUPERSEDED"] = ["replaced"],
    };

    private static readonly string[] Acts =
        ["acknowledged", "deferred", "spoken", "leaked", "undisclosed", "delivery", "promise", "SATISFIED", "INSUFFICIENT", "withdrawn",
            "replaced"];

    // A dash: the state stays. s, f: the spoken, the formal position is set. kept: the promise is listed.
    private const string Written = """
        OUTSTANDING            | ACKNOWLEDGED | ACKNOWLEDGED | - s | - f        | DELIVERED | ANSWERED f | PROMISED kept | SETTLED | -           | WITHDRAWN | SUPERSEDED
        OUTSTANDING~leaked     | ACKNOWLEDGED | ACKNOWLEDGED | - s | - f        | ANSWERED  | ANSWERED f | PROMISED kept | SETTLED | -           | WITHDRAWN | SUPERSEDED
        ACKNOWLEDGED           | -            | -            | - s | - f        | DELIVERED | ANSWERED f | PROMISED kept | SETTLED | -           | WITHDRAWN | SUPERSEDED
        ACKNOWLEDGED~leaked    | -            | -            | - s | - f        | ANSWERED  | ANSWERED f | PROMISED kept | SETTLED | -           | WITHDRAWN | SUPERSEDED
        PROMISED               | -            | -            | - s | - f        | DELIVERED | ANSWERED f | - kept        | SETTLED | -           | WITHDRAWN | SUPERSEDED
        PROMISED~leaked        | -            | -            | - s | - f        | ANSWERED  | ANSWERED f | - kept        | SETTLED | -           | WITHDRAWN | SUPERSEDED
        DELIVERED              | -            | -            | - s | ANSWERED f | -         | ANSWERED f | - kept        | SETTLED | DISPUTED    | WITHDRAWN | SUPERSEDED
        ANSWERED               | -            | -            | - s | - f        | -         | - f        | - kept        | SETTLED | DISPUTED    | WITHDRAWN | SUPERSEDED
        DISPUTED               | -            | -            | - s | - f        | DELIVERED | ANSWERED f | PROMISED kept | SETTLED | -           | WITHDRAWN | SUPERSEDED
        DISPUTED~leaked        | -            | -            | - s | - f        | ANSWERED  | ANSWERED f | PROMISED kept | SETTLED | -           | WITHDRAWN | SUPERSEDED
        SETTLED                | -            | -            | - s | - f        | -         | - f        | - kept        | -       | DISPUTED    | WITHDRAWN | SUPERSEDED
        SETTLED~undelivered    | -            | -            | - s | - f        | -         | - f        | - kept        | -       | OUTSTANDING | WITHDRAWN | SUPERSEDED
        SETTLED~promised       | -            | -            | - s | - f        | -         | - f        | - kept        | -       | PROMISED    | WITHDRAWN | SUPERSEDED
        SETTLED~again          | -            | -            | - s | - f        | -         | - f        | - kept        | -       | DISPUTED    | WITHDRAWN | SUPERSEDED
        SETTLED~again promised | -            | -            | - s | - f        | -         | - f        | - kept        | -       | DISPUTED    | WITHDRAWN | SUPERSEDED
        SETTLED~late           | -            | -            | - s | - f        | -         | - f        | - kept        | -       | DISPUTED    | WITHDRAWN | SUPERSEDED
        WITHDRAWN              | -            | -            | -   | -          | -         | -          | -             | -       | -           | -         | -
        SUPERSEDED             | -            | -            | -   | -          | -         | -          | -             | -       | -           | -         | -
        """;

    // Where any form will do, a position by word of mouth is a delivery.
    private const string Any = """
        OUTSTANDING            | ACKNOWLEDGED | ACKNOWLEDGED | ANSWERED f | - f        | DELIVERED | ANSWERED f | PROMISED kept | SETTLED | -           | WITHDRAWN | SUPERSEDED
        OUTSTANDING~leaked     | ACKNOWLEDGED | ACKNOWLEDGED | ANSWERED f | - f        | ANSWERED  | ANSWERED f | PROMISED kept | SETTLED | -           | WITHDRAWN | SUPERSEDED
        ACKNOWLEDGED           | -            | -            | ANSWERED f | - f        | DELIVERED | ANSWERED f | PROMISED kept | SETTLED | -           | WITHDRAWN | SUPERSEDED
        PROMISED               | -            | -            | ANSWERED f | - f        | DELIVERED | ANSWERED f | - kept        | SETTLED | -           | WITHDRAWN | SUPERSEDED
        DELIVERED              | -            | -            | ANSWERED f | ANSWERED f | -         | ANSWERED f | - kept        | SETTLED | DISPUTED    | WITHDRAWN | SUPERSEDED
        ANSWERED               | -            | -            | - f        | - f        | -         | - f        | - kept        | SETTLED | DISPUTED    | WITHDRAWN | SUPERSEDED
        DISPUTED               | -            | -            | ANSWERED f | - f        | DELIVERED | ANSWERED f | PROMISED kept | SETTLED | -           | WITHDRAWN | SUPERSEDED
        DISPUTED~leaked        | -            | -            | ANSWERED f | - f        | ANSWERED  | ANSWERED f | PROMISED kept | SETTLED | -           | WITHDRAWN | SUPERSEDED
        SETTLED                | -            | -            | - f        | - f        | -         | - f        | - kept        | -       | DISPUTED    | WITHDRAWN | SUPERSEDED
        SETTLED~undelivered    | -            | -            | - f        | - f        | -         | - f        | - kept        | -       | OUTSTANDING | WITHDRAWN | SUPERSEDED
        WITHDRAWN              | -            | -            | -          | -          | -         | -          | -             | -       | -           | -         | -
        SUPERSEDED             | -            | -            | -          | -          | -         | -          | -             | -       | -           | -         | -
        """;

    // What the table leaves to its footnotes; the same whichever form is required. due: the due asked is the one that is given.
    private static readonly string[] FurtherActs = ["QUALIFIED", "NOTED", "fulfilled", "in part", "MORE_TIME", "again"];

    private const string Further = """
        OUTSTANDING            | ANSWERED f | ANSWERED f | ANSWERED f | - | - due | -
        OUTSTANDING~leaked     | ANSWERED f | ANSWERED f | ANSWERED f | - | - due | -
        ACKNOWLEDGED           | ANSWERED f | ANSWERED f | ANSWERED f | - | - due | -
        ACKNOWLEDGED~leaked    | ANSWERED f | ANSWERED f | ANSWERED f | - | - due | -
        PROMISED               | ANSWERED f | ANSWERED f | ANSWERED f | - | - due | -
        PROMISED~leaked        | ANSWERED f | ANSWERED f | ANSWERED f | - | - due | -
        DELIVERED              | ANSWERED f | ANSWERED f | ANSWERED f | - | -     | OUTSTANDING
        ANSWERED               | - f        | - f        | - f        | - | -     | OUTSTANDING
        DISPUTED               | ANSWERED f | ANSWERED f | ANSWERED f | - | -     | OUTSTANDING
        DISPUTED~leaked        | ANSWERED f | ANSWERED f | ANSWERED f | - | -     | OUTSTANDING
        SETTLED                | - f        | - f        | - f        | - | -     | OUTSTANDING
        SETTLED~undelivered    | - f        | - f        | - f        | - | -     | OUTSTANDING
        SETTLED~promised       | - f        | - f        | - f        | - | -     | OUTSTANDING
        SETTLED~again          | - f        | - f        | - f        | - | -     | OUTSTANDING
        SETTLED~again promised | - f        | - f        | - f        | - | -     | OUTSTANDING
        SETTLED~late           | - f        | - f        | - f        | - | -     | OUTSTANDING
        WITHDRAWN              | -          | -          | -          | - | -     | OUTSTANDING
        SUPERSEDED             | -          | -          | -          | - | -     | -
        """;

    private static readonly string[] ReplyActs =
        ["acknowledged", "deferred", "spoken", "leaked", "undisclosed", "delivery", "QUALIFIED", "NOTED", "scheduled", "held", "cancelled",
            "postponed", "taken back"];

    private static readonly Dictionary<string, string[]> ReplyWays = new()
    {
        ["OUTSTANDING"] = [],
        ["ACKNOWLEDGED"] = ["acknowledged"],
        ["DELIVERED"] = ["undisclosed"],
        ["ANSWERED"] = ["spoken"],
        ["WITHDRAWN"] = ["cancelled"],
    };

    private const string Reply = """
        OUTSTANDING  | ACKNOWLEDGED | ACKNOWLEDGED | ANSWERED f | - f        | DELIVERED | ANSWERED f | ANSWERED f | ANSWERED f | ANSWERED f | ANSWERED f | WITHDRAWN | - | WITHDRAWN
        ACKNOWLEDGED | -            | -            | ANSWERED f | - f        | DELIVERED | ANSWERED f | ANSWERED f | ANSWERED f | ANSWERED f | ANSWERED f | WITHDRAWN | - | WITHDRAWN
        DELIVERED    | -            | -            | ANSWERED f | ANSWERED f | -         | ANSWERED f | ANSWERED f | ANSWERED f | -          | -          | -         | - | WITHDRAWN
        ANSWERED     | -            | -            | - f        | - f        | -         | - f        | - f        | - f        | -          | -          | -         | - | WITHDRAWN
        WITHDRAWN    | -            | -            | -          | -          | -         | -          | -          | -          | -          | -          | -         | - | -
        """;

    private static readonly string[] PerformanceActs =
        ["fulfilled", "in part", "SATISFIED", "INSUFFICIENT", "MORE_TIME", "again", "taken back"];

    private static readonly Dictionary<string, string[]> PerformanceWays = new()
    {
        ["PROMISED"] = [],
        ["DELIVERED"] = ["fulfilled"],
        ["DISPUTED"] = ["fulfilled", "INSUFFICIENT"],
        ["SETTLED"] = ["fulfilled", "SATISFIED"],
        ["SETTLED~undelivered"] = ["SATISFIED"],
        ["SETTLED~again"] = ["fulfilled", "INSUFFICIENT", "SATISFIED"],
        ["SETTLED~late"] = ["SATISFIED", "fulfilled"],
        ["WITHDRAWN"] = ["taken back"],
    };

    private const string Performance = """
        PROMISED            | DELIVERED | - | SETTLED | -        | - due | - kept        | WITHDRAWN
        DELIVERED           | -         | - | SETTLED | DISPUTED | -     | - kept        | WITHDRAWN
        DISPUTED            | DELIVERED | - | SETTLED | -        | -     | PROMISED kept | WITHDRAWN
        SETTLED             | -         | - | -       | DISPUTED | -     | - kept        | WITHDRAWN
        SETTLED~undelivered | -         | - | -       | PROMISED | -     | - kept        | WITHDRAWN
        SETTLED~again       | -         | - | -       | DISPUTED | -     | - kept        | WITHDRAWN
        SETTLED~late        | -         | - | -       | DISPUTED | -     | - kept        | WITHDRAWN
        WITHDRAWN           | -         | - | -       | -        | -     | -             | -
        """;

    public static TheoryData<string, string, string, string> Cells =>
    [
        .. Rows("written", Written, Acts), .. Rows("written", Further, FurtherActs), .. Rows("any", Any, Acts),
        .. Rows("any", Further, FurtherActs),
        .. Rows("reply", Reply, ReplyActs), .. Rows("performance", Performance, PerformanceActs),
    ];

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_cell_of_the_table(string table, string from, string act, string cell)
    {
        var ways = table switch { "reply" => ReplyWays, "performance" => PerformanceWays, _ => Ways };
        var log = new List<Statement> { TransitionActs.Open(table) };
        foreach (var way in ways[from]) log.Add(TransitionActs.Say(log.Count + 1, table, way));
        var before = Now(log);
        log.Add(TransitionActs.Say(log.Count + 1, table, act));
        var after = Now(log);
        var last = log[^1].Name;

        Assert.Equal(from.Split('~')[0], Text(before.State));
        var parts = cell.Split(' ');
        Assert.Equal(parts[0] == "-" ? Text(before.State) : parts[0], Text(after.State));
        Assert.Equal(parts[0] == "-" ? before.StateDecision.Statements[^1] : last, after.StateDecision.Statements[^1]);
        var isAskedAgain = act == "again" && after.OpenedBy == last;
        Assert.Equal(table is "written" or "any" && parts[0] == "OUTSTANDING" && act == "again", isAskedAgain);
        var kept = isAskedAgain ? new Obligation() : before;
        Assert.Equal(parts.Contains("s"), after.SpokenDecision?.Statements.Contains(last) == true);
        Assert.Equal(parts.Contains("s") ? TransitionActs.Position(act) : kept.SpokenPosition, after.SpokenPosition);
        Assert.Equal(parts.Contains("f"), after.FormalDecision?.Statements.Contains(last) == true);
        Assert.Equal(parts.Contains("f") ? TransitionActs.Position(act) : kept.FormalPosition, after.FormalPosition);
        Assert.Equal(before.Promises.Count + (parts.Contains("kept") ? 1 : 0), after.Promises.Count);
        Assert.Equal(parts.Contains("due") ? TransitionActs.DueMoved : kept.DueAsked?.Text, after.DueAsked?.Text);
        if (parts.Contains("kept")) Assert.Equal(TransitionActs.DuePromised, after.DuePromised.Text);
        else if (parts.Contains("due") || isAskedAgain) Assert.Null(after.DuePromised);
        // An act on what is closed has no effect, unless it does something else besides.
        var isAboutMore = act is "replaced" or "scheduled" or "held" or "cancelled" or "postponed"
            || (act == "taken back" && table == "reply");
        var isClosed = before.State is ObligationState.Withdrawn or ObligationState.Superseded;
        Assert.Equal(isClosed && cell == "-" && !isAboutMore, IsLastMarked(log));
        if (isAskedAgain) Assert.Empty(after.Verdicts);
        var isAcknowledged = act is "acknowledged" or "deferred" && !isClosed;
        Assert.Equal(
            !isAcknowledged ? kept.Acknowledgement : act == "deferred" ? Disposition.Deferred : Disposition.Acknowledged,
            after.Acknowledgement);
    }

    private static IEnumerable<TheoryDataRow<string, string, string, string>> Rows(string table, string text, string[] acts) =>
        from line in text.Split('\n')
        let cells = line.Trim('\r').Split('|').Select(cell => cell.Trim()).ToArray()
        from at in Enumerable.Range(0, acts.Length)
        select new TheoryDataRow<string, string, string, string>(table, cells[0], acts[at], cells[at + 1]);

    private static Obligation Now(List<Statement> log)
    {
        var rules = KnownStatements.Of(log, [], Lens.Open);
        return rules.Subjects.Where(subject => subject != "demands/new").SelectMany(subject => rules.History(subject).Obligations)
            .Single(segment => segment.Until == DateTimeOffset.MaxValue).Value;
    }

    private static bool IsLastMarked(List<Statement> log) => KnownStatements.Of(log, [], Lens.Open)
        .TimelineAt(World.Negotiation, World.Start.AddDays(60))
        .Single(entry => entry.Statement.Name == log[^1].Name).WithoutEffect is not null;

    private static string Text(ObligationState state) => state.ToString().ToUpperInvariant();
}
