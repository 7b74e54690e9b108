using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Storage.Postgres;
using DiplomacyApi.Tests.Storage.Sqlite.Schema;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Negotiations;

/// <summary>
/// What a negotiation is called, who is party to it and how it is marked can be corrected, and what it was before can be read.
/// </summary>
public sealed class UpdateNegotiationTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartSeededAsync(folder: _folder);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Without_a_mask_what_is_filled_is_changed_and_with_one_what_it_names()
    {
        var before = await GetAsync();
        var filled = (await UpdateAsync(new Negotiation { Marking = "RESTRICTED" })).Negotiation;
        var masked = (await UpdateAsync(new Negotiation { Titles = { Words("Mended") }, Marking = "left alone" }, "titles",
            "parties")).Negotiation;
        var status = (await Server.Client.Negotiations.GetNegotiationStatusAsync(
            new GetNegotiationStatusRequest { Name = Requests.Talks }, cancellationToken: TestServer.Token)).Status;

        Assert.Equal((before.Titles, before.Parties, "RESTRICTED"), (filled.Titles, filled.Parties, filled.Marking));
        Assert.Equal([Words("Mended")], masked.Titles);
        Assert.Equal((0, "RESTRICTED"), (masked.Parties.Count, masked.Marking));
        Assert.Equal(masked, await GetAsync());
        Assert.Equal((masked.Titles, masked.Marking), (status.Titles, status.Marking));
        Assert.NotEmpty(before.Parties);
        Assert.Equal(before.Descriptions, masked.Descriptions);
        Assert.Equal(3, new[] { before.Etag, filled.Etag, masked.Etag }.Distinct().Count());
    }

    [Fact]
    public async Task An_etag_must_be_the_present_one_and_is_not_changed_by_statements_or_by_an_update_that_changes_nothing()
    {
        var before = await GetAsync();
        await Server.Client.Statements.RecordStatementAsync(
            Requests.Of(statement => { statement.Remark = new RemarkAct(); statement.Negotiation = Requests.Talks; }),
            cancellationToken: TestServer.Token);
        var head = (await Server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)).LogPosition;
        var same = await UpdateAsync(before, "*");
        var tried = await Server.Client.Negotiations.UpdateNegotiationAsync(
            new UpdateNegotiationRequest { Negotiation = new Negotiation { Name = before.Name, Marking = "TRIED" }, ValidateOnly = true },
            cancellationToken: TestServer.Token);
        var changed = await UpdateAsync(new Negotiation { Etag = before.Etag, Marking = "CHANGED" });
        var late = await RefusalAsync(new Negotiation { Etag = before.Etag, Marking = "LATE" });

        Assert.Equal((before, head), (same.Negotiation, same.LogPosition));
        Assert.Equal("TRIED", tried.Negotiation.Marking);
        Assert.Equal(head.Revision + 1, changed.LogPosition.Revision);
        Assert.Equal((StatusCode.Aborted, ErrorReason.EtagMismatch), (late.Status, late.Reason));
        Assert.Equal("CHANGED", (await GetAsync()).Marking);
    }

    [Fact]
    public async Task A_repeat_gives_the_first_answer_and_the_change_can_be_expected()
    {
        var request = new UpdateNegotiationRequest
        {
            Negotiation = new Negotiation { Name = Requests.Talks, Marking = "ONCE" },
            RequestId = "once",
        };
        var first = await Server.Client.Negotiations.UpdateNegotiationAsync(request, cancellationToken: TestServer.Token);
        await UpdateAsync(new Negotiation { Marking = "THEN" });
        var again = await Server.Client.Negotiations.UpdateNegotiationAsync(request, cancellationToken: TestServer.Token);
        var expecting = new UpdateNegotiationRequest
        {
            Negotiation = new Negotiation { Name = Requests.Talks, Marking = "EXPECTED" },
            Expectations = { new Expectation { Subject = Requests.Talks, UnchangedSince = first.LogPosition.Revision } },
        };
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Negotiations.UpdateNegotiationAsync(expecting, cancellationToken: TestServer.Token));

        Assert.Equal((true, first.Negotiation, first.LogPosition), (again.Replayed, again.Negotiation, again.LogPosition));
        Assert.Equal(ErrorReason.ExpectationFailed, refusal.Reason);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_by_name_and_records_nothing()
    {
        var before = await GetAsync();
        var unknown = await RefusalAsync(new Negotiation { Name = "negotiations/none", Marking = "x" });
        var nameless = await RefusalAsync(new Negotiation { Name = "actors/nato", Marking = "x" });
        var path = await RefusalAsync(new Negotiation { Marking = "x" }, "revision");
        var empty = await RefusalAsync(new Negotiation(), "titles");
        var party = await RefusalAsync(new Negotiation { Parties = { "actors/nobody" } });

        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownNegotiation), (unknown.Status, unknown.Reason));
        Assert.Equal(("negotiation.name", ErrorReason.InvalidName), (nameless.Fields.Single().Field, nameless.Reason));
        Assert.Equal(("update_mask", ErrorReason.InvalidValue), (path.Fields.Single().Field, path.Reason));
        Assert.Equal(("negotiation.titles", ErrorReason.Required), (empty.Fields.Single().Field, empty.Reason));
        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.UnknownActor), (party.Status, party.Reason));
        Assert.Equal(before, await GetAsync());
    }

    [Trait(TestStores.Trait, TestStores.File)]
    [Fact]
    public async Task What_it_was_is_read_as_known_then_also_where_the_projections_are_made_again()
    {
        var before = await GetAsync();
        var changed = await UpdateAsync(new Negotiation { Titles = { Words("Mended") } });
        var then = new ReadAt { KnownAtRevision = changed.LogPosition.Revision - 1 };
        Assert.Equal(before, await GetAsync(then));

        await Server.DisposeAsync();
        EarlierSchema.ForgetRules(Path.Combine(_folder, TestServer.JournalName));
        _server = await TestServer.StartAsync("", TimeProvider.System, _folder);
        var entry = (await Server.Client.Journal.GetJournalEntryAsync(
            new GetJournalEntryRequest { Revision = changed.LogPosition.Revision }, cancellationToken: TestServer.Token)).Entry;
        var listed = await Server.Client.AllAsync(new ListNegotiationsRequest(), TestServer.Token).ToListAsync(TestServer.Token);

        Assert.Equal((before, changed.Negotiation), (await GetAsync(then), await GetAsync()));
        Assert.Equal((JournalEntryKind.NegotiationUpdated, before.Name), (entry.Kind, entry.Id));
        Assert.Equal(changed.Negotiation, Negotiation.Parser.ParseFrom(entry.Payload));
        Assert.Equal(changed.Negotiation, Assert.Single(listed, one => one.Name == before.Name));
    }

    private async Task<Negotiation> GetAsync(ReadAt? at = null) => (await Server.Client.Negotiations.GetNegotiationAsync(
        new GetNegotiationRequest { Name = Requests.Talks, At = at }, cancellationToken: TestServer.Token)).Negotiation;

    private async Task<UpdateNegotiationResponse> UpdateAsync(Negotiation negotiation, params string[] mask)
    {
        var request = new UpdateNegotiationRequest { Negotiation = negotiation.Clone() };
        if (negotiation.Name.Length == 0) request.Negotiation.Name = Requests.Talks;
        if (mask.Length > 0) request.UpdateMask = new FieldMask { Paths = { mask } };
        return await Server.Client.Negotiations.UpdateNegotiationAsync(request, cancellationToken: TestServer.Token);
    }

    private Task<DiplomacyException> RefusalAsync(Negotiation negotiation, params string[] mask) =>
        Assert.ThrowsAsync<DiplomacyException>(() => UpdateAsync(negotiation, mask));

    private static LocalizedText Words(string text) => new() { Text = text, LanguageCode = "en" };
}
