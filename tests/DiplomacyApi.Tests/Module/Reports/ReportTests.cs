using System.Text.RegularExpressions;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Reports;

/// <summary>What a report does with what is recorded, and with files.</summary>
public sealed partial class ReportTests(ReportServer server) : IClassFixture<ReportServer>
{
    [Fact]
    public async Task Hostile_words_are_reported_and_do_nothing()
    {
        await server.RunAsync("""
            Add-Remark '<script>alert(1)</script> | a cell `code` [x](javascript:alert(1)) https://evil.example' -By Lavrov -To NATO -Said 2022-02-20 -Negotiation european-security-2022 -Quote '"><img src=x onerror=alert(2)>' -Outlet '</style><b>Outlet</b>' -Url 'https://news.example/a"b<c>?d=(e)|f' -Marking '<TLP:AMBER>'
            Add-Remark '# שלום | world' -By Lavrov -To NATO -Said 2022-02-20 -Negotiation european-security-2022 -Language he
            """);

        var html = await server.ReportAsync("-AsOf 2022-02-21 -Format Html");
        var markdown = await server.ReportAsync("-AsOf 2022-02-21");

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("""href="https://news.example/a%22b%3Cc%3E?d=%28e%29%7Cf" rel="noreferrer noopener nofollow">""", html,
            StringComparison.Ordinal);
        Assert.Contains("""<bdi dir="auto" lang="he"># שלום | world</bdi>""", html, StringComparison.Ordinal);
        Assert.Contains(@"&lt;script\>alert(1)&lt;/script\> \| a cell \`code\` \[x\](javascript:alert(1)) https\://evil.example", markdown,
            StringComparison.Ordinal);
        Assert.Contains("\u2068# שלום \\| world\u2069", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain(markdown.Split('\n'), line =>
            line.Contains("<img", StringComparison.Ordinal) || line.StartsWith("# שלום", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_header_and_each_printed_page_bear_the_highest_marking()
    {
        await server.RunAsync("""
            foreach ($marking in 'RESTRICTED', 'SECRET', 'Eyes only') { Add-Remark "Marked $marking." -By Lavrov -To NATO -Said 2022-03-01 -Negotiation european-security-2022 -Marking $marking }
            """);

        var html = await server.ReportAsync("-AsOf 2022-03-01 -Format Html");

        var marking = Marking().Match(html).Groups[1].Value;
        Assert.StartsWith("SECRET · ", marking, StringComparison.Ordinal);
        Assert.Contains("Eyes only", marking, StringComparison.Ordinal);
        Assert.DoesNotContain("RESTRICTED", marking, StringComparison.Ordinal);
        Assert.Equal(marking, Running().Match(html).Groups[1].Value);
    }

    [Fact]
    public async Task A_report_as_known_at_a_revision_stays_as_it_was()
    {
        var head = await server.Server.HeadAsync();
        var parameters = $"-AsOf 2022-02-03 -ChangedSince 2022-01-18 -KnownAtRevision {head} -Format Html";
        var before = await server.ReportAsync(parameters);

        await server.RunAsync("Add-Remark 'Told late.' -By Lavrov -To NATO -Said 2022-01-20 -Negotiation european-security-2022");

        Assert.Equal(before, await server.ReportAsync(parameters));
        Assert.Contains($"revision {head}, recorded <span class=\"date\">2026-01-01</span> 12:00 UTC", before, StringComparison.Ordinal);
        Assert.Contains("Told late.", await server.ReportAsync("-AsOf 2022-02-03 -Format Html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "- **As of**: 2022-01-18", "**Awaiting answers**", "| NATO | an answer to Russia: ",
        "- **Next meeting**: Blinken and Lavrov in Geneva")]
    [InlineData("-PublishedBy 2022-01-14", "- **Only published by**: 2022-01-14", "**Not begun**", "Nothing is owed or contested.",
        "- **Next meeting**: none")]
    [InlineData("-MinBasis OnRecord", "- **Only with this attribution or a stronger one**: on record", "**Proposed**",
        "| NATO | an answer to Russia: ", "- **Next meeting**: NATO–Russia Council")]
    [InlineData("-KnownAt 2026-01-01T12:00:00Z", "recorded 2026-01-01 12:00 UTC", "**Awaiting answers**", "| NATO | an answer to Russia: ",
        "- **Next meeting**: Blinken and Lavrov in Geneva")]
    public async Task A_report_is_made_through_the_lens_that_it_names(string lens, params string[] expected)
    {
        var markdown = await server.ReportAsync($"-AsOf 2022-01-18 {lens}");

        Assert.All(expected, part => Assert.Contains(part, markdown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_as_known_before_anything_was_recorded_is_refused() =>
        Assert.Contains("DiplomacyApi.UnknownNegotiation",
            (await server.TryAsync("Export-NegotiationReport european-security-2022 -KnownAt 2020-01-01")).Errors
                .Select(id => id.Split(',')[0]));

    [Theory]
    [InlineData("-AsOf 2022-02-03 -ChangedSince 2022-01-18 -Format Html")]
    [InlineData("-Format Html")]
    public async Task Every_way_within_a_page_leads_somewhere_and_none_leads_out_but_to_the_web(string parameters)
    {
        var html = await server.ReportAsync(parameters);

        var ids = Id().Matches(html).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Way().Matches(html).Select(match => match.Groups[1].Value), way =>
        {
            if (way.StartsWith('#')) Assert.Contains(way[1..], ids);
            else Assert.Matches("^https?://", way);
        });
        Assert.DoesNotMatch(@"<[^>]*\ssrc=", html);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_written_once_unless_forced_and_never_by_WhatIf()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;
        var file = Path.Combine(folder, "report.html");
        try
        {
            Assert.Empty(await server.RunAsync($"Export-NegotiationReport {ReportServer.Talks} -Path '{file}' -WhatIf"));
            Assert.Empty(Directory.GetFiles(folder));

            Assert.Equal([file],
                await server.RunAsync(
                    $"Get-Negotiation {ReportServer.Talks} | Export-NegotiationReport -AsOf 2022-01-18 -Path '{file}' | ForEach-Object FullName"));
            Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(file, TestServer.Token), StringComparison.Ordinal);

            await File.WriteAllTextAsync(file, "mine", TestServer.Token);
            var (_, errors) = await server.TryAsync($"Export-NegotiationReport {ReportServer.Talks} -Path '{file}'");
            Assert.Equal(["DiplomacyApi.FileExists,DiplomacyApi.PowerShell.Commands.ExportNegotiationReport"], errors);
            Assert.Equal("mine", await File.ReadAllTextAsync(file, TestServer.Token));

            await server.RunAsync($"Export-NegotiationReport {ReportServer.Talks} -Path '{file}' -Format Markdown -Force");
            Assert.Contains("# European security talks", await File.ReadAllTextAsync(file, TestServer.Token), StringComparison.Ordinal);
            Assert.Equal([file], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_negotiation_that_is_not_there_is_an_error_and_no_file()
    {
        var file = Path.Combine(Path.GetTempPath(), $"diplomacy-test-{Path.GetRandomFileName()}.html");

        var (output, errors) = await server.TryAsync($"Export-NegotiationReport no-such-talks -Path '{file}'");

        Assert.Empty(output);
        Assert.Equal(["DiplomacyApi.UnknownNegotiation,DiplomacyApi.PowerShell.Commands.ExportNegotiationReport"], errors);
        Assert.False(File.Exists(file));
    }

    [GeneratedRegex("""<p class="marking"><bdi dir="auto">(.+?)</bdi>""")]
    private static partial Regex Marking();

    [GeneratedRegex("""<div class="running"><span class="mark"><bdi dir="auto">(.+?)</bdi>""")]
    private static partial Regex Running();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Way();
}
