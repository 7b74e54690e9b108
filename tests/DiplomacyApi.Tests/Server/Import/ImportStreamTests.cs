using Diplomacy.V1;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Import;

/// <summary>What becomes of the items of an import: each by itself or together, tried or recorded, again and at once.</summary>
public sealed class ImportStreamTests
{
    [Fact]
    public async Task Each_item_by_itself_is_recorded_or_reported_with_its_place_and_source()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();

        var acknowledged = Assert.Single(await Imports.ImportAsync(server.Client, new ImportOptions(), Mixed()));

        Assert.Equal((1, 3, 0, 3), (acknowledged.Number, acknowledged.Recorded, acknowledged.Skipped, acknowledged.Failed));
        Assert.Equal(
            [(1, "talks.csv line 2", ErrorReason.UnknownActor), (2, "talks.csv line 3", ErrorReason.InvalidDate),
                (4, "talks.csv line 5", ErrorReason.UnknownStatement)],
            acknowledged.Problems.Select(problem => (problem.Index, problem.Source, problem.Reason)));
        Assert.Equal("actors/nobody", acknowledged.Problems[0].Metadata["actor"]);
        Assert.Equal("statement.statement.said.text", acknowledged.Problems[1].Fields[0].Field);
        Assert.Equal(before + 3, acknowledged.LogPosition.Revision);
        Assert.Equal(before + 3, await server.HeadAsync());
    }

    [Fact]
    public async Task A_batch_is_recorded_whole_or_not_at_all()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();
        var options = new ImportOptions { Mode = ImportMode.Batch };

        var acknowledged = await Imports.ImportAsync(server.Client, options, Mixed(), [Imports.Item(Requests.Remark(), "good")],
            [Imports.Item(Requests.Remark(speaker: "actors/nobody"), "bad"), Imports.Item(Requests.Remark(), "kept-out")]);

        Assert.Equal([(0, 0, 6), (1, 0, 0), (0, 0, 2)], acknowledged.Select(one => (one.Recorded, one.Skipped, one.Failed)));
        Assert.Equal([0], acknowledged[2].Problems.Select(problem => problem.Index));
        Assert.Equal(before + 1, await server.HeadAsync());
    }

    [Theory]
    [InlineData(ImportMode.Item)]
    [InlineData(ImportMode.Batch)]
    public async Task A_dry_run_reports_what_the_import_then_does_and_records_nothing(ImportMode mode)
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();
        var items = Case("tried");
        // The last batch rests on one that is refused as a whole, and on one that is recorded.
        IReadOnlyList<StatementItem>[] batches =
        [
            [.. items.Take(2)], [.. items.Skip(2)],
            [Imports.Item(Requests.Remark(), "beside-a-bad-one"), Imports.Item(Requests.Remark(speaker: "actors/nobody"), "bad-one")],
            [Imports.Item(Requests.Of(statement => statement.Remark = new RemarkAct { Subject = "statements/beside-a-bad-one" }),
                "rests-on-it")],
        ];

        var tried = await Imports.ImportAsync(server.Client, new ImportOptions { Mode = mode, DryRun = true }, batches);
        Assert.Equal(before, await server.HeadAsync());
        var done = await Imports.ImportAsync(server.Client, new ImportOptions { Mode = mode }, batches);

        Assert.Equal(done.Select(one => (one.Recorded, one.Skipped, one.Failed)),
            tried.Select(one => (one.Recorded, one.Skipped, one.Failed)));
        Assert.Equal(done.SelectMany(one => one.Problems), tried.SelectMany(one => one.Problems));
        Assert.Equal(mode == ImportMode.Batch ? 1 : 0, done[3].Failed);
    }

    [Fact]
    public async Task What_was_cut_is_sent_again_and_recorded_once()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();
        var items = Case("first");
        using (var cut = server.Client.Statements.ImportStatements(cancellationToken: TestServer.Token))
        {
            await cut.RequestStream.WriteAsync(new ImportStatementsRequest { Options = new ImportOptions() }, TestServer.Token);
            await cut.RequestStream.WriteAsync(
                new ImportStatementsRequest { Batch = new StatementBatch { Number = 1, Items = { items.Take(3) } } }, TestServer.Token);
            Assert.True(await cut.ResponseStream.MoveNext(TestServer.Token));
        }

        var again = await Imports.ImportAsync(server.Client, new ImportOptions(), [.. items.Take(3)], [.. items.Skip(3)]);
        var whole = await Imports.ImportAsync(server.Client, new ImportOptions { Mode = ImportMode.Batch }, items);

        Assert.Equal([(0, 3, 0), (items.Count - 3, 0, 0)], again.Select(one => (one.Recorded, one.Skipped, one.Failed)));
        Assert.Equal((0, items.Count, 0), (whole[0].Recorded, whole[0].Skipped, whole[0].Failed));
        Assert.Equal(before + items.Count, await server.HeadAsync());
    }

    [Fact]
    public async Task The_same_id_with_another_content_is_refused()
    {
        await using var server = await TestServer.StartSeededAsync();
        await Imports.ImportAsync(server.Client, new ImportOptions(), Case("first"));
        var others = Case("first");
        others[0].Actor.Actor.DisplayNames[0].Text = "Another name";
        others[1].Negotiation.Negotiation.Titles[0].Text = "Another title";
        others[2].Statement.Statement.Summaries[0].Text = "Another summary.";
        others[4].Correction.Correction.Note = "Another note.";

        var acknowledged = Assert.Single(await Imports.ImportAsync(server.Client, new ImportOptions(), others));

        Assert.Equal([ErrorReason.ActorExists, ErrorReason.NegotiationExists, ErrorReason.StatementExists, ErrorReason.StatementExists],
            acknowledged.Problems.Select(problem => problem.Reason));
        Assert.Equal(others.Count - 4, acknowledged.Skipped);
    }

    [Fact]
    public async Task What_was_corrected_is_skipped_as_it_was_recorded_and_as_it_stands_and_in_no_other_content()
    {
        await using var server = await TestServer.StartSeededAsync();
        await Imports.ImportAsync(server.Client, new ImportOptions(), Case("first"));
        var before = await server.HeadAsync();
        var (recorded, standing, other, reported) = (Case("first")[2], Case("first")[2], Case("first")[2], Case("first")[3]);
        standing.Statement.Statement = Case("first")[4].Correction.Correction.Replacement;
        other.Statement.Statement.Summaries[0].Text = "Neither was said.";
        reported.Statement.Statement.Reports.Add(Case("first")[5].Report.Report);

        var acknowledged = Assert.Single(await Imports.ImportAsync(
            server.Client, new ImportOptions(), [recorded, standing, other, reported]));

        Assert.Equal((0, 3), (acknowledged.Recorded, acknowledged.Skipped));
        Assert.Equal([(2, ErrorReason.StatementExists)], acknowledged.Problems.Select(problem => (problem.Index, problem.Reason)));
        Assert.Equal(before, await server.HeadAsync());
    }

    [Fact]
    public async Task Imports_at_once_record_each_item_once()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();
        // More than may wait for the writer at once.
        IReadOnlyList<StatementItem>[] batches = [.. Enumerable.Range(0, 2)
            .Select(batch =>
                (IReadOnlyList<StatementItem>)[.. Enumerable.Range(0, 300)
                    .Select(item => Imports.Item(Requests.Remark(), $"shared-{batch}-{item}"))])];

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Imports.ImportAsync(server.Client, new ImportOptions(), batches)));

        Assert.All(all.SelectMany(one => one), one => Assert.Equal((300, 0), (one.Recorded + one.Skipped, one.Failed)));
        Assert.Equal(600, all.SelectMany(one => one).Sum(one => one.Recorded));
        Assert.Equal(before + 600, await server.HeadAsync());
    }

    [Fact]
    public async Task Ten_thousand_rows_are_recorded_in_their_order()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();
        var batches = Enumerable.Range(0, 10_000).Select(row => Imports.Item(Requests.Remark(), $"row-{row}")).Chunk(1_000)
            .Cast<IReadOnlyList<StatementItem>>().ToList();

        var acknowledged = await Imports.ImportAsync(server.Client, new ImportOptions(), batches);

        Assert.Equal(10_000, acknowledged.Sum(one => one.Recorded));
        Assert.Equal(Enumerable.Range(1, 10).Select(batch => before + 1_000 * batch), acknowledged.Select(one => one.LogPosition.Revision));
        var first = await server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = "statements/row-7654" }, cancellationToken: TestServer.Token);
        Assert.Equal(before + 7_655, first.Statement.Revision);
    }

    [Fact]
    public async Task An_import_ends_once_more_failed_than_is_allowed_and_what_was_acknowledged_stays()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();

        var refusal = await Imports.RefusalAsync(server.Client,
            new ImportStatementsRequest { Options = new ImportOptions { ErrorsMax = 1 } },
            Batch(1, Imports.Item(Requests.Remark(), "one"), Imports.Item(Requests.Remark(speaker: "actors/nobody"), "two")),
            Batch(2, Imports.Item(Requests.Remark(speaker: "actors/nobody"), "three"), Imports.Item(Requests.Remark(), "four")),
            Batch(3, Imports.Item(Requests.Remark(), "five")));

        Assert.Equal((StatusCode.Aborted, ErrorReason.ImportStopped), (refusal.Status, refusal.Reason));
        Assert.Equal(before + 2, await server.HeadAsync());
    }

    [Fact]
    public async Task What_comes_out_of_order_is_refused()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();
        var options = new ImportStatementsRequest { Options = new ImportOptions() };
        var item = Imports.Item(Requests.Remark(), "one");

        var refusals = new[]
        {
            await Imports.RefusalAsync(server.Client, Batch(1, item)),
            await Imports.RefusalAsync(server.Client, new ImportStatementsRequest()),
            await Imports.RefusalAsync(server.Client, options, options),
            await Imports.RefusalAsync(server.Client, options, Batch(2, item)),
            await Imports.RefusalAsync(server.Client, options, Batch(0, item)),
        };
        var empty = await Imports.RefusalAsync(server.Client, options, Batch(1));
        var huge = await Imports.RefusalAsync(server.Client, options, Batch(1, [.. Enumerable.Repeat(item, 1_001)]));

        Assert.All(refusals, refusal =>
            Assert.Equal((StatusCode.InvalidArgument, ErrorReason.ImportOutOfOrder), (refusal.Status, refusal.Reason)));
        Assert.All([empty, huge], refusal =>
            Assert.Equal((StatusCode.InvalidArgument, ErrorReason.TooLarge), (refusal.Status, refusal.Reason)));
        Assert.Equal(before, await server.HeadAsync());
    }

    [Fact]
    public async Task Of_a_thousand_that_failed_each_is_reported_in_a_message_that_fits()
    {
        await using var server = await TestServer.StartSeededAsync();
        var items = Enumerable.Range(0, 1_000).Select(row =>
        {
            var item = Imports.Item(Requests.Remark(), $"row-{row}", new string('я', 500));
            for (var report = 0; report < 8; report++)
                item.Statement.Statement.Reports.Add(new Report
                {
                    Url = $"no address {string.Concat(Enumerable.Repeat("😀", 50))}",
                    Reliability = "Z",
                    Outlet = "x\u0007",
                });
            return item;
        }).ToList();

        var acknowledged = Assert.Single(await Imports.ImportAsync(server.Client, new ImportOptions(), items));

        Assert.Equal(Enumerable.Range(0, 1_000), acknowledged.Problems.Select(problem => problem.Index));
        Assert.All(acknowledged.Problems, problem =>
            Assert.True(problem.Source.Length > 0 && problem.Message.Length > 0 && problem.Reason != ErrorReason.Unspecified));
        Assert.InRange(acknowledged.CalculateSize(), 1, 5 << 20);
    }

    [Fact]
    public async Task Actors_come_in_any_order()
    {
        await using var server = await TestServer.StartEmptyAsync();
        // A chain as long as may be, from its end; one that is there twice; a circle; one of a body that is nowhere.
        var actors = Enumerable.Range(0, 17)
            .Select(level => level == 0 ? Imports.Actor("level-0") : Imports.Actor($"level-{level}", $"level-{level - 1}"))
            .Reverse().ToList();
        actors.AddRange([Imports.Actor("level-7", "level-6"), Imports.Actor("level-8"), Imports.Actor("one", "other"),
            Imports.Actor("other", "one"), Imports.Actor("lost", "nowhere")]);

        var tried = Assert.Single(await Imports.ImportAsync(server.Client, new ImportOptions { DryRun = true }, actors));
        var acknowledged = Assert.Single(await Imports.ImportAsync(server.Client, new ImportOptions(), actors));
        var again = Assert.Single(await Imports.ImportAsync(
            server.Client, new ImportOptions { Mode = ImportMode.Batch }, actors.Take(17).Reverse().ToList()));

        Assert.Equal((17, 1, 4), (acknowledged.Recorded, acknowledged.Skipped, acknowledged.Failed));
        Assert.Equal(
            [(18, "level-8", ErrorReason.ActorExists), (19, "one", ErrorReason.UnknownActor), (20, "other", ErrorReason.UnknownActor),
                (21, "lost", ErrorReason.UnknownActor)],
            acknowledged.Problems.Select(problem => (problem.Index, problem.Source, problem.Reason)));
        Assert.Equal(acknowledged.Problems, tried.Problems);
        Assert.Equal((0, 17, 0), (again.Recorded, again.Skipped, again.Failed));
    }

    /// <summary>Three good ones among an unknown speaker, a date that is none, and a reply to what was never said.</summary>
    private static List<StatementItem> Mixed() =>
    [
        Imports.Item(Requests.Remark(), "good-one", "talks.csv line 1"),
        Imports.Item(Requests.Remark(speaker: "actors/nobody"), "unknown-speaker", "talks.csv line 2"),
        Imports.Item(Requests.Of(statement => { statement.Remark = new RemarkAct(); statement.Said.Text = "2022-02-30"; }), "no-date",
            "talks.csv line 3"),
        Imports.Item(Requests.Remark(), "good-two", "talks.csv line 4"),
        Imports.Item(Requests.Of(statement => { statement.Remark = new RemarkAct(); statement.InReplyTo = "statements/never-said"; }),
            "lost-reply", "talks.csv line 5"),
        Imports.Item(Requests.Of(statement => { statement.Remark = new RemarkAct(); statement.InReplyTo = "statements/good-two"; }),
            "good-reply", "talks.csv line 6"),
    ];

    /// <summary>One of each kind of item, each resting on those before it.</summary>
    private static List<StatementItem> Case(string id)
    {
        var demand = Requests.Of(statement =>
        {
            statement.Negotiation = $"negotiations/{id}";
            statement.Demand = new DemandAct
            {
                Titles = { new LocalizedText { Text = "A demand" } },
                Due = new PartialDate { Text = "2022-02" },
            };
        }, speaker: $"actors/{id}");
        var answer = Requests.Of(
            statement => statement.Response = new ResponseAct { Demands = { $"demands/{id}-demand" }, Position = Disposition.Rejected },
            speaker: "actors/russia");
        answer.Statement.Addressees.Clear();
        var replacement = demand.Statement.Clone();
        replacement.Summaries[0].Text = "Something else was said.";
        return
        [
            new StatementItem { Actor = Imports.Actor(id).Actor },
            new StatementItem
            {
                Negotiation = new CreateNegotiationRequest
                {
                    NegotiationId = id,
                    Negotiation = new Negotiation { Titles = { new LocalizedText { Text = "Talks" } } },
                },
            },
            Imports.Item(demand, $"{id}-demand"),
            Imports.Item(answer, $"{id}-answer"),
            new StatementItem
            {
                Correction = new CorrectStatementRequest
                {
                    CorrectionId = $"{id}-corrected",
                    Correction = new Correction
                    {
                        Subject = $"statements/{id}-demand",
                        Label = CorrectionLabel.Error,
                        Replacement = replacement,
                    },
                },
            },
            new StatementItem
            {
                Report = new AttachReportRequest { Statement = $"statements/{id}-answer", Report = new Report { Outlet = "An agency" } },
            },
        ];
    }

    private static ImportStatementsRequest Batch(long number, params IReadOnlyList<StatementItem> items) =>
        new() { Batch = new StatementBatch { Number = number, Items = { items } } };
}
