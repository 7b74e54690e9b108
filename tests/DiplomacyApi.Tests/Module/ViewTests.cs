using System.Text.RegularExpressions;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module;

/// <summary>What a real PowerShell prints, at 120 columns and without colours.</summary>
public sealed partial class ViewTests(SeededServer seeded) : IClassFixture<SeededServer>
{
    [Theory]
    [InlineData("Get-PendingDemand -AsOf 2022-01-18", "Demand: Security guarantees")]
    [InlineData("Get-NegotiationStatus european-security-2022 -AsOf 2022-01-18", "Negotiation ")]
    public async Task The_readme_shows_what_is_printed(string command, string begin)
    {
        var readme = await File.ReadAllTextAsync(Repository.At("README.md"), TestServer.Token);
        Assert.Contains(command, readme, StringComparison.Ordinal);
        var picture = Pictures().Matches(readme).Select(match => match.Groups[1].Value).Single(one => one.TrimStart().StartsWith(begin, StringComparison.Ordinal));

        Assert.Equal(Lines(picture.Split('\n')), Lines(await PrintAsync(command)));
    }

    [Fact]
    public async Task Rows_after_rows_of_another_type_show_their_main_properties()
    {
        var printed = string.Join('\n', await PrintAsync("& { Get-Negotiation; Get-PendingDemand -AsOf 2022-01-18 -Debtor nato; Get-NegotiationStatus european-security-2022 -AsOf 2022-01-18 }"));

        Assert.Matches(@"Debtor +: NATO", printed);
        Assert.Matches(@"State +: AwaitingAnswers", printed);
        Assert.DoesNotContain("DueEarliest", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("LastStatement", printed, StringComparison.Ordinal);
    }

    // A fence in a language is no picture; it is matched whole, so that its end is not taken for a beginning.
    [GeneratedRegex("^```[a-z]*\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Pictures();

    private static IEnumerable<string> Lines(IEnumerable<string> lines) => lines.Select(line => line.TrimEnd()).Where(line => line.Length > 0);

    private Task<IReadOnlyList<string>> PrintAsync(string command) =>
        PwshRunspace.RunAsync($"$PSStyle.OutputRendering = 'PlainText'; ({command} | Out-String -Width 120) -split '\\r?\\n'", seeded.Address);
}
