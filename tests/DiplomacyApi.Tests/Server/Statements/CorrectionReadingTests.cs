using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>What a statement says it was corrected by can be read.</summary>
public sealed class CorrectionReadingTests : IAsyncLifetime
{
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartSeededAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task A_correction_is_read_by_its_name_and_with_its_statements()
    {
        var said = (await Server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token)).Statement;
        var other = (await Server.Client.Statements.RecordStatementAsync(Requests.Remark("Another."), cancellationToken: TestServer.Token)).Statement;
        var first = await CorrectAsync(said.Name, "It was not said.\r\nAt all.");
        var second = await CorrectAsync(first.Correction.Name, "It was.");
        var elsewhere = await CorrectAsync(other.Name, "Of another.");

        var got = await GetAsync(first.Correction.Name, new ReadAt());
        var shown = (await Server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = said.Name, At = new ReadAt { KnownAtRevision = first.LogPosition.Revision } }, cancellationToken: TestServer.Token)).Statement;
        var all = await Server.Client.AllAsync(new ListCorrectionsRequest { Statement = said.Name, PageSize = 1 }, TestServer.Token).ToListAsync(TestServer.Token);
        var before = await ListAsync(said.Name, new ReadAt { KnownAtRevision = first.LogPosition.Revision });

        Assert.Equal((first.Correction, "It was not said.\nAt all."), (got.Correction, got.Correction.Note));
        Assert.Equal(elsewhere.LogPosition, got.LogPosition);
        Assert.Equal(first.Correction.Name, shown.CorrectedBy);
        Assert.Equal([first.Correction, second.Correction], all);
        Assert.Equal([first.Correction], before.Corrections);
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
        await Server.Client.Journal.EraseStatementAsync(new EraseStatementRequest { Statement = said.Name, Extent = ErasureExtent.Words }, cancellationToken: TestServer.Token);

        var at = new ReadAt { KnownAtRevision = corrected.LogPosition.Revision };
        Assert.Equal("", (await GetAsync(corrected.Correction.Name, at)).Correction.Note);
    }

    private async Task<CorrectStatementResponse> CorrectAsync(string subject, string note) => await Server.Client.Statements.CorrectStatementAsync(
        new CorrectStatementRequest { Correction = new Correction { Subject = subject, Label = CorrectionLabel.Error, Note = note } }, cancellationToken: TestServer.Token);

    private async Task<GetCorrectionResponse> GetAsync(string name, ReadAt at) =>
        await Server.Client.Statements.GetCorrectionAsync(new GetCorrectionRequest { Name = name, At = at }, cancellationToken: TestServer.Token);

    private async Task<ListCorrectionsResponse> ListAsync(string statement, ReadAt at) =>
        await Server.Client.Statements.ListCorrectionsAsync(new ListCorrectionsRequest { Statement = statement, At = at }, cancellationToken: TestServer.Token);

    private static async Task AssertNotFoundAsync(Func<Task> read)
    {
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(read);
        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownStatement), (refusal.Status, refusal.Reason));
    }
}
