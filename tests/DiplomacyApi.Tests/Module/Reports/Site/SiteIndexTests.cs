using System.Text.RegularExpressions;
using System.Xml.Linq;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Reports.Site;

/// <summary>The static site of all negotiations.</summary>
public sealed partial class SiteIndexTests(ReportServer server) : IClassFixture<ReportServer>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task It_has_an_index_a_page_for_each_negotiation_and_a_feed_and_all_ways_lead_somewhere()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;
        try
        {
            var files = await server.RunAsync($"Export-NegotiationReport -All -Path '{folder}' -AsOf 2022-02-03 | ForEach-Object Name");

            Assert.Equal([$"{ReportServer.Talks}.html", "feed.atom", "calendar.ics", "index.html"], files);
            var index = await ReadAsync(folder, "index.html");
            Assert.Contains("European security talks", index, StringComparison.Ordinal);
            foreach (var page in files.Where(file => file.EndsWith(".html", StringComparison.Ordinal)))
                Assert.All(
                    Way().Matches(await ReadAsync(folder, page)).Select(match => match.Groups[1].Value)
                        .Where(way => way[0] != '#' && !way.StartsWith("http", StringComparison.Ordinal)), way =>
                            Assert.Contains(way, files));
            await CheckFeedAsync(folder);

            var (_, errors) = await server.TryAsync($"Export-NegotiationReport -All -Path '{folder}'");
            Assert.Equal(["DiplomacyApi.FileExists,DiplomacyApi.PowerShell.Commands.ExportNegotiationReport"], errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What RFC 4287 asks of a feed and its entries.</summary>
    private static async Task CheckFeedAsync(string folder)
    {
        var feed = XDocument.Parse(await ReadAsync(folder, "feed.atom")).Root!;
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(Atom + "feed", feed.Name);
        Assert.NotEmpty(entries);
        Assert.Single(feed.Elements(Atom + "author"));
        Assert.Single(feed.Elements(Atom + "link"), link => link.Attribute("rel")!.Value == "self");
        Assert.All(entries.Append(feed), one =>
        {
            Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
                Assert.Single(one.Elements(Atom + "id")).Value);
            Assert.Single(one.Elements(Atom + "title"));
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$", Assert.Single(one.Elements(Atom + "updated")).Value);
        });
        Assert.Equal(entries.Count, entries.Select(entry => entry.Element(Atom + "id")!.Value).Distinct(StringComparer.Ordinal).Count());
        foreach (var entry in entries)
        {
            var way = entry.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == "alternate").Attribute("href")!.Value
                .Split('#');
            Assert.Contains($" id=\"{way[1]}\"", await ReadAsync(folder, way[0]), StringComparison.Ordinal);
        }
    }

    private static Task<string> ReadAsync(string folder, string file) =>
        File.ReadAllTextAsync(Path.Combine(folder, file), TestServer.Token);

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Way();
}
