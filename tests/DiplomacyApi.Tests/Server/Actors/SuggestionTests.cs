using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Domain;

namespace DiplomacyApi.Tests.Server.Actors;

/// <summary>Whoever is not named whole is asked back about, and never taken for the one who is meant.</summary>
public sealed class SuggestionTests(SeededServer server) : IClassFixture<SeededServer>
{
    private static readonly string[] Alphabet = [.. Enumerable.Range('a', 26).Select(letter => ((char)letter).ToString())];

    [Theory]
    [InlineData("Conseil de l'Europe", "council-of-europe")]
    [InlineData("People’s Republic of China", "china")]
    [InlineData("Guinée‑Bissau", "guinea-bissau")]
    [InlineData("ایران", "iran")]
    [InlineData("روسیا", "russia")]
    [InlineData("إيـران", "iran")]
    public async Task A_name_is_found_with_whatever_apostrophe_dash_or_keyboard(string query, string id) =>
        Assert.Equal($"actors/{id}", (await ResolveAsync(query)).Candidates[0].Actor.Name);

    [Theory]
    [InlineData("Zakharova", MatchKind.Word)]
    [InlineData("ZAKHAROVA  maria", MatchKind.Word)]
    [InlineData("Zakharowa", MatchKind.Near)]
    [InlineData("Maria Zakarova", MatchKind.Near)]
    [InlineData("Zahkarova", MatchKind.Near)]
    public async Task A_surname_and_a_slip_give_a_suggestion_and_no_candidate(string query, MatchKind kind)
    {
        await CreateAsync("maria-zakharova", "Maria Vladimirovna Zakharova", "Maria Zakharova");

        var found = await ResolveAsync(query);

        Assert.Empty(found.Candidates);
        Assert.Equal(("actors/maria-zakharova", kind), (found.Suggestions[0].Actor.Name, found.Suggestions[0].MatchKind));
    }

    [Theory]
    [InlineData("Laverov", "actors/sergei-lavrov")]
    [InlineData("Austrailia", "actors/australia")]
    [InlineData("Untied Kingdom", "actors/united-kingdom")]
    public async Task A_slip_in_a_seeded_name_suggests_it_first(string query, string name)
    {
        var found = await ResolveAsync(query);

        Assert.Empty(found.Candidates);
        Assert.Equal(name, found.Suggestions[0].Actor.Name);
    }

    [Theory]
    [InlineData("Lavrov")]
    [InlineData("NATO")]
    [InlineData("xyzzy")]
    [InlineData("Q")]
    [InlineData("!?")]
    public async Task Where_a_name_is_whole_or_near_to_none_there_is_nothing_to_ask(string query) =>
        Assert.Empty((await ResolveAsync(query)).Suggestions);

    [Fact]
    public async Task Beginnings_and_words_are_together_at_most_as_many_as_asked_for()
    {
        var (all, few) = (await ResolveAsync("Council", max: 50), await ResolveAsync("Council", max: 1));

        Assert.All(all.Candidates, candidate => Assert.Equal(MatchKind.Prefix, candidate.MatchKind));
        Assert.NotEmpty(all.Candidates);
        Assert.NotEmpty(all.Suggestions);
        Assert.Equal(1, few.Candidates.Count + few.Suggestions.Count);
    }

    [Fact]
    public async Task A_suggestion_is_of_the_names_of_the_revision()
    {
        var before = (await CreateAsync("of-a-revision", "Anatoly Rumyantsevsky")).LogPosition.Revision;
        await server.Client.Actors.UpdateActorAsync(new UpdateActorRequest
        {
            Actor = new Actor { Name = "actors/of-a-revision", DisplayNames = { new LocalizedText { Text = "Boris Quillfeather" } } },
            UpdateMask = new() { Paths = { "display_names" } },
        }, cancellationToken: TestServer.Token);

        Assert.Empty((await ResolveAsync("Rumyantsevsky")).Suggestions);
        Assert.Empty((await ResolveAsync("Rumyantsewsky")).Suggestions);
        Assert.Single((await ResolveAsync("Rumyantsevsky", knownAt: before)).Suggestions);
        Assert.Single((await ResolveAsync("Rumyantsewsky", knownAt: before)).Suggestions);
        Assert.Single((await ResolveAsync("Quillfeather")).Suggestions);
    }

    [Fact]
    public async Task Near_spellings_are_looked_for_among_a_bounded_number_of_names()
    {
        // More names than are looked at, as long as the one that is looked for or shorter, and all far from it.
        var names = Enumerable.Range(0, Limits.NearNamesMax + 100)
            .Select(number => $"Xx{Alphabet[number / 676]}{Alphabet[number / 26 % 26]}{Alphabet[number % 26]}xxx").ToList();
        foreach (var (number, part) in names.Chunk(50).Index()) await CreateAsync($"crowd-{number}", [.. part]);
        await CreateAsync("behind-the-crowd", "Xubrowkaa");

        Assert.Equal("actors/behind-the-crowd", Assert.Single((await ResolveAsync("Xubrowkaa")).Candidates).Actor.Name);
        Assert.Empty((await ResolveAsync("Xubrowkb")).Suggestions);
    }

    [Theory]
    [InlineData("actors/zelenskyy", "actors/volodymyr-zelenskyy")]
    [InlineData("actors/untied-kingdom", "actors/united-kingdom")]
    public async Task A_refusal_of_an_unknown_actor_names_who_may_be_meant(string unknown, string candidate)
    {
        var written = await Assert.ThrowsAsync<DiplomacyException>(async () => await server.Client.Statements.RecordStatementAsync(
            Requests.Of(statement => (statement.Speaker, statement.Remark) = (unknown, new RemarkAct())),
            cancellationToken: TestServer.Token));
        var read = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Actors.GetActorAsync(new GetActorRequest { Name = unknown }, cancellationToken: TestServer.Token));

        foreach (var refusal in new[] { written, read })
        {
            Assert.Equal(ErrorReason.UnknownActor, refusal.Reason);
            Assert.Contains($"Did you mean {candidate} (", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(candidate, refusal.Metadata["candidates"].Split(' ')[0]);
        }
    }

    private async Task<ResolveActorResponse> ResolveAsync(string query, long knownAt = 0, int max = 0)
    {
        var request = new ResolveActorRequest { Query = query, MaxCandidates = max };
        if (knownAt > 0) request.At = new ReadAt { KnownAtRevision = knownAt };
        return await server.Client.Actors.ResolveActorAsync(request, cancellationToken: TestServer.Token);
    }

    /// <summary>Creates an actor, unless another case of a test did.</summary>
    private async Task<CreateActorResponse> CreateAsync(
        string id, params string[] names) => await server.Client.Actors.CreateActorAsync(new CreateActorRequest
        {
            ActorId = id,
            RequestId = id,
            Actor = new Actor
            {
                Type = ActorType.Person,
                DisplayNames = { new LocalizedText { Text = names[0] } },
                Aliases = { names.Skip(1).Select(name => new LocalizedText { Text = name }) },
            },
        }, cancellationToken: TestServer.Token);
}
