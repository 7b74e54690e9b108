namespace DiplomacyApi.Tests.Module.Reports;

/// <summary>The page in a real browser, where there is one.</summary>
public sealed class BrowserTests(ReportServer server) : IClassFixture<ReportServer>
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Quiet =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--enable-logging=stderr",
    ];

    [Fact]
    public async Task The_page_opens_in_Chromium_without_a_complaint()
    {
        Assert.SkipUnless(File.Exists(Chromium), "There is no Chromium on this machine.");
        await server.RunAsync("Add-Remark '<script>document.title = 1</script>' -By Lavrov -To NATO -Said 2022-02-20 -Negotiation european-security-2022");
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;
        var (page, picture) = (Path.Combine(folder, "report.html"), Path.Combine(folder, "report.png"));
        try
        {
            await server.RunAsync($"Export-NegotiationReport {ReportServer.Talks} -AsOf 2022-02-21 -ChangedSince 2022-01-18 -Path '{page}'");

            var shown = await Programs.RunAsync(Chromium, [.. Quiet, $"--user-data-dir={Path.Combine(folder, "dom")}", "--dump-dom", $"file://{page}"], new());
            var taken = await Programs.RunAsync(Chromium, [.. Quiet, $"--user-data-dir={Path.Combine(folder, "png")}", $"--screenshot={picture}", $"file://{page}"], new());

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
}
