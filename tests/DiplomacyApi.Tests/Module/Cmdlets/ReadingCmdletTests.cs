using System.Text.RegularExpressions;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Cmdlets;

public sealed class HostedReadingCmdletTests(SeededServer server) : ReadingCmdletTests<HostedRunspace>(server);

public sealed class PwshReadingCmdletTests(SeededServer server) : ReadingCmdletTests<PwshRunspace>(server);

/// <summary>What the reading cmdlets give: filters, names, patterns, pages, and rows that programs can use.</summary>
public abstract class ReadingCmdletTests<THost>(SeededServer server) : IClassFixture<SeededServer>
    where THost : IModuleHost
{
    [Theory]
    [InlineData("Get-PendingDemand -Debtor nato -DueState Due,Overdue -DueBefore 2022-01-25 -AsOf 2022-01-20", "NATO Overdue")]
    [InlineData("Get-PendingDemand -Debtor nato -DueState Due,Overdue -DueBefore 2022-01-18 -AsOf 2022-01-20", "")]
    [InlineData("Get-PendingDemand -Debtor nato, 'United States' -AsOf 2022-01-18", "NATO Due;United States Due")]
    [InlineData("Get-PendingDemand security-guarantees-2021 -Creditor NATO -AsOf 2022-01-18", "")]
    [InlineData("Get-PendingDemand -AsOf 2022-01-18 -MinBasis Readout", "NATO Due;United States Due")]
    [InlineData("Get-PendingDemand -AsOf 2022-01-18 -First 1 -Skip 1", "United States Due")]
    public async Task Pending_demands_are_those_that_fit_in_their_order(string command, string rows) =>
        Assert.Equal(rows, string.Join(';', await RunAsync($"{command} | ForEach-Object {{ \"$($_.Debtor) $($_.DueState)\" }}")));

    [Fact]
    public async Task A_minimum_basis_looks_past_weaker_word() => Assert.Equal(["Outstanding None", "Promised Rejected"], await RunAsync("""
        'OnRecord', 'Media' | ForEach-Object { Get-PendingDemand -Debtor nato -AsOf 2022-01-18 -MinBasis $_ } | ForEach-Object { "$($_.State) $($_.SpokenPosition)" }
        """));

    [Theory]
    [InlineData("Get-Actor 'nato*' | ForEach-Object ActorId", "nato;nato-allies;nato-russia-council")]
    [InlineData("Get-Actor -Type Media, Coalition -First 1 | ForEach-Object Type", "Media")]
    [InlineData("Get-Actor -AffiliatedWith Russia -Speaking -AsOf 2022-01-18 | ForEach-Object ActorId",
        "mikhail-mishustin;russian-foreign-ministry;vladimir-putin")]
    [InlineData("Get-Demand '*Guarantees for*' -AsOf 2022-01-18 | ForEach-Object DemandId", "security-guarantees-2021")]
    [InlineData("Get-Negotiation '*security*' -Party NATO | ForEach-Object NegotiationId", "european-security-2022")]
    [InlineData("Get-Meeting 'geneva*' -AsOf 2022-01-18 -Upcoming | ForEach-Object { \"$($_.Phase) $($_.Date) $($_.Place)\" }",
        "Scheduled 2022-01-21 Geneva")]
    [InlineData("Get-Meeting geneva-2022-01-21 -AsOf 2022-01-25 -Upcoming | ForEach-Object MeetingId", "")]
    [InlineData("Get-Statement -Act Condition -By 'Sergei Lavrov' | ForEach-Object StatementId", "lavrov-waits-for-answers")]
    [InlineData("Search-Statement 'Cuba Venezuela' | ForEach-Object StatementId", "russian-officials-warn-of-deployment")]
    [InlineData("Get-Standoff | ForEach-Object Actors", "")]
    [InlineData("Get-Promise -Kind ToAnswer -Debtor nato | ForEach-Object StatementId", "nato-promise-of-written-answer")]
    [InlineData("Get-Obligation -Kind Reply -Pending -AsOf 2022-01-18 | ForEach-Object SubjectId", "nato-russia-council-2022")]
    [InlineData("(Get-Journal).State", "Open")]
    public async Task Each_read_takes_ids_names_and_patterns(string command, string expected) =>
        Assert.Equal(expected, string.Join(';', await RunAsync(command)));

    [Fact]
    public async Task Pages_are_parts_of_the_whole() => Assert.Equal(["True"], await RunAsync("""
        $all = @(Get-Statement | ForEach-Object StatementId)
        $part = @(Get-Statement -Skip 2 -First 3 | ForEach-Object StatementId)
        [string](($part -join ' ') -eq ($all[2..4] -join ' '))
        """));

    [Fact]
    public async Task A_row_takes_its_date_along() => Assert.Equal(["NATO: Promised (DUE), United States: Promised (DUE)"], await RunAsync(
        "Get-PendingDemand -AsOf 2022-01-18 -Debtor NATO | Get-Demand | ForEach-Object State"));

    [Fact]
    public async Task A_history_has_a_row_from_each_change_to_the_next_and_its_dates_are_as_of_dates()
    {
        var rows = await RunAsync("""
            Get-Obligation security-guarantees-2021 -Debtor NATO -Item nato-enlargement -History -AsOf 2022-02-03 | ForEach-Object { "$($_.From)..$($_.Until) $($_.State) $($_.DueState)" }
            """);
        var listed = await RunAsync("""
            Get-Obligation security-guarantees-2021 -Debtor NATO -Item nato-enlargement -History -AsOf 2022-02-03 | ForEach-Object From | Where-Object { $_ -notlike '*T*' } |
                ForEach-Object { $date = $_; Get-Obligation security-guarantees-2021 -Debtor NATO -AsOf $date | Where-Object Item -eq nato-enlargement | ForEach-Object { "$date $($_.State) $($_.DueState)" } }
            """);

        Assert.NotEmpty(listed);
        Assert.All(listed, line => Assert.Contains(rows, row => Regex.Replace(row, @"\.\.\S*", "") == line));
        Assert.Equal("2022-01-20.. Promised Overdue", rows[^1]);
    }

    [Theory]
    [InlineData("Get-Obligation -History -Subject meetings/nato-russia-council-2022 -First 1 | ForEach-Object State", "Outstanding")]
    [InlineData(
        "Get-PendingDemand -AsOf 2022-01-18 -Debtor NATO | Get-Obligation -History -Item nato-enlargement -First 1 | ForEach-Object { \"$($_.DebtorId) $($_.State)\" }",
        "nato Outstanding")]
    [InlineData("try { Get-Obligation -History } catch { $_.FullyQualifiedErrorId.Split(',')[0] }", "DiplomacyApi.InvalidHistory")]
    [InlineData("try { Get-Obligation x -History -Creditor nato } catch { $_.FullyQualifiedErrorId.Split(',')[0] }",
        "DiplomacyApi.InvalidHistory")]
    [InlineData("Get-Obligation no-such-demand -History -ErrorAction SilentlyContinue; $Error[0].FullyQualifiedErrorId.Split(',')[0]",
        "DiplomacyApi.UnknownDemand")]
    [InlineData("Get-PendingDemand -AsOf 2022-01-18 -SilentSince 2022-01-18 | ForEach-Object DemandId", "")]
    [InlineData("Get-Demand -AsOf 2022-02-03 -SilentSince 2022-02-03 | Where-Object LastActivity -ge 2022-02-03 | ForEach-Object DemandId",
        "")]
    [InlineData("[string](@(Get-Demand -AsOf 2022-02-03 -SilentSince 2022-02-03).Count -gt 0)", "True")]
    public async Task Histories_and_silence(string command, string expected) =>
        Assert.Equal(expected, string.Join(';', await RunAsync(command)));

    [Fact]
    public async Task A_comparison_reports_the_negotiation_and_what_is_owed()
    {
        var changes = await RunAsync(
            "Compare-NegotiationStatus european-security-2022 -From 2022-01-09 -To 2022-01-18 | ForEach-Object Change");

        Assert.Contains("european-security-2022: proposed → awaiting answers", changes);
        Assert.Contains(
            "NATO, security-guarantees-2021 (nato-enlargement, eastern-deployments): Outstanding → Promised, due 2022-01-17/2022-01-19",
            changes);
        Assert.Contains(changes, change => change.Contains("next meeting none → Blinken and Lavrov in Geneva", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_brief_reports_state_debts_meeting_and_warnings_in_120_columns()
    {
        var brief = string.Join('\n', await RunAsync("""
            $status = Get-NegotiationStatus european-security-2022 -AsOf 2022-01-18
            [DiplomacyApi.PowerShell.ViewText]::Brief($status, 119, '', '', '', '') -split "`n"
            """));

        Assert.Contains("State         awaiting answers: Russia waits for NATO and United States", brief, StringComparison.Ordinal);
        Assert.Contains("NATO owes Russia an answer on Security guarantees for Russia", brief, StringComparison.Ordinal);
        Assert.Contains("source: the other side", brief, StringComparison.Ordinal);
        Assert.Contains("Next meeting  Blinken and Lavrov in Geneva, Scheduled for 2022-01-21", brief, StringComparison.Ordinal);
        Assert.Contains("Cuba or Venezuela (hedged), source: media", brief, StringComparison.Ordinal);
        Assert.All(brief.Split('\n'), line => Assert.InRange(line.Length, 1, 120));
    }

    [Fact]
    public async Task No_row_has_a_list_that_an_export_would_write_as_a_type() => Assert.Empty(await RunAsync("""
        & { Get-PendingDemand; Get-Demand; Get-Obligation -First 1; Get-Obligation security-guarantees-2021 -History -First 1; Get-Promise; Get-Actor -First 1; Get-Statement -First 1; Get-Negotiation; Get-NegotiationStatus '*'
            Get-Meeting; Get-Journal; Get-NegotiationTimeline european-security-2022 -First 1; Resolve-Actor NATO; Test-DiplomacyApi
            Compare-NegotiationStatus european-security-2022 -From 2022-01-09 } |
            ForEach-Object { $row = $_; $row.PSObject.Properties | Where-Object { $_.Value -is [Collections.IEnumerable] -and $_.Value.ToString() -eq $_.Value.GetType().ToString() } | ForEach-Object { "$($row.GetType().Name).$($_.Name)" } }
        """));

    [Theory]
    [InlineData("Get-Demand sec", "security-guarantees-2021")]
    [InlineData("Get-PendingDemand -Debtor 'russian fo", "'russian-foreign-ministry'")]
    [InlineData("Get-NegotiationStatus euro", "european-security-2022")]
    [InlineData("Get-Meeting gen", "geneva-2022-01-21")]
    [InlineData("Get-Statement -Id lavrov-wai", "lavrov-waits-for-answers")]
    public async Task Ids_are_completed_from_the_server(string typed, string first) => Assert.Equal([first], (await RunAsync($$"""
        $null = Get-Actor nato
        $typed = "{{typed}}"
        # What a busy machine has not there in time is not offered; one who types asks again.
        for ($tries = 0; $tries -lt 20 -and -not $offered; $tries++) {
            $offered = [System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | ForEach-Object CompletionText
        }
        $offered
        """)).Take(1));

    [Fact]
    public async Task A_total_count_is_said_to_be_unknown_as_PowerShell_has_it() => Assert.Equal(["Unknown total count 0", "nato"],
        await RunAsync("""
        $rows = @(Get-Actor nato -IncludeTotalCount)
        "$($rows[0].ToString()) $($rows[0].Accuracy)"
        $rows[1].ActorId
        """));

    [Fact]
    public async Task A_completion_without_a_server_is_no_error() => Assert.Equal(["0"], await RunAsync("""
        Connect-DiplomacyApi http://127.0.0.1:1 -SkipTest
        $typed = 'Get-PendingDemand -Creditor x'
        [string]@([System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | Where-Object ResultType -eq ParameterValue).Count
        """));

    private Task<IReadOnlyList<string>> RunAsync(string script) => THost.RunAsync(script, server.Address);
}
