using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>What a statement says it was corrected by can be read.</summary>
public sealed class CorrectionTests : IAsyncLifetime
{
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartSeededAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task A_correction_is_read_by_its_name_and_with_its_statements()
    {
        var said = (await Server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token)).Statement;
        var other = (await Server.Client.Statements.RecordStatementAsync(
            Requests.Remark("Another."), cancellationToken: TestServer.Token)).Statement;
        var first = await CorrectAsync(said.Name, "It was not said.\r\nAt all.");
        var second = await CorrectAsync(first.Correction.Name, "It was.");
        var elsewhere = await CorrectAsync(other.Name, "Of another.");

        var got = await GetAsync(first.Correction.Name, new ReadAt());
        var shown = (await Server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = said.Name, At = new ReadAt { KnownAtRevision = first.LogPosition.Revision } },
            cancellationToken: TestServer.Token)).Statement;
        var all = await Server.Client.AllAsync(new ListCorrectionsRequest { Statement = said.Name, PageSize = 1 }, TestServer.Token)
            .ToListAsync(TestServer.Token);
        var before = await ListAsync(said.Name, new ReadAt { KnownAtRevision = first.LogPosition.Revision });

        Assert.Equal((first.Correction, "It was not said.\nAt all."), (got.Correction, got.Correction.Note));
        Assert.Equal(elsewhere.LogPosition, got.LogPosition);
        Assert.Equal(first.Correction.Name, shown.CorrectedBy);
        Assert.Equal([first.Correction, second.Correction], all);
        Assert.Equal([first.Correction], before.Corrections);
    }

    [Fact]
    public async Task A_statement_says_whether_it_stands_and_what_does_not_is_left_out_where_that_is_asked()
    {
        var names = new List<string>();
        foreach (var words in new[] { "Kept", "Corrected", "Annulled", "Duplicate", "Duplicate of what is annulled", "First of two",
                "Second of two" })
            names.Add(
                (await Server.Client.Statements.RecordStatementAsync(
                    Requests.Remark(words), cancellationToken: TestServer.Token)).Statement.Name);
        var replacement = (await StatementAsync(names[1])).Clone();
        replacement.Marking = "Seen";
        await CorrectAsync(new Correction { Subject = names[1], Label = CorrectionLabel.Refined, Replacement = replacement });
        foreach (var (duplicate, kept) in new[] { (3, 0), (4, 2), (5, 6), (6, 5) })
            await CorrectAsync(new Correction { Subject = names[duplicate], Label = CorrectionLabel.Duplicate, DuplicateOf = names[kept] });
        await CorrectAsync(names[2], "It was not said.");

        var read = await Task.WhenAll(names.Select(StatementAsync));
        var request = new ListStatementsRequest
        {
            Filter = new StatementFilter { StandingOnly = true, RecordedFrom = read[0].RecordTime },
            IncludeTotal = true,
        };
        var standing = await Server.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token);

        Assert.Equal(
            [
                (StatementStanding.Unspecified, ""), (StatementStanding.Corrected, ""), (StatementStanding.Annulled, ""),
                (StatementStanding.Duplicate, names[0]),
                (StatementStanding.Duplicate, names[2]), (StatementStanding.Duplicate, names[6]), (StatementStanding.Duplicate, names[5]),
            ],
            read.Select(statement => (statement.Standing, statement.DuplicateOf)));
        Assert.Equal([names[5], names[4], names[1], names[0]], standing.Statements.Select(statement => statement.Name));
        Assert.Equal(4, standing.TotalSize);
    }

    [Fact]
    public async Task What_is_not_there_and_what_was_not_yet_is_not_found()
    {
        var said = (await Server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token)).Statement;
        var corrected = await CorrectAsync(said.Name, "It was not said.");
        var earlier = new ReadAt { KnownAtRevision = said.Revision };

        await AssertNotFoundAsync(() => GetAsync("corrections/none", new ReadAt()));
        await AssertNotFoundAsync(() => GetAsync(corrected.Correction.Name, earlier));
        await AssertNotFoundAsync(() => ListAsync("statements/none", earlier));
        Assert.Empty((await ListAsync(said.Name, earlier)).Corrections);
    }

    [Fact]
    public async Task Of_what_was_erased_no_word_is_read()
    {
        var said = (await Server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token)).Statement;
        var corrected = await CorrectAsync(said.Name, "Words to erase.");
        await Server.Client.Journal.EraseStatementAsync(
            new EraseStatementRequest { Statement = said.Name, Extent = ErasureExtent.Words }, cancellationToken: TestServer.Token);

        var at = new ReadAt { KnownAtRevision = corrected.LogPosition.Revision };
        Assert.Equal("", (await GetAsync(corrected.Correction.Name, at)).Correction.Note);
    }

    private Task<CorrectStatementResponse> CorrectAsync(string subject, string note) =>
        CorrectAsync(new Correction { Subject = subject, Label = CorrectionLabel.Error, Note = note });

    private async Task<CorrectStatementResponse> CorrectAsync(Correction correction) =>
        await Server.Client.Statements.CorrectStatementAsync(
            new CorrectStatementRequest { Correction = correction }, cancellationToken: TestServer.Token);

    private async Task<Statement> StatementAsync(string name) =>
        (await Server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = name }, cancellationToken: TestServer.Token)).Statement;

    private async Task<GetCorrectionResponse> GetAsync(string name, ReadAt at) =>
        await Server.Client.Statements.GetCorrectionAsync(
            new GetCorrectionRequest { Name = name, At = at }, cancellationToken: TestServer.Token);

    private async Task<ListCorrectionsResponse> ListAsync(string statement, ReadAt at) =>
        await Server.Client.Statements.ListCorrectionsAsync(
            new ListCorrectionsRequest { Statement = statement, At = at }, cancellationToken: TestServer.Token);

    private static async Task AssertNotFoundAsync(Func<Task> read)
    {
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(read);
        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownStatement), (refusal.Status, refusal.Reason));
    }
}
