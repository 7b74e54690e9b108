namespace DiplomacyApi.Tests.Module.Reports.Sections;

/// <summary>What a report says first, and in whose names.</summary>
public sealed class SummaryTests(ReportServer server) : IClassFixture<ReportServer>
{
    [Fact]
    public async Task What_is_overdue_broken_and_changed_stands_above_all_else_and_the_log_position_last()
    {
        await server.RunAsync("""
            Add-Demand 'A list of names' -By Russia -To NATO -Said 2022-02-01 -Form Spoken -Due 2022-02-05 -Negotiation european-security-2022 -Id summary-list
            Add-Promise 'The list by the third' -By NATO -To Russia -Said 2022-02-02 -Form Spoken -Demand summary-list -Due 2022-02-03 -Negotiation european-security-2022 -StatementId summary-promise
            """);

        var markdown = await server.ReportAsync("-AsOf 2022-02-06 -ChangedSince 2022-02-02");

        var summary = markdown[..markdown.IndexOf("## Who owes what", StringComparison.Ordinal)];
        Assert.Contains("- **OVERDUE**: NATO owes an answer to Russia: [A list of names](#d-summary-list), due 2022-02-05", summary,
            StringComparison.Ordinal);
        Assert.Contains(
            "- **BROKEN PROMISE**: NATO promised an answer to [A list of names](#d-summary-list) by 2022-02-03 ([NATO, 2022-02-02](#s-summary-promise))",
            summary, StringComparison.Ordinal);
        Assert.Matches(@"- \[\d+ changes? since 2022-02-02\]\(#changes\)", summary);
        Assert.DoesNotContain("Log position", summary, StringComparison.Ordinal);
        Assert.StartsWith("## Record", markdown[markdown.LastIndexOf("## ", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_suspended_the_talks_is_said_once_by_name()
    {
        await server.RunAsync(
            "Add-NegotiationStep 'The talks are off for now.' -By Lavrov -To NATO -Said 2022-03-14 -Form Spoken -Step Suspended -Negotiation european-security-2022 -StatementId summary-step");

        var markdown = await server.ReportAsync("-AsOf 2022-03-15");

        Assert.Contains("**Suspended** by [Sergei Lavrov on 2022-03-14](#s-summary-step) (on record).", markdown, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(markdown, @"\*\*Suspended\*\*"));
    }

    [Fact]
    public async Task The_newest_stands_first_dates_have_no_ticks_and_only_grades_that_were_given_are_shown()
    {
        await server.RunAsync(
            "Add-Remark 'The very last word.' -By Lavrov -To NATO -Said 2022-05-01 -Form Spoken -Negotiation european-security-2022");

        var markdown = await server.ReportAsync("");

        Assert.Contains("- **As of**: 2026-01-01 12:00 UTC", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("not graded", markdown, StringComparison.Ordinal);
        var timeline = markdown[markdown.IndexOf("## Timeline", StringComparison.Ordinal)..];
        Assert.True(
            timeline.IndexOf("The very last word.",
                StringComparison.Ordinal) < timeline.IndexOf("list of proposals", StringComparison.Ordinal),
            "the oldest stands first");
    }

    [Fact]
    public async Task The_index_says_none_where_there_is_no_next_meeting()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;
        try
        {
            await server.RunAsync(
                $"New-Negotiation 'Quiet talks' -Id quiet-talks; $null = Export-NegotiationReport -All -Path '{folder}' -AsOf 2022-02-03");

            var index = await File.ReadAllTextAsync(Path.Combine(folder, "index.html"), Server.TestServer.Token);

            Assert.Contains("""<td data-heading="Next meeting"><div class="cell">none</div>""",
                index.ReplaceLineEndings("").Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain(">– <", index, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
