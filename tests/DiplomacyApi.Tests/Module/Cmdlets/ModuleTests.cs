using System.Text.RegularExpressions;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Cmdlets;

/// <summary>The cmdlets against a real server: one suite, for the tests' own host and for a real PowerShell.</summary>
public abstract class ModuleTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task Pending_demands_tell_who_owes_what_on_whose_word() => Assert.Equal(
        [
            "security-guarantees-2021|NATO|Russia|Promised|Counterpart|Rejected|None|0/2|2022-01-17/2022-01-19|Due|2021-12",
            "security-guarantees-2021|United States|Russia|Promised|Counterpart|Rejected|None|0/2|2022-01-17/2022-01-19|Due|2021-12",
        ],
        await RunAsync("""
            Get-PendingDemand -AsOf 2022-01-18 | ForEach-Object { "$($_.DemandId)|$($_.Debtor)|$($_.Creditor)|$($_.State)|$($_.Basis)|$($_.SpokenPosition)|$($_.FormalPosition)|$($_.ItemsAnswered)/$($_.ItemsTotal)|$($_.DueAsked)|$($_.DueState)|$($_.Since)" }
            """));

    [Theory]
    [InlineData("'2022-01-18'")]
    [InlineData("([datetime]::new(2022, 1, 18))")]
    [InlineData("([DateOnly]::new(2022, 1, 18))")]
    [InlineData("([datetimeoffset]::new(2022, 1, 18, 23, 59, 59, [timespan]::Zero))")]
    public async Task A_date_is_taken_as_text_or_value(string date)
    {
        var promised = await RunAsync($"Get-PendingDemand -AsOf {date} | ForEach-Object {{ [string]$_.State }}");

        Assert.Equal(["Promised", "Promised"], promised);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public async Task No_culture_has_a_say_in_dates(string culture) => Assert.Equal(["Promised", "Promised"], await RunAsync($$"""
        [cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo('{{culture}}')
        Get-PendingDemand -AsOf ([datetime]::new(2022, 1, 18)) | ForEach-Object { [string]$_.State }
        """));

    [Fact]
    public async Task A_row_pipes_into_the_next_cmdlet_by_its_property_names() => Assert.Equal(
        ["nato-enlargement|nato", "eastern-deployments|nato"],
        await RunAsync(
            "Get-PendingDemand -AsOf 2022-01-18 -Debtor NATO | Get-Obligation -AsOf 2022-01-18 | ForEach-Object { \"$($_.Item)|$($_.DebtorId)\" }"));

    [Fact]
    public async Task The_status_reports_state_reason_meeting_and_warnings() => Assert.Equal(
        ["AwaitingAnswers|True|True|True"],
        await RunAsync("""
            $s = Get-NegotiationStatus european-security-2022 -AsOf 2022-01-18
            "$($s.State)|$($s.WaitingOn -like '*NATO owes Russia an answer*')|$($s.NextMeeting -like '*Geneva*2022-01-21*')|$($s.Warnings -like '*Cuba or Venezuela*hedged*')"
            """));

    [Fact]
    public async Task What_if_reports_the_change_and_records_nothing()
    {
        var before = await server.HeadAsync();

        await RunAsync("""
            Add-Response 'An answer.' -By Stoltenberg -To Russia -Said 2022-01-26 -Form Written -Demand security-guarantees-2021 -Item @{ 'nato-enlargement' = 'Rejected' } -WhatIf
            """);

        Assert.Equal(before, await server.HeadAsync());
    }

    [Fact]
    public async Task Recording_reports_what_changed()
    {
        await using var own = await TestServer.StartSeededAsync();

        var output = await RunAsync("""
            $talks = @{ By = 'Lavrov'; To = 'NATO'; Said = '2022-02-01'; Form = 'Spoken'; Negotiation = 'european-security-2022' }
            Add-Demand 'A new demand' @talks -Id new-demand -Item a, b -Due 2022-02-10 | ForEach-Object Change
            Add-Promise 'It will be answered.' -By NATO -To Russia -Said 2022-02-02 -Demand new-demand -Due 2022-02-09 | ForEach-Object Change
            Add-Response 'Answered.' -By NATO -To Russia -Said 2022-02-03 -Form Spoken -Demand new-demand -Position Rejected | ForEach-Object { "$($_.What) $($_.Before) $($_.After)" }
            Add-Condition 'No talks before that.' @talks -Demand new-demand | ForEach-Object Change
            Add-Remark 'Nothing else.' @talks | ForEach-Object Change
            Get-Demand new-demand | ForEach-Object State
            """, own.Address);

        Assert.Contains("NATO, new-demand (a, b): none → Outstanding", output[0], StringComparison.Ordinal);
        Assert.Contains(output, line =>
            line.StartsWith("NATO, new-demand (a, b): Outstanding → Promised, due 2022-02-09", StringComparison.Ordinal));
        Assert.Contains("State Promised Answered", output);
        Assert.Equal("NATO: Answered", output[^1]);
    }

    [Theory]
    [InlineData("Get-Demand nothing -ErrorAction Stop", "DiplomacyApi.UnknownDemand", "ObjectNotFound")]
    [InlineData("Get-PendingDemand -AsOf 2022-02-30 -ErrorAction Stop", "DiplomacyApi.InvalidDate", "InvalidArgument")]
    [InlineData("Add-Remark x -By nobody-at-all -ErrorAction Stop", "DiplomacyApi.UnknownActor", "ObjectNotFound")]
    [InlineData("Add-Response x -By NATO -Demand security-guarantees-2021 -Position Rejected -ErrorAction Stop", "DiplomacyApi.Required",
        "InvalidArgument")]
    [InlineData(
        "Add-Response x -By NATO -To Russia -Form Written -Demand security-guarantees-2021 -Item @{ none = 'Rejected' } -ErrorAction Stop",
        "DiplomacyApi.UnknownItem", "InvalidOperation")]
    [InlineData("Add-Remark \"`e[31mred\" -By NATO -ErrorAction Stop", "DiplomacyApi.InvalidText", "InvalidArgument")]
    [InlineData("Connect-DiplomacyApi http://127.0.0.1:1 -SkipTest; Get-Demand", "DiplomacyApi.Unreachable", "ConnectionError")]
    public async Task An_error_has_the_servers_reason_and_no_stack_trace(string script, string id, string category)
    {
        var lines = await RunAsync(
            $$"""try { {{script}}; 'no error' } catch { $_.FullyQualifiedErrorId.Split(',')[0]; [string]$_.CategoryInfo.Category; $_.Exception.Message }""");

        Assert.Equal([id, category], lines.Take(2));
        Assert.DoesNotContain(lines, line =>
            line.Contains("   at ", StringComparison.Ordinal) || line.Contains("RpcException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_slip_in_a_name_is_asked_back_about_and_never_taken_for_somebody()
    {
        var before = await server.HeadAsync();

        var output = await RunAsync("""
            try { Add-Remark x -By Laverov -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }
            try { Get-PendingDemand -Debtor Laverov -ErrorAction Stop } catch { $_.Exception.Message }
            (Resolve-Actor Laverov | ForEach-Object { "$($_.ActorId) $($_.MatchKind)" })
            """);

        Assert.Equal("DiplomacyApi.UnknownActor", output[0]);
        Assert.All(output.Skip(1).Take(2), message =>
            Assert.StartsWith("Unknown actor 'Laverov'. Did you mean sergei-lavrov (", message, StringComparison.Ordinal));
        Assert.Equal("sergei-lavrov Near", output[3]);
        Assert.Equal(before, await server.HeadAsync());
    }

    [Fact]
    public async Task A_server_that_is_not_there_fails_the_test_and_not_the_cmdlet() =>
        Assert.Equal(["False", "True"], await RunAsync($"""
            Connect-DiplomacyApi http://127.0.0.1:1 -SkipTest
            [string](Test-DiplomacyApi -Quiet)
            Connect-DiplomacyApi {server.Address}
            [string](Test-DiplomacyApi -Quiet)
            """));

    [Fact]
    public async Task The_module_exports_its_cmdlets_and_nothing_else()
    {
        var exported = await RunAsync(
            "(Get-Module DiplomacyApi).ExportedCommands.Values | ForEach-Object { \"$($_.CommandType) $($_.Name)\" }");

        var listed = Regex.Matches(await File.ReadAllTextAsync(ModuleHosts.Manifest, TestServer.Token), @"'(\w+-\w+)'")
            .Select(name => $"Cmdlet {name.Groups[1].Value}");
        Assert.Equal(listed.Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal));
    }

    protected abstract Task<IReadOnlyList<string>> RunAsync(string script, Uri address);

    private Task<IReadOnlyList<string>> RunAsync(string script) => RunAsync(script, server.Address);
}
