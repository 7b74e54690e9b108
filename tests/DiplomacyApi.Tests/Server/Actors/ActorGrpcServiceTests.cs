using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Actors;

/// <summary>Actors change, and what was recorded under them stays.</summary>
public sealed class ActorGrpcServiceTests : IAsyncLifetime
{
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartSeededAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task An_update_with_an_old_etag_is_refused_and_the_past_keeps_its_actor()
    {
        var nato = await GetAsync("actors/nato");
        var changed = nato.Clone();
        changed.Aliases.Add(new LocalizedText { Text = "The Alliance" });

        var updated = await Server.Client.Actors.UpdateActorAsync(
            new UpdateActorRequest { Actor = changed }, cancellationToken: TestServer.Token);
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Actors.UpdateActorAsync(new UpdateActorRequest { Actor = changed }, cancellationToken: TestServer.Token));

        Assert.NotEqual(nato.Etag, updated.Actor.Etag);
        Assert.Equal((StatusCode.Aborted, ErrorReason.EtagMismatch), (refusal.Status, refusal.Reason));
        Assert.Equal(nato, await GetAsync("actors/nato", updated.LogPosition.Revision - 1));
        Assert.Equal("actors/nato", (await ResolveAsync("the alliance"))[0]);
        Assert.Empty(await ResolveAsync("the alliance", updated.LogPosition.Revision - 1));
    }

    [Fact]
    public async Task A_chain_that_would_go_in_a_circle_is_refused()
    {
        var russia = await GetAsync("actors/russia");
        russia.Affiliations.Add(new Affiliation { Body = "actors/sergei-lavrov", SpeaksFor = true });

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Actors.UpdateActorAsync(new UpdateActorRequest { Actor = russia }, cancellationToken: TestServer.Token));

        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.AffiliationCycle), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task Resolving_and_new_writes_follow_what_replaced_an_actor_and_recorded_names_stay()
    {
        await CreateAsync("old-name", new Actor { Type = ActorType.State, DisplayNames = { Words("Old Name") } });
        var before = await Server.Client.Statements.RecordStatementAsync(
            Requests.Remark(speaker: "actors/old-name"), cancellationToken: TestServer.Token);
        var old = await GetAsync("actors/old-name");
        old.ReplacedBy = "actors/nato";
        await Server.Client.Actors.UpdateActorAsync(new UpdateActorRequest { Actor = old }, cancellationToken: TestServer.Token);

        var after = await Server.Client.Statements.RecordStatementAsync(
            Requests.Remark(speaker: "actors/old-name"), cancellationToken: TestServer.Token);
        var kept = await Server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = before.Statement.Name }, cancellationToken: TestServer.Token);

        Assert.Equal("actors/nato", after.Statement.Speaker);
        Assert.Equal("actors/old-name", kept.Statement.Speaker);
        Assert.Equal("actors/nato", (await ResolveAsync("Old Name"))[0]);
    }

    [Theory]
    [InlineData("2022-01-18", "actors/russia")]
    [InlineData("2025-06", "actors/sergei-lavrov")]
    public async Task Who_speaks_for_whom_is_read_on_the_day(string said, string party)
    {
        var lavrov = await GetAsync("actors/sergei-lavrov");
        lavrov.Affiliations[0].End = new PartialDate { Text = "2025-05-31" };
        await Server.Client.Actors.UpdateActorAsync(new UpdateActorRequest { Actor = lavrov }, cancellationToken: TestServer.Token);
        var request = Requests.Remark(speaker: "actors/sergei-lavrov");
        request.Statement.Said.Text = said;

        var recorded = await Server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);

        Assert.Equal(party, recorded.Statement.ResolvedParties.Single(resolved => resolved.Actor == "actors/sergei-lavrov").Party);
    }

    [Fact]
    public async Task Actors_are_listed_by_name_type_and_affiliation()
    {
        var members = new List<string>();
        var request = new ListActorsRequest
        {
            PageSize = 1,
            Filter = new ActorFilter { Types_ = { ActorType.State }, AffiliatedWith = "actors/aukus" },
        };
        await foreach (var actor in Server.Client.Actors.AllAsync(request, TestServer.Token)) members.Add(actor.Name);

        Assert.Equal(["actors/australia", "actors/united-kingdom", "actors/united-states"], members);
    }

    private async Task<Actor> GetAsync(string name, long? knownAt = null) =>
        (await Server.Client.Actors.GetActorAsync(
            new GetActorRequest { Name = name, At = At(knownAt) }, cancellationToken: TestServer.Token)).Actor;

    private async Task<List<string>> ResolveAsync(string query, long? knownAt = null) =>
        [.. (await Server.Client.Actors.ResolveActorAsync(
            new ResolveActorRequest { Query = query, At = At(knownAt) }, cancellationToken: TestServer.Token))
            .Candidates.Select(candidate => candidate.Actor.Name)];

    private async Task CreateAsync(string id, Actor actor) =>
        await Server.Client.Actors.CreateActorAsync(
            new CreateActorRequest { ActorId = id, Actor = actor }, cancellationToken: TestServer.Token);

    private static ReadAt At(long? knownAt) => knownAt is { } revision ? new ReadAt { KnownAtRevision = revision } : new ReadAt();

    private static LocalizedText Words(string text) => new() { Text = text, LanguageCode = "en" };
}
