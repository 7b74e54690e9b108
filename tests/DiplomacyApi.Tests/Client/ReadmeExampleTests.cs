using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Client.Sentences;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Client;

/// <summary>The C# example of the README does what it says: what it shows is what stands here.</summary>
public sealed class ReadmeExampleTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task The_example_prints_who_owes_what()
    {
        var said = new List<string>();
        using var diplomacy = new DiplomacyClient(new DiplomacyClientOptions { Address = server.Address });

        var pending = new ListDemandsRequest { At = new ReadAt { AsOf = "2022-01-18" }, Filter = new DemandFilter { Pending = true } };
        await foreach (var demand in diplomacy.Negotiations.AllAsync(pending, CancellationToken.None))
            foreach (var debtor in demand.Debtors)
                said.Add($"{debtor.Debtor} owes an answer to {demand.Name}: {debtor.State}, {debtor.StateDecision.Reason.InEnglish()}");

        Assert.Equal(
            [
                "actors/nato owes an answer to demands/security-guarantees-2021: Promised, nato promised it",
                "actors/united-states owes an answer to demands/security-guarantees-2021: Promised, united-states promised it",
            ],
            said);
    }

    [Fact]
    public void The_readme_shows_the_same_lines()
    {
        var readme = File.ReadAllLines(Repository.At("README.md"));
        var example = readme.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```").Select(line => line.Trim())
            .Where(line => line.Length > 0).ToList();
        var here = File.ReadAllText(Repository.At("tests", "DiplomacyApi.Tests", "Client", "ReadmeExampleTests.cs"));

        Assert.NotEmpty(example);
        Assert.All(example, line => Assert.Contains(line.Replace("Console.WriteLine(", "said.Add(", StringComparison.Ordinal)
            .Replace("new Uri(\"http://127.0.0.1:5080\")", "server.Address", StringComparison.Ordinal), here, StringComparison.Ordinal));
    }
}
