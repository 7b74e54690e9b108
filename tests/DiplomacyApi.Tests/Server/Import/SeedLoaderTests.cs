using Diplomacy.V1;
using DiplomacyApi.Server.Import;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Server.Import;

/// <summary>Seeds are loaded once, together, and leave alone what is there.</summary>
public sealed class SeedLoaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    private string Seeds => Path.Combine(_folder.FullName, "seeds");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Loading_again_changes_nothing()
    {
        long first;
        await using (var server = await StartAsync(Repository.At("seeds"))) first = await server.HeadAsync();
        await using var again = await StartAsync(Repository.At("seeds"));

        Assert.Equal(
            Directory.EnumerateFiles(Repository.At("seeds"), "*.jsonl", SearchOption.AllDirectories)
                .SelectMany(File.ReadLines).Count(line => line.StartsWith('{')),
            first);
        Assert.Equal(first, await again.HeadAsync());
    }

    [Fact]
    public async Task An_actor_that_was_changed_since_stays_as_it_is_and_what_is_new_is_added()
    {
        Write("one", "actors.jsonl", Actor("first", "First"));
        await using (var server = await StartAsync(Seeds))
        {
            await server.Client.Actors.UpdateActorAsync(
                new UpdateActorRequest
                {
                    Actor = new Actor { Name = "actors/first", DisplayNames = { new LocalizedText { Text = "Renamed" } } },
                },
                cancellationToken: TestServer.Token);
            await server.Client.Actors.CreateActorAsync(
                new CreateActorRequest
                {
                    ActorId = "second",
                    Actor = new Actor { Type = ActorType.State, DisplayNames = { new LocalizedText { Text = "Somebody's own" } } },
                },
                cancellationToken: TestServer.Token);
        }
        Write("one", "actors.jsonl", Actor("first", "First, again"), Actor("second", "Second"), Actor("third", "Third"));

        await using var again = await StartAsync(Seeds);

        Assert.Equal(4, await again.HeadAsync());
        var names = new BatchGetActorsRequest { Names = { "actors/first", "actors/second", "actors/third" } };
        var actors = (await again.Client.Actors.BatchGetActorsAsync(names, cancellationToken: TestServer.Token)).Actors;
        Assert.Equal(["Renamed", "Somebody's own", "Third"], actors.Select(actor => actor.DisplayNames[0].Text));
    }

    [Fact]
    public async Task An_actor_may_stand_before_its_body_and_in_another_set()
    {
        Write("a", "actors.jsonl", Actor("minister", "Minister", "ministry"), Actor("ministry", "Ministry", "state"));
        Write("b", "actors.jsonl", Actor("state", "State"));

        await using var server = await StartAsync(Seeds);

        Assert.Equal(3, await server.HeadAsync());
    }

    [Theory]
    [InlineData("{\"actorId\":\"bad\",\"actor\":{\"type\":\"ACTOR_TYPE_STATE\"}}", "display_names")]
    [InlineData("{\"actor\":{\"type\":\"ACTOR_TYPE_STATE\",\"displayNames\":[{\"text\":\"x\"}]}}", "an id of its own")]
    [InlineData("{\"actorId\":\"good\",\"actor\":{\"type\":\"ACTOR_TYPE_STATE\",\"displayNames\":[{\"text\":\"Other\"}]}}", "exists")]
    [InlineData(
        "{\"actorId\":\"bad\",\"actor\":{\"type\":\"ACTOR_TYPE_STATE\",\"displayNames\":[{\"text\":\"x\"}],\"affiliations\":[{\"body\":\"actors/nowhere\"}]}}",
        "actors/nowhere")]
    [InlineData("no json", "line 3")]
    public async Task What_is_wrong_is_reported_with_its_line_and_nothing_is_recorded(string line, string expected)
    {
        Write("one", "actors.jsonl", "# Good ones first.", Actor("good", "Good"), line);

        var problem = await Assert.ThrowsAsync<SeedException>(() => StartAsync(Seeds));

        Assert.Contains($"{Path.Combine("one", "actors.jsonl")}, line 3: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        await using var server = await StartAsync("");
        Assert.Equal(0, await server.HeadAsync());
    }

    private static string Actor(string id, string name, string body = "") => JsonFormatter.Default.Format(new CreateActorRequest
    {
        ActorId = id,
        Actor = new Actor
        {
            Type = ActorType.State,
            DisplayNames = { new LocalizedText { Text = name } },
            Affiliations = { body.Length > 0 ? [new Affiliation { Body = $"actors/{body}", SpeaksFor = true }] : [] },
        },
    });

    private void Write(string set, string file, params string[] lines)
    {
        Directory.CreateDirectory(Path.Combine(Seeds, set));
        File.WriteAllLines(Path.Combine(Seeds, set, file), lines);
    }

    private Task<TestServer> StartAsync(string seeds) => TestServer.StartAsync(seeds, TimeProvider.System, _folder.FullName);
}
