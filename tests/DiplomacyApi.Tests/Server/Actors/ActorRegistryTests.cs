using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Server.Actors;

/// <summary>The registry of actors, as it lies in the seeds.</summary>
public sealed class ActorRegistryTests
{
    private static readonly IReadOnlyList<CreateActorRequest> Actors =
        [.. Directory.EnumerateFiles(Repository.At("seeds"), "actors.jsonl", SearchOption.AllDirectories)
        .SelectMany(File.ReadLines).Where(line => line.StartsWith('{')).Select(JsonParser.Default.Parse<CreateActorRequest>)];

    private static IEnumerable<CreateActorRequest> States => Actors.Where(one => one.Actor.Type == ActorType.State);

    [Fact]
    public void There_are_193_members_of_the_United_Nations_and_two_observers()
    {
        Assert.Equal(193, With("member state").Count());
        Assert.Equal(["holy-see", "palestine"], With("observer state").Order(StringComparer.Ordinal));

        static IEnumerable<string> With(string role) => States
            .Where(state => state.Actor.Affiliations.Any(one => one.Body == "actors/united-nations" && one.Roles[0].Text == role))
            .Select(state => state.ActorId);
    }

    [Theory]
    [InlineData("iso3166-1-alpha2", "^[A-Z]{2}$")]
    [InlineData("iso3166-1-alpha3", "^[A-Z]{3}$")]
    [InlineData("iso3166-1-numeric", "^[0-9]{3}$")]
    [InlineData("wikidata", "^Q[1-9][0-9]*$")]
    public void Every_state_has_each_code_once_and_for_itself(string scheme, string shape)
    {
        var codes = States.Where(state => state.ActorId != "kosovo" || scheme == "wikidata")
            .Select(state => Assert.Single(state.Actor.ExternalIds, id => id.Scheme == scheme).Value).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches(shape, code));
    }

    [Fact]
    public void Every_state_is_named_in_the_six_languages_of_the_United_Nations() => Assert.All(States, state =>
        Assert.Superset(new HashSet<string> { "en", "fr", "es", "ru", "ar", "zh" },
            state.Actor.DisplayNames.Select(name => name.LanguageCode).ToHashSet()));

    [Fact]
    public void Ids_and_display_names_are_each_of_one_actor_alone()
    {
        Assert.Equal(Actors.Count, Actors.Select(one => one.ActorId).Distinct().Count());
        var shared = Actors.SelectMany(one => one.Actor.DisplayNames.Select(name => (Name: name.Text.ToUpperInvariant(), one.ActorId)))
            .GroupBy(one => one.Name, one => one.ActorId).Where(group => group.Distinct().Count() > 1);

        Assert.Empty(shared.Select(group => group.Key));
    }

    [Fact]
    public void Every_body_is_there_and_members_do_not_speak_for_it()
    {
        var ids = Actors.Select(one => $"actors/{one.ActorId}").ToHashSet();

        Assert.All(Actors, one => Assert.All(one.Actor.Affiliations, affiliation => Assert.Contains(affiliation.Body, ids)));
        Assert.All(States, state => Assert.DoesNotContain(state.Actor.Affiliations, affiliation => affiliation.SpeaksFor));
        Assert.All(Actors, one => Assert.NotEmpty(one.Actor.Source));
    }
}
