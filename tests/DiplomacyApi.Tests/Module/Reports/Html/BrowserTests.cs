using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Reports.Html;

/// <summary>The page in a real browser, where there is one.</summary>
public sealed partial class BrowserTests(ReportServer server) : IClassFixture<ReportServer>
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Quiet =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--no-first-run",
        "--enable-logging=stderr",
    ];

    [Fact]
    public async Task The_page_opens_in_Chromium_without_a_complaint()
    {
        Assert.SkipUnless(File.Exists(Chromium), "There is no Chromium on this machine.");
        await server.RunAsync(
            "Add-Remark '<script>document.title = 1</script>' -By Lavrov -To NATO -Said 2022-02-20 -Negotiation european-security-2022");
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;
        var (page, picture) = (Path.Combine(folder, "report.html"), Path.Combine(folder, "report.png"));
        try
        {
            await server.RunAsync(
                $"Export-NegotiationReport {ReportServer.Talks} -AsOf 2022-02-21 -ChangedSince 2022-01-18 -Path '{page}'");

            var shown = await Programs.RunAsync(Chromium,
                [.. Quiet, $"--user-data-dir={Path.Combine(folder, "dom")}", "--dump-dom", $"file://{page}"], new());
            var taken = await Programs.RunAsync(Chromium,
                [.. Quiet, $"--user-data-dir={Path.Combine(folder, "png")}", $"--screenshot={picture}", $"file://{page}"], new());

            var dom = string.Join('\n', shown.Output);
            Assert.Equal(0, shown.ExitCode);
            Assert.Contains("<title>European security talks, 2021–2022</title>", dom, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;document.title = 1&lt;/script&gt;", dom, StringComparison.Ordinal);
            Assert.DoesNotContain("CONSOLE", shown.Errors + taken.Errors, StringComparison.Ordinal);
            Assert.True(new FileInfo(picture).Length > 10_000, "the picture is empty");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(860)]
    [InlineData(1280)]
    public async Task The_page_fits_the_width_of_a_screen_and_breaks_no_date(int width)
    {
        var measured = await MeasureAsync(width, """
            const page = frame.contentDocument;
            const dates = [...page.querySelectorAll('.date')];
            document.title = [
              page.scrollingElement.scrollWidth - page.scrollingElement.clientWidth,
              dates.length,
              dates.filter(date => date.getClientRects().length > 1).length,
              page.querySelectorAll('td a.reference .date').length,
            ].join(' ');
            """);

        Assert.Equal(0, measured[0]);
        Assert.True(measured[1] > 50, $"{measured[1]} dates are marked as such.");
        Assert.Equal(0, measured[2]);
        Assert.True(measured[3] > 5, $"{measured[3]} of them are in references.");
    }

    [Fact]
    public async Task The_report_takes_few_pages_of_A4()
    {
        var pages = await InFolderAsync(async (folder, page) =>
        {
            var paper = Path.Combine(folder, "report.pdf");
            await Programs.RunAsync(Chromium,
                [.. Quiet, $"--user-data-dir={Path.Combine(folder, "pdf")}", $"--print-to-pdf={paper}", $"file://{page}"], new());
            return PdfPage().Count(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(paper, TestServer.Token)));
        });

        Assert.InRange(pages, 2, 7);
    }

    /// <summary>What a script measures of the page in a frame of some width: whole numbers, which it writes into the title.</summary>
    private Task<IReadOnlyList<int>> MeasureAsync(int width, string script) => InFolderAsync<IReadOnlyList<int>>(async (folder, page) =>
    {
        var around = Path.Combine(folder, "around.html");
        await File.WriteAllTextAsync(around, $"""
            <!doctype html><title></title>
            <iframe id="frame" src="{Path.GetFileName(page)}" style="width: {width}px; height: 900px; border: 0"></iframe>
            <script>frame.onload = () => {"{"} {script} {"}"};</script>
            """, TestServer.Token);
        var shown = await Programs.RunAsync(
            Chromium,
            [.. Quiet, "--allow-file-access-from-files", "--virtual-time-budget=5000", $"--user-data-dir={Path.Combine(folder, "measure")}",
                "--dump-dom", $"file://{around}"],
            new());
        return [.. Title().Match(string.Join('\n', shown.Output)).Groups[1].Value
            .Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
    });

    /// <summary>A report with long words, ids and dates, in a folder that is deleted afterwards.</summary>
    private async Task<T> InFolderAsync<T>(Func<string, string, Task<T>> see)
    {
        Assert.SkipUnless(File.Exists(Chromium), "There is no Chromium on this machine.");
        var word = new string('w', 200);
        var id = new string('d', 60);
        await server.RunAsync($"""
            if (-not (Get-Demand {id} -ErrorAction Ignore)) {"{"}
                Add-Demand 'A demand with a long id' -By NATO -To Russia -Said 2022-02-01 -Form Spoken -Negotiation {ReportServer.Talks} -Id {id} -Due '2022-02-02T10:00:00+03:00/2022-02-03T18:30:00+03:00'
                Add-Remark '{word}' -By Lavrov -To NATO -Said 2022-02-02 -Negotiation {ReportServer.Talks} -Report @{"{"} Outlet = 'TASS'; Url = 'https://example.org/{word}' {"}"}
            {"}"}
            """);
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;
        try
        {
            var page = Path.Combine(folder, "report.html");
            await server.RunAsync(
                $"Export-NegotiationReport {ReportServer.Talks} -AsOf 2022-02-21 -ChangedSince 2022-01-18 -Path '{page}'");
            return await see(folder, page);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex("<title>([-0-9 ]+)</title>")]
    private static partial Regex Title();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PdfPage();
}
