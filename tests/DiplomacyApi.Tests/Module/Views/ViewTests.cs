using System.Text.RegularExpressions;
using System.Xml.Linq;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Views;

/// <summary>What a real PowerShell prints, at 120 columns and without colours.</summary>
public sealed partial class ViewTests(SeededServer seeded) : IClassFixture<SeededServer>
{
    [Theory]
    [InlineData("Get-PendingDemand -AsOf 2022-01-18", "Debtor ")]
    [InlineData("Get-NegotiationStatus european-security-2022 -AsOf 2022-01-18", "Negotiation ")]
    public async Task The_readme_shows_what_is_printed(string command, string begin)
    {
        var readme = await File.ReadAllTextAsync(Repository.At("README.md"), TestServer.Token);
        Assert.Contains(command, readme, StringComparison.Ordinal);
        var picture = Pictures().Matches(readme).Select(match => match.Groups[1].Value)
            .Single(one => one.TrimStart().StartsWith(begin, StringComparison.Ordinal));

        Assert.Equal(Lines(picture.Split('\n')), Lines(await PrintAsync(command)));
    }

    [Fact]
    public async Task Rows_after_rows_of_another_type_show_their_main_properties()
    {
        var printed = string.Join('\n',
            await PrintAsync(
                "& { Get-Negotiation; Get-PendingDemand -AsOf 2022-01-18 -Debtor nato; Get-NegotiationStatus european-security-2022 -AsOf 2022-01-18 }"));

        Assert.Matches(@"Debtor +: NATO", printed);
        Assert.Matches(@"State +: AwaitingAnswers", printed);
        Assert.DoesNotContain("DueEarliest", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("LastStatement", printed, StringComparison.Ordinal);
    }

    /// <summary>
    /// PowerShell cuts the first column that does not fit to what is left of the window, down to one letter a line, and leaves out those
    /// after it.
    /// </summary>
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void No_column_is_cut_to_a_few_letters_in_a_window_of(int window)
    {
        foreach (var view in Directory.EnumerateFiles(Repository.At("module", "DiplomacyApi.PowerShell", "Views"), "*.Format.ps1xml")
            .SelectMany(file => XDocument.Load(file).Descendants("View")))
        {
            var (name, left) = (view.Element("Name")!.Value, window - 1);
            foreach (var (column, item) in view.Descendants("TableColumnHeader").Zip(view.Descendants("TableColumnItem")))
            {
                var width = (int?)column.Element("Width") ?? left;
                // What follows a window that is full is left out.
                var isWrappedToTheWindow = left >= 20 && item.Value.Contains("::Columns($Host)", StringComparison.Ordinal);
                Assert.True(left <= 0 || width <= left || isWrappedToTheWindow,
                    $"{name}: {column.Element("Label")!.Value} has {left} of its {width} columns.");
                left -= width + 1;
            }
            Assert.True(window < 200 || left >= -1, $"{name} is wider than 200 columns.");
        }
    }

    // A fence in a language is no picture; it is matched whole, so that its end is not taken for a beginning.
    [GeneratedRegex("^```[a-z]*\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Pictures();

    private static IEnumerable<string> Lines(IEnumerable<string> lines) =>
        lines.Select(line => line.TrimEnd()).Where(line => line.Length > 0);

    private Task<IReadOnlyList<string>> PrintAsync(string command) =>
        PwshRunspace.RunAsync($"$PSStyle.OutputRendering = 'PlainText'; ({command} | Out-String -Width 120) -split '\\r?\\n'",
            seeded.Address);
}
