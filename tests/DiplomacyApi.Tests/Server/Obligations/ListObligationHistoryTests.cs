using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Cases;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Obligations;

/// <summary>The history of what is owed, as a server returns it.</summary>
public sealed class ListObligationHistoryTests : IAsyncLifetime
{
    private const string Asked = "demands/asked";

    private AtTable? _table;

    private AtTable Table => _table!;

    public async ValueTask InitializeAsync()
    {
        _table = await AtTable.OpenAsync(new DateTimeOffset(2022, 2, 1, 12, 0, 0, TimeSpan.Zero));
        await Table.SayAsync("alfa", "bravo", "2022-01-02", one =>
        {
            one.Demand = AtTable.Demand("asked", "a", "b");
            one.Demand.Due = new PartialDate { Text = "2022-01-25" };
        }, "asks");
        await Table.SayAsync("bravo", "alfa", "2022-01-10", one => one.Promise = new PromiseAct
        {
            Kind = PromiseKind.ToAnswer,
            Demand = Asked,
            Items = { "a" },
            Due = new PartialDate { Text = "2022-01-20" },
        }, "promises");
        await Table.SayAsync("bravo", "alfa", "2022-01-30", one => one.Response = AtTable.OnItem("asked", "a", Disposition.Accepted),
            "answers");
    }

    public ValueTask DisposeAsync() => Table.DisposeAsync();

    [Fact]
    public async Task It_is_cut_where_something_is_said_and_where_a_due_begins_ends_and_is_missed() => Assert.Equal(
        [
            "2022-01-03..2022-01-11 Outstanding",
            "2022-01-11..2022-01-20+ Promised",
            "2022-01-20+..2022-01-21+ Promised Due by Promised",
            "2022-01-21+..2022-01-25+ Promised Overdue by Promised missed",
            // Nothing is new but when the answer changes next.
            "2022-01-25+..2022-01-26+ Promised Overdue by Promised missed",
            "2022-01-26+..2022-01-31 Promised Overdue by Asked, Promised missed",
            "2022-01-31.. Answered missed",
        ], (await HistoryAsync(new ListObligationHistoryRequest { Subject = Asked, Item = "a" })).Select(Line));

    [Fact]
    public async Task Segments_that_start_later_than_the_as_of_date_are_left_out_and_the_last_keeps_its_end()
    {
        var last = (await HistoryAsync(new ListObligationHistoryRequest
        {
            Subject = Asked,
            Item = "a",
            At = new ReadAt { AsOf = "2022-01-15" },
        }))[^1];

        Assert.Equal("2022-01-11..2022-01-20+ Promised", Line(last));
    }

    [Fact]
    public async Task A_correction_supersedes_what_was_believed_and_leaves_the_rest()
    {
        var said = await Table.SayAsync("bravo", "alfa",
            "2022-01-30", one => one.Response = AtTable.OnItem("asked", "b", Disposition.Rejected), "answers-b");
        var corrected = AtTable.Said("bravo", "alfa", "2022-01-28", one =>
            one.Response = AtTable.OnItem("asked", "b", Disposition.Rejected));
        await Table.CorrectAsync(said.Name, corrected);
        var request = new ListObligationHistoryRequest { Subject = Asked, Item = "b" };

        var current = await HistoryAsync(request);
        request.IncludeSuperseded = true;
        var all = await HistoryAsync(request);

        var head = said.Revision + 1;
        var asked = current[0];
        Assert.All(current, segment => Assert.Equal(0, segment.LastRevision));
        Assert.Equal((asked, asked.FirstRevision < said.Revision), (all[0], true));
        Assert.Equal(current, all.Where(segment => segment.LastRevision == 0));
        Assert.Equal((head, "2022-01-29.. Answered"), (current[^1].FirstRevision, Line(current[^1])));
        var believed = Assert.Single(all, segment => segment.Obligation.State == ObligationState.Answered && segment.LastRevision > 0);
        Assert.Equal((said.Revision, said.Revision, "2022-01-31.. Answered"),
            (believed.FirstRevision, believed.LastRevision, Line(believed)));
    }

    [Fact]
    public async Task Pages_hold_both_clocks_and_count_all()
    {
        var request = new ListObligationHistoryRequest { Subject = Asked, PageSize = 2, IncludeTotal = true };
        var whole = await HistoryAsync(request);
        var first = await Table.Client.Negotiations.ListObligationHistoryAsync(request, cancellationToken: TestServer.Token);
        await Table.SayAsync("alfa", "bravo", "2022-01-31", one => one.Withdrawal = new WithdrawalAct { Subject = Asked });

        var (pages, next) = (first.Segments.ToList(), first.NextPageToken);
        while (next.Length > 0)
        {
            var page = await Table.Client.Negotiations.ListObligationHistoryAsync(
                new ListObligationHistoryRequest(request) { PageToken = next }, cancellationToken: TestServer.Token);
            Assert.Equal((first.LogPosition, first.TotalSize), (page.LogPosition, page.TotalSize));
            pages.AddRange(page.Segments);
            next = page.NextPageToken;
        }

        Assert.Equal(whole, pages);
        Assert.Equal(whole.Count, first.TotalSize);
        var refusal = await RefusedAsync(new ListObligationHistoryRequest(request) { PageToken = first.NextPageToken, Item = "a" });
        Assert.Equal(ErrorReason.PageTokenMismatch, refusal.Reason);
    }

    [Fact]
    public async Task Through_a_lens_the_rest_was_not_said()
    {
        var lens = new StatusLens { PublishedBy = "2022-02-01" };
        Assert.Empty(await HistoryAsync(new ListObligationHistoryRequest { Subject = Asked, Lens = lens }));

        lens = new StatusLens { MinBasis = Attribution.OnRecord };
        var seen = await HistoryAsync(new ListObligationHistoryRequest { Subject = Asked, Item = "a", Lens = lens });
        Assert.Equal((await HistoryAsync(new ListObligationHistoryRequest { Subject = Asked, Item = "a" })).Select(Line),
            seen.Select(Line));
        Assert.All(seen, segment => Assert.Equal(0, segment.FirstRevision));
    }

    [Fact]
    public async Task What_does_not_exist_and_what_does_not_go_together_is_refused()
    {
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.Required, "subject"),
            Describe(await RefusedAsync(new ListObligationHistoryRequest())));
        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownDemand, "subject"),
            Describe(await RefusedAsync(new ListObligationHistoryRequest { Subject = "demands/nothing" })));
        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownActor, "debtor"),
            Describe(await RefusedAsync(new ListObligationHistoryRequest { Subject = Asked, Debtor = "actors/nobody" })));
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.InvalidValue, "include_superseded"), Describe(await RefusedAsync(
            new ListObligationHistoryRequest
            {
                Subject = Asked,
                IncludeSuperseded = true,
                Lens = new StatusLens { PublishedBy = "2022" },
            })));
        var item = await RefusedAsync(new ListObligationHistoryRequest { Subject = Asked, Item = "c" });
        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.UnknownItem, "item"), Describe(item));
        Assert.Contains("it has 'a', 'b'", item.Message, StringComparison.Ordinal);
    }

    private async Task<List<ObligationSegment>> HistoryAsync(ListObligationHistoryRequest request)
    {
        var segments = new List<ObligationSegment>();
        await foreach (var segment in Table.Client.AllAsync(request, TestServer.Token)) segments.Add(segment);
        return segments;
    }

    private Task<DiplomacyException> RefusedAsync(ListObligationHistoryRequest request) =>
        Assert.ThrowsAsync<DiplomacyException>(() =>
            Table.Client.Negotiations.ListObligationHistoryAsync(request, cancellationToken: TestServer.Token).ResponseAsync);

    private static (StatusCode Status, ErrorReason Reason, string Field) Describe(DiplomacyException refusal) =>
        (refusal.Status, refusal.Reason, refusal.Fields[0].Field);

    /// <summary>A plus is the instant after the bound of a due.</summary>
    private static string Line(ObligationSegment segment)
    {
        var (one, by) = (segment.Obligation, string.Join(", ", segment.Obligation.DueKinds));
        return $"{Time(segment.StartTime)}..{Time(segment.EndTime)} {one.State}{(by.Length > 0 ? $" {one.DueState} by {by}" : "")}{(one.Promises.Any(promise => promise.Missed) ? " missed" : "")}";
    }

    private static string Time(Timestamp? time) => time is null ? ""
        : time.ToDateTimeOffset().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + (time.Nanos == 100 ? "+" : "");
}
