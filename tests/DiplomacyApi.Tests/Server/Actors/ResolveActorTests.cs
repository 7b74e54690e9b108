using Diplomacy.V1;

namespace DiplomacyApi.Tests.Server.Actors;

/// <summary>Who is meant, by whatever name, in whatever language, on which day.</summary>
public sealed class ResolveActorTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Theory]
    [InlineData("Russian Federation", MatchKind.Alias)]
    [InlineData("russia", MatchKind.Id)]
    [InlineData("actors/russia", MatchKind.Id)]
    [InlineData("RUS", MatchKind.ExternalId)]
    [InlineData("RU", MatchKind.ExternalId)]
    [InlineData("643", MatchKind.ExternalId)]
    [InlineData("iso3166-1-alpha3:RUS", MatchKind.ExternalId)]
    [InlineData("wikidata:Q159", MatchKind.ExternalId)]
    [InlineData("Россия", MatchKind.DisplayName)]
    [InlineData("РОССИЯ", MatchKind.DisplayName)]
    [InlineData("Российская  Федерация", MatchKind.Alias)]
    [InlineData("俄罗斯联邦", MatchKind.Alias)]
    [InlineData("Russie", MatchKind.DisplayName)]
    [InlineData("federacion de rusia", MatchKind.Alias)]
    [InlineData("روسيا", MatchKind.DisplayName)]
    [InlineData("Kremlin", MatchKind.Alias)]
    public async Task A_state_is_found_by_its_names_and_codes(string query, MatchKind kind)
    {
        var best = (await ResolveAsync(query))[0];

        Assert.Equal(("actors/russia", kind), (best.Actor.Name, best.MatchKind));
    }

    [Theory]
    [InlineData("NATO", "actors/nato")]
    [InlineData("OTAN", "actors/nato")]
    [InlineData("НАТО", "actors/nato")]
    [InlineData("北约", "actors/nato")]
    [InlineData("UE", "actors/european-union")]
    [InlineData("ЕС", "actors/european-union")]
    [InlineData("ОБСЕ", "actors/osce")]
    [InlineData("ONU", "actors/united-nations")]
    [InlineData("МАГАТЭ", "actors/iaea")]
    [InlineData("Cote d'Ivoire", "actors/cote-divoire")]
    [InlineData("côte d’ivoire", "actors/cote-divoire")]
    [InlineData("Turkey", "actors/turkiye")]
    [InlineData("TURKIYE", "actors/turkiye")]
    [InlineData("Burma", "actors/myanmar")]
    [InlineData("NA", "actors/namibia")]
    public async Task A_name_is_found_without_its_case_and_accents(string query, string name) =>
        Assert.Equal(name, (await NamesAsync(query))[0]);

    [Theory]
    [InlineData("British foreign secretary", "2022-01-18", "actors/liz-truss")]
    [InlineData("Foreign Secretary United Kingdom", "2022-01-18", "actors/liz-truss")]
    [InlineData("Foreign Secretary, United Kingdom", "2023-11-14", "actors/david-cameron")]
    [InlineData("the foreign secretary", "2020-01", "actors/dominic-raab")]
    [InlineData("foreign minister of Russia", "2022-01-18", "actors/sergei-lavrov")]
    [InlineData("министр иностранных дел России", "2022-01-18", "actors/sergei-lavrov")]
    [InlineData("Ukraine’s foreign minister", "2022-01-18", "actors/dmytro-kuleba")]
    [InlineData("ministre des affaires étrangères de la France", "2022-01-18", "actors/jean-yves-le-drian")]
    [InlineData("US secretary of state", "2018-04-27", "actors/mike-pompeo")]
    [InlineData("German chancellor", "2021-12-07", "actors/angela-merkel")]
    [InlineData("chancellor of Germany", "2021-12-09", "actors/olaf-scholz")]
    [InlineData("NATO Secretary General", "2014-09-30", "actors/anders-fogh-rasmussen")]
    [InlineData("secretary-general of the United Nations", "2022", "actors/antonio-guterres")]
    [InlineData("EU high representative", "2022-01-18", "actors/josep-borrell")]
    [InlineData("foreign ministry of Germany", "2022-01-18", "actors/german-foreign-office")]
    public async Task An_office_finds_who_holds_it_on_the_day(string query, string asOf, string name)
    {
        var candidates = await ResolveAsync(query, asOf);

        Assert.Equal([(name, MatchKind.Role)], candidates.Select(candidate => (candidate.Actor.Name, candidate.MatchKind)));
    }

    [Theory]
    [InlineData("US secretary of state", "2018-04-10")]
    [InlineData("foreign secretary of Russia", "2022-01-18")]
    [InlineData("foreign minister of nowhere", "2022-01-18")]
    [InlineData("of the", "2022-01-18")]
    [InlineData("Rоssia", "2022-01-18")] // The second letter is Cyrillic.
    [InlineData("!?", "2022-01-18")]
    [InlineData("%", "2022-01-18")]
    [InlineData("'; DROP TABLE actors; --", "2022-01-18")]
    public async Task What_is_not_found_has_no_candidates(string query, string asOf) => Assert.Empty(await ResolveAsync(query, asOf));

    [Fact]
    public async Task On_a_day_of_handover_both_hold_the_office() =>
        Assert.Equal(["actors/james-cleverly", "actors/liz-truss"], await NamesAsync("British foreign secretary", "2022-09-06"));

    [Fact]
    public async Task A_role_alone_finds_all_who_hold_it()
    {
        var members = await ResolveAsync("permanent member of the UN Security Council", "2022");

        Assert.Equal(["actors/china", "actors/france", "actors/russia", "actors/united-kingdom", "actors/united-states"],
            members.Select(one => one.Actor.Name));
        Assert.Contains("actors/sergei-lavrov",
            (await ResolveAsync("foreign minister", "2022-01-18", max: 50)).Select(one => one.Actor.Name));
    }

    [Theory]
    [InlineData("Congo", "actors/republic-of-the-congo", "actors/democratic-republic-of-the-congo")]
    [InlineData("Korea", "actors/north-korea", "actors/south-korea")]
    [InlineData("Guinea", "actors/guinea", "actors/guinea-bissau")]
    [InlineData("Niger", "actors/niger", "actors/nigeria")]
    [InlineData("United", "actors/united-nations", "actors/united-arab-emirates", "actors/united-kingdom", "actors/united-states")]
    [InlineData("Фед")]
    public async Task A_name_of_several_gives_them_all_the_best_first(string query, params string[] names)
    {
        var candidates = await ResolveAsync(query, max: 50);

        Assert.All(names, name => Assert.Contains(name, candidates.Select(candidate => candidate.Actor.Name)));
        Assert.Equal(candidates.Select(candidate => candidate.MatchKind).Order(), candidates.Select(candidate => candidate.MatchKind));
        if (candidates.Count > 0 && candidates[0].MatchKind != MatchKind.Prefix) Assert.Equal(names[0], candidates[0].Actor.Name);
        Assert.Equal(candidates.Count, candidates.Select(candidate => candidate.Actor.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("actors/nato", "2023-04-03", 30)]
    [InlineData("actors/nato", "2024-03-07", 32)]
    [InlineData("actors/european-union", "2020-01-30", 28)]
    [InlineData("actors/european-union", "2020-02-01", 27)]
    [InlineData("actors/council-of-europe", "2022-03-01", 47)]
    [InlineData("actors/council-of-europe", "2022-04-01", 46)]
    [InlineData("actors/osce", "2022", 57)]
    [InlineData("actors/african-union", "2022", 55)]
    [InlineData("actors/arab-league", "2022", 22)]
    [InlineData("actors/csto", "2022", 6)]
    [InlineData("actors/asean", "2022", 10)]
    [InlineData("actors/brics", "2023", 5)]
    [InlineData("actors/united-nations", "2010", 192)]
    [InlineData("actors/united-nations", "2022", 193)]
    public async Task The_members_of_an_organisation_are_those_of_the_day(string body, string asOf, int count)
    {
        var request = new ListActorsRequest
        {
            PageSize = 1_000,
            At = new ReadAt { AsOf = asOf },
            Filter = new ActorFilter { Types_ = { ActorType.State }, AffiliatedWith = body },
        };
        var members = (await server.Client.Actors.ListActorsAsync(request, cancellationToken: TestServer.Token)).Actors
            .Where(actor =>
                !actor.Affiliations.Any(affiliation => affiliation.Body == body
                    && affiliation.Roles.Any(role => role.Text == "observer state")));

        Assert.Equal(count, members.Count());
        Assert.All(members, member => Assert.DoesNotContain(member.Affiliations, affiliation => affiliation.SpeaksFor));
    }

    private async Task<IReadOnlyList<ActorCandidate>> ResolveAsync(string query, string asOf = "", int max = 0) =>
        (await server.Client.Actors.ResolveActorAsync(
            new ResolveActorRequest { Query = query, At = new ReadAt { AsOf = asOf }, MaxCandidates = max },
            cancellationToken: TestServer.Token)).Candidates;

    private async Task<List<string>> NamesAsync(string query, string asOf = "") =>
        [.. (await ResolveAsync(query, asOf)).Select(candidate => candidate.Actor.Name)];
}
