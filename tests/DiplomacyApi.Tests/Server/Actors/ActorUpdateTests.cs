using Diplomacy.V1;
using DiplomacyApi.Client;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Actors;

/// <summary>An update changes what it names and nothing else, and what was replaced leads on.</summary>
public sealed class ActorUpdateTests : IAsyncLifetime
{
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartSeededAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task Without_a_mask_what_is_filled_is_changed_and_memberships_stay()
    {
        var before = await GetAsync("actors/germany");
        var updated = await UpdateAsync(new Actor { Name = before.Name, Source = "a register" });

        Assert.NotEmpty(before.Affiliations);
        Assert.Equal("a register", updated.Source);
        Assert.NotEqual(before.Etag, updated.Etag);
        Assert.Equal(Apart(before), Apart(updated));
    }

    [Fact]
    public async Task With_a_mask_what_it_names_is_changed_or_emptied()
    {
        var before = await GetAsync("actors/germany");
        var updated = await UpdateAsync(new Actor { Name = before.Name, Source = "left alone", Aliases = { Words("Bundesrepublik") } },
            "aliases", "affiliations");

        Assert.Equal([Words("Bundesrepublik")], updated.Aliases);
        Assert.Empty(updated.Affiliations);
        Assert.Equal((before.Source, before.Type), (updated.Source, updated.Type));
        Assert.Equal(before.DisplayNames, updated.DisplayNames);
        Assert.Equal(before.ExternalIds, updated.ExternalIds);
    }

    [Fact]
    public async Task A_star_replaces_all_and_an_empty_mask_is_none()
    {
        var whole = await UpdateAsync(new Actor { Name = "actors/germany", Type = ActorType.Coalition, DisplayNames = { Words("Whole") } },
            "*");
        var some = (await Server.Client.Actors.UpdateActorAsync(
            new UpdateActorRequest { Actor = new Actor { Name = "actors/germany", Source = "some" }, UpdateMask = new FieldMask() },
            cancellationToken: TestServer.Token)).Actor;

        Assert.Equal((ActorType.Coalition, "", 0, 0), (whole.Type, whole.Source, whole.Affiliations.Count, whole.ExternalIds.Count));
        Assert.Equal((ActorType.Coalition, "some", "Whole"), (some.Type, some.Source, some.DisplayNames[0].Text));
    }

    [Theory]
    [InlineData("*", ErrorReason.Required, "actor.type")]
    [InlineData("display_names", ErrorReason.Required, "actor.display_names")]
    [InlineData("name", ErrorReason.InvalidValue, "update_mask")]
    [InlineData("display_names.text", ErrorReason.InvalidValue, "update_mask")]
    [InlineData("\u001b[31m", ErrorReason.InvalidText, "")]
    public async Task A_mask_that_names_what_is_not_there_or_must_not_be_empty_is_refused(string path, ErrorReason reason, string field)
    {
        var before = await GetAsync("actors/germany");
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(() => UpdateAsync(new Actor { Name = "actors/germany" }, path));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        if (field.Length > 0) Assert.Contains(refusal.Fields, one => one.Reason == reason && one.Field == field);
        Assert.DoesNotContain('\u001b', refusal.Message);
        Assert.Equal(before, await GetAsync("actors/germany"));
    }

    [Fact]
    public async Task An_etag_must_be_the_present_one_and_a_repeat_gives_the_first_answer()
    {
        var before = await GetAsync("actors/nato");
        var request = new UpdateActorRequest
        {
            Actor = new Actor { Name = before.Name, Etag = before.Etag, Source = "first" },
            RequestId = "once",
        };
        var first = await Server.Client.Actors.UpdateActorAsync(request, cancellationToken: TestServer.Token);
        await UpdateAsync(new Actor { Name = before.Name, Source = "second" });
        var again = await Server.Client.Actors.UpdateActorAsync(request, cancellationToken: TestServer.Token);
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(() =>
            UpdateAsync(new Actor { Name = before.Name, Etag = first.Actor.Etag, Source = "third" }));

        Assert.Equal((true, first.Actor, first.LogPosition), (again.Replayed, again.Actor, again.LogPosition));
        Assert.Equal((StatusCode.Aborted, ErrorReason.EtagMismatch), (refusal.Status, refusal.Reason));
        Assert.Equal("second", (await GetAsync("actors/nato")).Source);
    }

    [Fact]
    public async Task An_update_that_changes_nothing_takes_no_revision_and_keeps_the_etag()
    {
        var before = await GetAsync("actors/germany");
        var response = await Server.Client.Actors.UpdateActorAsync(
            new UpdateActorRequest { Actor = before, UpdateMask = new FieldMask { Paths = { "*" } } }, cancellationToken: TestServer.Token);

        Assert.Equal(before, response.Actor);
        Assert.Equal(
            await Server.Client.Actors.GetActorAsync(new GetActorRequest { Name = before.Name }, cancellationToken: TestServer.Token),
            new GetActorResponse
            {
                Actor = before,
                LogPosition = response.LogPosition,
            });
    }

    [Fact]
    public async Task A_chain_of_bodies_is_no_longer_than_it_is_followed_whichever_link_is_made_last()
    {
        const int most = 16;
        await CreateAsync("body-0");
        for (var place = 1; place <= most; place++) await CreateAsync($"body-{place}", SpeakingFor($"body-{place - 1}"));
        await CreateAsync("above");
        await CreateAsync("below");

        var under = await Assert.ThrowsAsync<DiplomacyException>(() => CreateAsync("lower", SpeakingFor($"body-{most}")));
        var over = await Assert.ThrowsAsync<DiplomacyException>(() => UpdateAsync(Speaking("body-0", "above")));
        var between = await Assert.ThrowsAsync<DiplomacyException>(() => UpdateAsync(Speaking("below", $"body-{most}")));
        await UpdateAsync(Speaking("below", $"body-{most - 1}"));
        await UpdateAsync(new Actor { Name = $"actors/body-{most}", Source = "still mended" });
        var said = await Server.Client.Statements.RecordStatementAsync(
            Requests.Remark(speaker: $"actors/body-{most}"), cancellationToken: TestServer.Token);

        Assert.All([under, over, between], refusal =>
            Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.AffiliationTooDeep), (refusal.Status, refusal.Reason)));
        Assert.Equal("actors/body-0", said.Statement.ResolvedParties.Single(party => party.Actor == $"actors/body-{most}").Party);

        static Action<Actor> SpeakingFor(string body) =>
            actor => actor.Affiliations.Add(new Affiliation { Body = $"actors/{body}", SpeaksFor = true });

        static Actor Speaking(string id, string body)
        {
            var actor = new Actor { Name = $"actors/{id}" };
            SpeakingFor(body)(actor);
            return actor;
        }
    }

    [Fact]
    public async Task What_was_replaced_leads_on_through_all_that_replaced_it()
    {
        foreach (var id in new[] { "first", "second", "third" }) await CreateAsync(id);
        await UpdateAsync(new Actor { Name = "actors/first", ReplacedBy = "actors/second" });
        await UpdateAsync(new Actor { Name = "actors/second", ReplacedBy = "actors/third" });
        var circle = await Assert.ThrowsAsync<DiplomacyException>(() =>
            UpdateAsync(new Actor { Name = "actors/third", ReplacedBy = "actors/first" }));
        var itself = await Assert.ThrowsAsync<DiplomacyException>(() => UpdateAsync(
            new Actor { Name = "actors/third", Affiliations = { new Affiliation { Body = "actors/first" } } }));
        var recorded = await Server.Client.Statements.RecordStatementAsync(
            Requests.Remark(speaker: "actors/first"), cancellationToken: TestServer.Token);
        var resolved = await Server.Client.Actors.ResolveActorAsync(
            new ResolveActorRequest { Query = "first" }, cancellationToken: TestServer.Token);
        var listed = await Server.Client.Actors.ListActorsAsync(
            new ListActorsRequest { Filter = new ActorFilter { ReplacedBy = "actors/third" } }, cancellationToken: TestServer.Token);

        Assert.Equal((ErrorReason.AffiliationCycle, ErrorReason.AffiliationCycle), (circle.Reason, itself.Reason));
        Assert.Equal("actors/third", recorded.Statement.Speaker);
        Assert.Equal("actors/third", resolved.Candidates[0].Actor.Name);
        Assert.Equal(["actors/second"], listed.Actors.Select(actor => actor.Name));
        Assert.Equal("actors/second", (await GetAsync("actors/first")).ReplacedBy);
    }

    [Fact]
    public async Task Actors_are_found_by_each_field_of_the_filter()
    {
        await CreateAsync("odd", actor => actor.ExternalIds.Add(new ExternalId { Scheme = "own", Value = "wikidata:Q1" }));
        await CreateAsync("known", actor =>
            actor.ExternalIds.Add([new ExternalId { Scheme = "own", Value = "1" }, new ExternalId { Scheme = "wikidata", Value = "Q2" }]));
        await CreateAsync("envoy", actor =>
        {
            actor.Type = ActorType.Person;
            actor.Affiliations.Add(new Affiliation
            {
                Body = "actors/known",
                SpeaksFor = true,
                Start = new PartialDate { Text = "2020" },
                End = new PartialDate { Text = "2021-06" },
            });
        });
        await CreateAsync("member", actor => actor.Affiliations.Add(new Affiliation { Body = "actors/known" }));

        Assert.Equal("known odd", await FoundAsync(new ActorFilter { ExternalIdScheme = "own" }));
        Assert.Equal("known", await FoundAsync(new ActorFilter { ExternalIdScheme = "own" }, "", 1));
        Assert.DoesNotContain("odd", await FoundAsync(new ActorFilter { ExternalIdScheme = "wikidata" }), StringComparison.Ordinal);
        Assert.Equal("envoy member", await FoundAsync(new ActorFilter { AffiliatedWith = "actors/known" }, "2021-06-30"));
        Assert.Equal("member", await FoundAsync(new ActorFilter { AffiliatedWith = "actors/known" }, "2021-07-01"));
        Assert.Equal("member", await FoundAsync(new ActorFilter { AffiliatedWith = "actors/known" }, "2019-12-31"));
        Assert.Equal("envoy member", await FoundAsync(new ActorFilter { AffiliatedWith = "actors/known" }, "2020-01-01"));
        Assert.Equal("envoy", await FoundAsync(new ActorFilter { AffiliatedWith = "actors/known", Speaking = true }, "2020-05"));
        Assert.Equal("", await FoundAsync(new ActorFilter { AffiliatedWith = "actors/known", Types_ = { ActorType.Media } }, "2020-05"));
    }

    [Fact]
    public async Task Several_actors_are_given_in_the_order_asked_for_or_none_with_all_that_miss()
    {
        var request = new BatchGetActorsRequest { Names = { "actors/russia", "actors/nato", "actors/ukraine" } };
        var found = await Server.Client.Actors.BatchGetActorsAsync(request, cancellationToken: TestServer.Token);
        request.Names.Add(["actors/nobody", "actors/none"]);
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Actors.BatchGetActorsAsync(request, cancellationToken: TestServer.Token));

        Assert.Equal(["actors/russia", "actors/nato", "actors/ukraine"], found.Actors.Select(actor => actor.Name));
        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownActor), (refusal.Status, refusal.Reason));
        Assert.Equal(["names[3]", "names[4]"], refusal.Fields.Select(field => field.Field));
    }

    /// <summary>The ids found, by name; with a size, those of the first page alone. Each page has how many there are in all.</summary>
    private async Task<string> FoundAsync(ActorFilter filter, string asOf = "", int pageSize = 0)
    {
        var request = new ListActorsRequest { Filter = filter, At = new ReadAt { AsOf = asOf }, PageSize = pageSize, IncludeTotal = true };
        var page = await Server.Client.Actors.ListActorsAsync(request, cancellationToken: TestServer.Token);
        request.PageSize = 1;
        request.IncludeTotal = false;
        var count = 0;
        await foreach (var _ in Server.Client.Actors.AllAsync(request, TestServer.Token)) count++;
        Assert.Equal(count, page.TotalSize);
        return string.Join(' ', page.Actors.Select(actor => actor.Name["actors/".Length..]));
    }

    private async Task<Actor> GetAsync(string name) =>
        (await Server.Client.Actors.GetActorAsync(new GetActorRequest { Name = name }, cancellationToken: TestServer.Token)).Actor;

    private async Task<Actor> UpdateAsync(Actor actor, params string[] mask)
    {
        var request = new UpdateActorRequest { Actor = actor };
        if (mask.Length > 0) request.UpdateMask = new FieldMask { Paths = { mask } };
        return (await Server.Client.Actors.UpdateActorAsync(request, cancellationToken: TestServer.Token)).Actor;
    }

    private async Task CreateAsync(string id, Action<Actor>? more = null)
    {
        var actor = new Actor { Type = ActorType.State, DisplayNames = { Words(id) } };
        more?.Invoke(actor);
        await Server.Client.Actors.CreateActorAsync(
            new CreateActorRequest { ActorId = id, Actor = actor }, cancellationToken: TestServer.Token);
    }

    /// <summary>What an update of the source leaves as it was.</summary>
    private static ByteString Apart(Actor actor)
    {
        var rest = actor.Clone();
        (rest.Source, rest.Etag, rest.Revision, rest.RecordTime) = ("", "", 0, null);
        return rest.ToByteString();
    }

    private static LocalizedText Words(string text) => new() { Text = text, LanguageCode = "en" };
}
