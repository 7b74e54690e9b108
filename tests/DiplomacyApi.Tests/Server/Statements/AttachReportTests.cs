using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>
/// One more report of a statement: shown with it from then on, sent once, bounded, and counted by what was publicly known.
/// </summary>
public sealed class AttachReportTests : IAsyncLifetime
{
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartSeededAsync();
        var request = Requests.Of(statement =>
        {
            statement.Demand = new DemandAct { Demand = "demands/reported", Titles = { new LocalizedText { Text = "Reported" } } };
            statement.Reports.Add(Report("First"));
        });
        request.StatementId = "reported";
        await Server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task A_report_is_attached_from_its_revision_on_and_one_that_is_there_already_is_skipped()
    {
        var before = await Server.HeadAsync();
        var attached = await AttachAsync(Report("Second"));
        var again = await AttachAsync(Report("Second"));
        var recorded = await AttachAsync(Report("First"));

        Assert.Equal([("First", 0L), ("Second", before + 1)],
            attached.Statement.Reports.Select(report => (report.Outlet, report.AttachedRevision)));
        Assert.Equal(before + 1, attached.LogPosition.Revision);
        Assert.Equal((attached.Statement, attached.LogPosition), (again.Statement, again.LogPosition));
        Assert.Equal((attached.Statement, attached.LogPosition), (recorded.Statement, recorded.LogPosition));
        Assert.Equal(before + 1, await Server.HeadAsync());
        Assert.Equal(attached.Statement, await GetAsync(before + 1));
        Assert.Equal("First", Assert.Single((await GetAsync(before)).Reports).Outlet);
    }

    [Fact]
    public async Task Validate_only_shows_the_statement_with_the_report_and_records_nothing()
    {
        var before = await Server.HeadAsync();
        var tried = await Server.Client.Statements.AttachReportAsync(
            new AttachReportRequest { Statement = "statements/reported", Report = Report("Second"), ValidateOnly = true },
            cancellationToken: TestServer.Token);

        Assert.Equal(["First", "Second"], tried.Statement.Reports.Select(report => report.Outlet));
        Assert.Equal(before, await Server.HeadAsync());
        Assert.Single((await GetAsync(before)).Reports);
    }

    [Fact]
    public async Task A_repeat_gives_the_first_answer_whatever_came_after_it()
    {
        var request = new AttachReportRequest { Statement = "statements/reported", Report = Report("Second"), RequestId = "once" };
        var first = await Server.Client.Statements.AttachReportAsync(request, cancellationToken: TestServer.Token);
        await AttachAsync(Report("Third"));
        var again = await Server.Client.Statements.AttachReportAsync(request, cancellationToken: TestServer.Token);
        request.Report.Title = "Another";
        var other = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Statements.AttachReportAsync(request, cancellationToken: TestServer.Token));

        Assert.Equal((false, true), (first.Replayed, again.Replayed));
        Assert.Equal((first.Statement, first.LogPosition), (again.Statement, again.LogPosition));
        Assert.Equal(ErrorReason.RequestIdReused, other.Reason);
    }

    [Fact]
    public async Task A_statement_has_at_most_64_reports()
    {
        for (var number = 2; number <= 64; number++) await AttachAsync(Report($"Number {number}"));
        var before = await Server.HeadAsync();

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(() => AttachAsync(Report("Number 65")));
        var skipped = await AttachAsync(Report("Number 64"));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.TooLarge, "report"),
            (refusal.Status, refusal.Reason, Assert.Single(refusal.Fields).Field));
        Assert.Equal(64, skipped.Statement.Reports.Count);
        Assert.Equal(before, await Server.HeadAsync());
    }

    [Fact]
    public async Task What_was_publicly_known_counts_it_from_when_it_was_published_as_known_since_it_was_attached()
    {
        var before = await Server.HeadAsync();
        await AttachAsync(Report("Second", "2022-01-27"));

        Assert.False(await KnownAsync("2022-01-26", null));
        Assert.True(await KnownAsync("2022-01-27", null));
        Assert.False(await KnownAsync("2022-01-27", before));
    }

    [Fact]
    public async Task A_report_of_what_was_annulled_is_kept_with_it_and_moves_nothing()
    {
        await Server.Client.Statements.CorrectStatementAsync(
            new CorrectStatementRequest { Correction = new Correction { Subject = "statements/reported", Label = CorrectionLabel.Error } },
            cancellationToken: TestServer.Token);

        var attached = await AttachAsync(Report("Second"));

        Assert.Equal((2, CorrectionLabel.Error), (attached.Statement.Reports.Count, attached.Statement.CorrectionLabel));
        Assert.Equal(attached.Statement, await GetAsync(attached.LogPosition.Revision));
    }

    private async Task<bool> KnownAsync(string publishedBy, long? knownAt)
    {
        var at = new ReadAt();
        if (knownAt is { } revision) at.KnownAtRevision = revision;
        var request = new ListDemandsRequest
        {
            At = at,
            Lens = new StatusLens { PublishedBy = publishedBy },
            Filter = new DemandFilter { Demands = { "demands/reported" } },
        };
        return (await Server.Client.Negotiations.ListDemandsAsync(request, cancellationToken: TestServer.Token)).Demands.Count == 1;
    }

    private async Task<AttachReportResponse> AttachAsync(Report report) =>
        await Server.Client.Statements.AttachReportAsync(
            new AttachReportRequest { Statement = "statements/reported", Report = report }, cancellationToken: TestServer.Token);

    private async Task<Statement> GetAsync(long knownAt) => (await Server.Client.Statements.GetStatementAsync(
        new GetStatementRequest { Name = "statements/reported", At = new ReadAt { KnownAtRevision = knownAt } },
        cancellationToken: TestServer.Token)).Statement;

    private static Report Report(string outlet, string? published = null) =>
        new() { Outlet = outlet, Published = published is null ? null : new PartialDate { Text = published } };
}
