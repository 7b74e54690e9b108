using Diplomacy.V1;
using DiplomacyApi.Client;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>What each field of a statement filter finds and leaves out, over four statements recorded on four days.</summary>
public sealed class StatementFilterTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2023, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartSeededAsync(_time);
        _time.Advance(TimeSpan.FromDays(1));
        await Server.Client.Negotiations.CreateNegotiationAsync(
            new CreateNegotiationRequest
            {
                NegotiationId = "talks",
                Negotiation = new Negotiation { Titles = { new LocalizedText { Text = "Talks" } } },
            },
            cancellationToken: TestServer.Token);
        await SayAsync("demand", "actors/sergei-lavrov", "actors/nato", "2023-05-01", statement =>
        {
            statement.Negotiation = "negotiations/talks";
            statement.Demand = new DemandAct { Demand = "demands/new", Titles = { new LocalizedText { Text = "New" } } };
            statement.Summaries.Add(new LocalizedText { Text = "требование", LanguageCode = "ru-RU" });
        });
        await SayAsync("answer", "actors/nato", "actors/russia", "2023-05-10", statement =>
        {
            statement.Form = Form.Written;
            statement.Release = Release.Private;
            statement.Response = new ResponseAct { Demands = { "demands/new" }, Position = Disposition.Accepted };
            statement.Reports.Add(new Report { Outlet = "Zürcher Zeitung", LanguageCode = "de-CH" });
        });
        await SayAsync("leak", "actors/ukraine", "actors/germany", "2023-05", statement =>
        {
            statement.Attribution = Attribution.Media;
            statement.Release = Release.Leaked;
            statement.Quotation = new LocalizedText { Text = "引用", LanguageCode = "zh-Hans" };
            statement.Remark = new RemarkAct();
        });
        await SayAsync("reply", "actors/germany", "actors/ukraine", "2023-05-31/..", statement =>
        {
            statement.InReplyTo = "statements/leak";
            statement.Remark = new RemarkAct();
        });
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task Each_field_finds_what_fits_and_leaves_out_the_rest()
    {
        (StatementFilter Filter, string Found)[] table =
        [
            (new() { Negotiation = "negotiations/talks" }, "answer demand"),
            (new() { Speaker = "actors/sergei-lavrov" }, "demand"),
            (new() { Speaker = "actors/russia" }, ""),
            (new() { Principal = "actors/russia" }, "demand"),
            (new() { Principal = "actors/sergei-lavrov" }, ""),
            (new() { Addressee = "actors/germany" }, "leak"),
            (new() { ActKinds = { ActKind.Remark, ActKind.Response } }, "reply leak answer"),
            (new() { ActKinds = { ActKind.Withdrawal } }, ""),
            (new() { Subject = "demands/new" }, "answer demand"),
            (new() { Subject = "statements/leak" }, "reply leak"),
            (new() { Said = "2023-05-10" }, "leak answer"),
            (new() { Said = "2023-06" }, "reply"),
            (new() { Said = "2023-05-11/2023-05-20" }, "leak"),
            (new() { Said = "../2023-05-05" }, "leak demand"),
            (new() { Said = "2023-05-31/.." }, "reply leak"),
            (new() { Said = "2023-04" }, ""),
            (new() { Attributions = { Attribution.Media, Attribution.Anonymous } }, "leak"),
            (new() { Form = Form.Written }, "answer"),
            (new() { Releases = { Release.Public } }, "reply demand"),
            (new() { Releases = { Release.Private, Release.Leaked } }, "leak answer"),
            (new() { LanguageCode = "ZH" }, "leak"),
            (new() { LanguageCode = "zh-hans" }, "leak"),
            (new() { LanguageCode = "zh-Hant" }, ""),
            (new() { LanguageCode = "de" }, "answer"),
            (new() { LanguageCode = "r" }, ""),
            (new() { Outlet = "zürcher zeitung" }, "answer"),
            (new() { Outlet = "Zu\u0308rcher Zeitung" }, "answer"),
            (new() { Outlet = "Zürcher" }, ""),
            (new() { Recorder = "local" }, "reply leak answer demand"),
            (new() { Recorder = "seed" }, ""),
            (new() { RecordedFrom = At(3) }, "reply leak"),
            (new() { RecordedBefore = At(3) }, "answer demand"),
            (new() { RecordedFrom = At(2), RecordedBefore = At(3) }, "answer"),
            (new() { RecordedFrom = At(3, nanos: 1) }, "reply"),
            (new() { RecordedBefore = At(3, nanos: 1) }, "leak answer demand"),
            (new() { RecordedFrom = new Timestamp { Seconds = -62_135_596_800 }, Negotiation = "negotiations/talks" }, "answer demand"),
            (new() { RecordedBefore = new Timestamp { Seconds = -62_135_596_800 } }, ""),
            (new() { RecordedFrom = new Timestamp { Seconds = 253_402_300_799, Nanos = 999_999_999 } }, ""),
            (new() { Principal = "actors/nato", Form = Form.Written, Said = "2023-05", LanguageCode = "de" }, "answer"),
            (new() { Principal = "actors/nato", Form = Form.Spoken }, ""),
        ];
        foreach (var (filter, found) in table)
        {
            // The seeds are older than what these tests are about.
            if (filter.RecordedFrom is null) filter.RecordedFrom = At(1);
            var request = new ListStatementsRequest { Filter = filter, PageSize = 1, IncludeTotal = true };
            var first = await Server.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token);
            var all = new List<string>();
            await foreach (var statement in Server.Client.Statements.AllAsync(request, TestServer.Token))
                all.Add(statement.Name["statements/".Length..]);

            Assert.Equal((filter, found), (filter, string.Join(' ', all)));
            Assert.Equal(all.Count, first.TotalSize);
        }
    }

    [Fact]
    public async Task A_statement_is_found_by_what_a_correction_and_a_report_made_of_it_and_by_what_it_was_as_known_before()
    {
        var before = await Server.HeadAsync();
        await Server.Client.Statements.AttachReportAsync(
            new AttachReportRequest { Statement = "statements/leak", Report = new Report { Outlet = "Echo", LanguageCode = "uk" } },
            cancellationToken: TestServer.Token);
        var content = (await Server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = "statements/answer" }, cancellationToken: TestServer.Token)).Statement;
        content.Response = null;
        content.Remark = new RemarkAct();
        content.Negotiation = "";
        await Server.Client.Statements.CorrectStatementAsync(new CorrectStatementRequest
        {
            Correction = new Correction { Subject = content.Name, Label = CorrectionLabel.Reclassified, Replacement = content },
        }, cancellationToken: TestServer.Token);

        Assert.Equal("leak", await FoundAsync(new StatementFilter { Outlet = "echo", LanguageCode = "uk" }, null));
        Assert.Equal("", await FoundAsync(new StatementFilter { Outlet = "echo" }, before));
        Assert.Equal("demand", await FoundAsync(new StatementFilter { Subject = "demands/new" }, null));
        Assert.Equal("answer demand", await FoundAsync(new StatementFilter { Subject = "demands/new" }, before));
    }

    [Fact]
    public async Task A_page_token_is_refused_when_one_letter_or_the_query_differs_and_holds_its_point_while_more_is_recorded()
    {
        var request = new ListStatementsRequest { PageSize = 2, Filter = new StatementFilter { RecordedFrom = At(1) } };
        var first = await Server.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token);
        await SayAsync("later", "actors/nato", "actors/russia", "2023-06-01", statement => statement.Remark = new RemarkAct());
        var random = new Random(7);
        for (var place = 0; place < first.NextPageToken.Length; place++)
        {
            var letter = "ABCabc019-_"[random.Next(11)];
            if (letter == first.NextPageToken[place]) continue;
            request.PageToken = $"{first.NextPageToken[..place]}{letter}{first.NextPageToken[(place + 1)..]}";
            await RefusedAsync(request);
        }
        foreach (var damaged in new[] { "x", "====", first.NextPageToken + "A", first.NextPageToken[1..], "字" })
        {
            request.PageToken = damaged;
            await RefusedAsync(request);
        }

        request.PageToken = first.NextPageToken;
        await RefusedAsync(new ListStatementsRequest(request) { At = new ReadAt { AsOf = "2023" } });
        await RefusedAsync(new ListStatementsRequest(request) { Filter = new StatementFilter() });
        request.PageSize = 50;
        var second = await Server.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token);
        Assert.Equal("reply leak answer demand", Names(first.Statements.Concat(second.Statements)));
        Assert.Equal(first.LogPosition, second.LogPosition);
    }

    [Fact]
    public async Task Several_statements_are_given_in_the_order_asked_for_or_none_with_all_that_miss_or_those_that_are_there()
    {
        var request = new BatchGetStatementsRequest { Names = { "statements/reply", "statements/demand", "statements/leak" } };
        var found = await Server.Client.Statements.BatchGetStatementsAsync(request, cancellationToken: TestServer.Token);
        request.Names.Add(["statements/none", "statements/answer", "statements/neither"]);
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Statements.BatchGetStatementsAsync(request, cancellationToken: TestServer.Token));

        request.AllowMissing = true;
        var there = await Server.Client.Statements.BatchGetStatementsAsync(request, cancellationToken: TestServer.Token);

        Assert.Equal("reply demand leak", Names(found.Statements));
        Assert.Equal("reply demand leak answer", Names(there.Statements));
        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownStatement), (refusal.Status, refusal.Reason));
        Assert.Equal(["names[3]", "names[5]"], refusal.Fields.Select(field => field.Field));
    }

    private async Task RefusedAsync(ListStatementsRequest request)
    {
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token));
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.PageTokenMismatch), (refusal.Status, refusal.Reason));
    }

    private async Task<string> FoundAsync(StatementFilter filter, long? knownAt)
    {
        var at = new ReadAt();
        if (knownAt is { } revision) at.KnownAtRevision = revision;
        return Names(
            (await Server.Client.Statements.ListStatementsAsync(
                new ListStatementsRequest { Filter = filter, At = at }, cancellationToken: TestServer.Token)).Statements);
    }

    private async Task SayAsync(string id, string speaker, string to, string said, Action<Statement> act)
    {
        var statement = new Statement
        {
            Speaker = speaker,
            Addressees = { to },
            Said = new PartialDate { Text = said },
            Form = Form.Spoken,
            Attribution = Attribution.OnRecord,
        };
        act(statement);
        await Server.Client.Statements.RecordStatementAsync(
            new RecordStatementRequest { StatementId = id, Statement = statement }, cancellationToken: TestServer.Token);
        _time.Advance(TimeSpan.FromDays(1));
    }

    private static string Names(IEnumerable<Statement> statements) =>
        string.Join(' ', statements.Select(statement => statement.Name["statements/".Length..]));

    /// <summary>The time at which the statement of that number was recorded, from 1.</summary>
    private static Timestamp At(int day, int nanos = 0)
    {
        var time = Timestamp.FromDateTimeOffset(new DateTimeOffset(2023, 6, 1 + day, 12, 0, 0, TimeSpan.Zero));
        time.Nanos = nanos;
        return time;
    }
}
