using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Views;

/// <summary>What people see in a terminal of some width, in none, in another session, and where scripts are constrained.</summary>
public sealed partial class ScreenTests(SeededServer seeded) : IClassFixture<SeededServer>
{
    private const string Reads = """
        Get-PendingDemand -AsOf 2022-01-18
        Get-Obligation -AsOf 2022-01-18
        Get-Demand
        Get-Promise
        Get-Statement
        Get-NegotiationTimeline european-security-2022
        Get-Meeting
        Get-Negotiation
        Get-NegotiationStatus european-security-2022 -AsOf 2022-01-18
        Get-Actor nato
        """;

    private static IEnumerable<XElement> Views =>
        Directory.EnumerateFiles(Repository.At("module", "DiplomacyApi.PowerShell", "Views"), "*.Format.ps1xml")
            .SelectMany(file => XDocument.Load(file).Descendants("View"));

    /// <summary>Who reads a heading and types it after Where-Object must not get blanks.</summary>
    [Fact]
    public void Every_heading_is_the_name_of_a_property()
    {
        var assembly = Assembly.LoadFrom(Repository.At("artifacts", "module", "DiplomacyApi", "DiplomacyApi.PowerShell.dll"));

        var unknown = Views.SelectMany(view => view.Descendants("TableColumnHeader")
            .Concat(view.Descendants("ListItem")).Concat(view.Elements("GroupBy"))
            .Select(item => (item.Element("Label") ?? item.Element("PropertyName"))?.Value)
            .OfType<string>().Where(label => label != "Subject")
            .Where(label => assembly.GetType(view.Descendants("TypeName").First().Value)!.GetProperty(label) is null)
            .Select(label => $"{view.Element("Name")!.Value}: {label}"));

        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public async Task No_word_is_broken_and_no_line_is_too_long_in_a_window_of(int window)
    {
        await using var server = await TestServer.StartSeededAsync();

        var printed = await PrintAsync("""
            $null = Add-Demand 'Samples' -By Russia -To opcw -Said 2022-02-01 -Id samples -Item @{ a = 'One'; b = 'Two' } -RequiredForm Written
            $null = Add-Response 'Noted' -By opcw -To Russia -Said 2022-02-02 -Form Written -Demand samples -Position Acknowledged
            $null = Add-Response 'No' -By opcw -To Russia -Said 2022-02-03 -Form Spoken -Demand samples -Item @{ a = 'Rejected' }
            """, $"Get-PendingDemand samples", window, server);

        Assert.All(printed, line => Assert.True(line.TrimEnd().Length < window, line));
        var row = Assert.Single(printed, line => line.Contains("samples", StringComparison.Ordinal));
        Assert.Contains("Acknowledged", row, StringComparison.Ordinal);
        Assert.StartsWith("opcw ", row, StringComparison.Ordinal);
        if (window > 80) Assert.Matches(@"Rejected, 1\b", row);
    }

    [Fact]
    public async Task Nine_demands_take_fifteen_lines()
    {
        await using var server = await TestServer.StartSeededAsync();

        var printed = await PrintAsync("""
            foreach ($i in 1..9) { $null = Add-Demand "Point $i" -By Russia -To NATO -Said 2022-02-01 -Id "point-$i" -Due 2022-02-10 -Negotiation european-security-2022 }
            """, "Get-PendingDemand -AsOf 2022-02-01 -Debtor NATO", 120, server);

        Assert.Equal(9, printed.Count(line => line.Contains("point-", StringComparison.Ordinal)));
        Assert.InRange(printed.Count, 11, 15);
    }

    [Fact]
    public async Task No_id_of_an_actor_and_no_date_is_broken_at_a_hyphen()
    {
        await using var server = await TestServer.StartSeededAsync();
        var ids = await RunAsync("Get-Actor | ForEach-Object ActorId", server);

        var actors = await PrintAsync("", "Get-Actor", 80, server);
        var changes = await PrintAsync("", "Compare-NegotiationStatus european-security-2022 -From 2022-01-09 -To 2022-01-18", 120, server);
        var journal = await PrintAsync("", "Get-Journal", 80, server);

        var first = actors.Select(line => line.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.All(ids, id => Assert.Contains(id, first));
        Assert.Contains(changes, line => line.Contains("2022-01-10/ ", StringComparison.Ordinal));
        Assert.DoesNotContain(changes, line => DateEnd().IsMatch(line));
        Assert.Contains(journal, line => UtcTime().IsMatch(line));
    }

    /// <summary>A job, a remote session and Import-Clixml give rows that have their properties, and no methods.</summary>
    [Fact]
    public async Task Rows_that_were_serialised_show_what_the_rows_show() => Assert.Equal(["True"], await RunAsync($$"""
        $rows = & { {{Reads}} }
        $same = foreach ($row in $rows | Group-Object { $_.GetType().Name } | ForEach-Object { $_.Group[0] }) {
            $there = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($row))
            $shown, $lived = foreach ($one in $there, $row) { (($one | Out-String -Width 120) -replace '\s').Replace([string][char]27, '') }
            # Names are shortened and lines broken by methods; the words are there. The brief's headings differ.
            $words = $lived -replace '[^A-Za-z]'
            if ($row -is [DiplomacyApi.PowerShell.NegotiationStatus]) { $shown.Contains('NATOowesRussiaananswer') -and $shown.Contains('Nextmeeting') }
            else { ($shown -replace '[^A-Za-z]').Length -ge 0.8 * $words.Length }
        }
        [string](-not ($same -contains $false))
        """, seeded));

    [Fact]
    public async Task Columns_are_filled_where_scripts_are_constrained()
    {
        var printed = string.Join('\n', await RunAsync($$"""
            $PSStyle.OutputRendering = 'PlainText'
            $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
            & { Get-PendingDemand -AsOf 2022-01-18 } | Out-String -Width 120
            & { Get-Statement lavrov-waits-for-answers } | Out-String -Width 120
            & { Get-NegotiationStatus european-security-2022 -AsOf 2022-01-18 } | Out-String -Width 120
            """, seeded));

        Assert.Matches(@"(?m)^NATO +security-guarantees-2021 +Promised +2022-01-17/2022-01-19 \(DUE\) +Russia", printed);
        Assert.Matches(@"2022-01-18 +Sergei Lavrov +Condition", printed);
        Assert.Contains("NATO owes Russia an answer", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_lines_are_as_wide_as_the_host_says_and_have_no_colours()
    {
        var ended = await Programs.RunAsync(Programs.PwshOrSkip(),
            ["-NoProfile", "-NonInteractive", "-Command",
                $"$PSStyle.OutputRendering = 'Ansi'; {ModuleHosts.Begin(seeded.Address)}; Get-NegotiationStatus european-security-2022 -AsOf 2022-01-20; Get-PendingDemand -AsOf 2022-01-20"],
            new Dictionary<string, string> { ["COLUMNS"] = "80", ["TERM"] = "xterm" });

        var brief = ended.Output.TakeWhile(line => !line.StartsWith("Debtor", StringComparison.Ordinal)).ToList();
        Assert.Contains(brief, line => line.Contains("OVERDUE", StringComparison.Ordinal));
        Assert.All(brief, line => Assert.True(line.Length < 80, line));
        // Its own headings PowerShell colours as it was set to.
        Assert.DoesNotContain(ended.Output, line => Regex.IsMatch(line, "\u001b\\[9[0-9]m"));
    }

    [Fact]
    public async Task Items_come_in_the_order_given_and_those_that_changed_alike_on_one_line()
    {
        await using var server = await TestServer.StartSeededAsync();
        var items = string.Join(", ", Enumerable.Range(1, 14).Select(item => $"q{item.ToString(CultureInfo.InvariantCulture)}"));

        var output = await RunAsync($$"""
            (Add-Demand Questions -By Russia -To NATO -Said 2022-02-01 -Id questions -Item {{items}}).Change
            (Add-Response Some -By NATO -To Russia -Said 2022-02-02 -Form Written -Demand questions -Item @{ q11 = 'Rejected'; q2 = 'Rejected' }).Change
            (Get-Obligation questions | ForEach-Object { $_.Item }) -join ', '
            (Get-Demand questions).Items -replace ': [^;]*' -replace ';', ','
            """, server);

        Assert.Equal(
            ["NATO, questions (14 items): none → Outstanding", "NATO, questions (q2, q11): Outstanding → Answered",
                "NATO, questions (q2, q11): formal position none → Rejected", items, items],
            output);
    }

    [Fact]
    public async Task A_row_of_a_watch_says_when_and_by_whom()
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await RunAsync("""
            $from = (Get-Journal).Revision
            $null = Add-Demand Asked -By Russia -To NATO -Said 2022-02-01 -Id d1 -StatementId s1
            $null = Add-Promise 'By then' -By NATO -To Russia -Said 2022-02-02 -Demand d1 -Due 2022-05-03
            $recorded = (Get-Statement s1).RecordTime
            Watch-Demand -After $from | Select-Object -First 2 | ForEach-Object { "$($_.What) $($_.Said) $($_.Due) $($_.Recorder) $($_.RecordTime -ge $recorded)" }
            """, server);

        Assert.Equal(["State 2022-02-01  local True", "State 2022-02-02 2022-05-03 local True"], output);
    }

    private static Task<IReadOnlyList<string>> PrintAsync(string before, string command, int window, TestServer server) =>
        RunAsync(
            $"{before}\n$PSStyle.OutputRendering = 'PlainText'; ({command} | Out-String -Width {window}) -split '\\r?\\n' | Where-Object {{ $_.Trim() }}",
            server);

    private static Task<IReadOnlyList<string>> RunAsync(string script, TestServer server) => PwshRunspace.RunAsync(script, server.Address);

    private static Task<IReadOnlyList<string>> RunAsync(string script, SeededServer server) =>
        PwshRunspace.RunAsync(script, server.Address);

    [GeneratedRegex(@"[0-9]{4}-([0-9]{2}-)?( |$)")]
    private static partial Regex DateEnd();

    [GeneratedRegex(@"^RecordTime +: [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z")]
    private static partial Regex UtcTime();
}
