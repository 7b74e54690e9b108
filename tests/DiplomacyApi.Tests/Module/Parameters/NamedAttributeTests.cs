using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Parameters;

public sealed class HostedNamedAttributeTests(SeededServer server) : NamedAttributeTests<HostedRunspace>(server)
{
    private readonly SeededServer _server = server;

    /// <summary>
    /// Each parameter of each cmdlet, but for those of watches, which do not end: what is empty or a table is at most an error that says
    /// so.
    /// </summary>
    [Fact]
    public async Task Nothing_and_an_empty_table_never_crash_a_cmdlet() => Assert.Equal("",
        string.Join('\n', await HostedRunspace.RunAsync("""
        $given = @{ Type = 'State'; Until = 'Answered'; TimeoutSec = 0; Template = 'Demand'; Revision = 1; Path = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'nothing.jsonl') }
        foreach ($command in Get-Command -Module DiplomacyApi | Where-Object { $_.Verb -notin 'Watch', 'Connect', 'Disconnect' }) {
            foreach ($set in $command.ParameterSets) {
                foreach ($parameter in $set.Parameters | Where-Object { $_.Name -notin [Management.Automation.Cmdlet]::CommonParameters -and $_.Name -notin 'WhatIf', 'Confirm', 'TimeoutSec', 'Connection' }) {
                    foreach ($value in $null, @{}) {
                        $typed = @{}
                        foreach ($other in $set.Parameters | Where-Object IsMandatory) { $typed[$other.Name] = if ($given.ContainsKey($other.Name)) { $given[$other.Name] } else { 'nothing' } }
                        if ('TimeoutSec' -in $set.Parameters.Name) { $typed.TimeoutSec = 0 }
                        if ('WhatIf' -in $set.Parameters.Name) { $typed.WhatIf = $true }
                        $typed[$parameter.Name] = $value
                        $problems = $null
                        try { & $command @typed -ErrorAction SilentlyContinue -ErrorVariable problems 3>$null 6>$null | Out-Null } catch { $problems = @($problems) + $_ }
                        foreach ($problem in $problems | Where-Object { $_ -is [Management.Automation.ErrorRecord] }) {
                            if ($problem.Exception -isnot [Management.Automation.ParameterBindingException] -and $problem.FullyQualifiedErrorId -notlike 'DiplomacyApi.*' -or
                                $problem.FullyQualifiedErrorId -notmatch '^CannotConvertArgument|^ParameterArgumentValidationError' -and "$problem" -match 'System\.Collections\.Hashtable|Object reference|Specified method') {
                                "$($command.Name) -$($parameter.Name) $(if ($null -eq $value) { '$null' } else { '@{}' }): $($problem.FullyQualifiedErrorId) $problem"
                            }
                        }
                    }
                }
            }
        }
        """, _server.Address)));
}

public sealed class PwshNamedAttributeTests(SeededServer server) : NamedAttributeTests<PwshRunspace>(server);

/// <summary>
/// What is named at the prompt: what does not exist is an error, patterns are taken or refused, and a row of one thing is no id of another.
/// </summary>
public abstract class NamedAttributeTests<THost>(SeededServer server) : IClassFixture<SeededServer>
    where THost : IModuleHost
{
    [Theory]
    [InlineData("Get-PendingDemand -Negotiation european-security-2202", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Get-Demand -Negotiation european-security-2202", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Get-Obligation -Negotiation european-security-2202", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Get-Promise -Negotiation european-security-2202", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Get-Meeting -Negotiation european-security-2202", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Get-Standoff -Negotiation european-security-2202", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Get-Statement -Negotiation european-security-2202", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Search-Statement NATO -Negotiation european-security-2202", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Get-NegotiationStatus european-security-2202", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Get-NegotiationTimeline european-security-2202", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Compare-NegotiationStatus european-security-2202 -From 2022-01-01", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Export-NegotiationReport european-security-2202", "UnknownNegotiation", "Get-Negotiation")]
    [InlineData("Get-PendingDemand security-guaranties", "UnknownDemand", "Get-Demand")]
    [InlineData("Get-Obligation security-guaranties", "UnknownDemand", "Get-Demand")]
    [InlineData("Get-Promise security-guaranties", "UnknownDemand", "Get-Demand")]
    [InlineData("Get-Statement -Subject security-guaranties", "UnknownDemand", "Get-Demand")]
    [InlineData("Get-Statement -Subject meetings/nowhere", "UnknownMeeting", "Get-Meeting")]
    [InlineData("Get-Obligation -Subject statements/nothing", "UnknownStatement", "Get-Statement")]
    [InlineData("Wait-Demand security-guaranties -TimeoutSec 1", "UnknownDemand", "Get-Demand")]
    [InlineData("Get-Statement nothing", "UnknownStatement", "Get-Statement")]
    [InlineData("Get-Statement -Outlet Reuterz", "UnknownActor", "'Reuterz'")]
    [InlineData("Get-PendingDemand -Creditor Natto", "UnknownActor", "nato (NATO)")]
    [InlineData("Get-Actor -AffiliatedWith nobody", "UnknownActor", "New-Actor")]
    [InlineData("Get-Negotiation -Party nobody", "UnknownActor", "New-Actor")]
    [InlineData("Get-Demand 'Security guarantees'", "InvalidName", "Get-Demand '*Security guarantees*'")]
    [InlineData("Add-Response x -By NATO -To Russia -Form Spoken -Position Rejected -Demand security-guaranties", "UnknownDemand",
        "Add-Demand")]
    [InlineData("Add-Remark x -By NATO -Negotiation european-security-2202", "UnknownNegotiation", "New-Negotiation")]
    [InlineData("Get-JournalEntry -Id nothing-at-all", "UnknownEntry", "Get-Statement")]
    public async Task What_is_not_there_is_an_error_with_the_way_to_find_it(string command, string reason, string hint)
    {
        var output = await RunAsync(
            $"try {{ {command} -ErrorAction Stop; 'no error' }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }}");

        Assert.Equal($"DiplomacyApi.{reason}", output[0]);
        Assert.Contains(hint, output[1], StringComparison.Ordinal);
        Assert.DoesNotMatch("(actors|demands|meetings|negotiations|statements)/", output[1]);
    }

    [Theory]
    [InlineData("-Negotiation european-security-2202")]
    [InlineData("-By nobody")]
    [InlineData("-Subject security-guaranties")]
    public async Task An_export_of_what_is_not_there_leaves_no_file(string filter) => Assert.Equal(["1 error", "False"],
        await RunAsync($$"""
        $file = [IO.Path]::Combine([IO.Path]::GetTempPath(), "export-$([guid]::NewGuid()).csv")
        Export-Statement $file {{filter}} -ErrorAction SilentlyContinue -ErrorVariable problem
        "$(@($problem).Count) error"
        [string][IO.File]::Exists($file)
        """));

    [Theory]
    [InlineData("Get-PendingDemand *guarantees* -AsOf 2022-01-18 | ForEach-Object Debtor", "NATO;United States")]
    [InlineData("Get-PendingDemand *ukraine* -AsOf 2022-01-18 | ForEach-Object Debtor", "")]
    [InlineData("Get-Obligation *enlargement* -AsOf 2022-01-18 | ForEach-Object Item", "")]
    [InlineData("@(Get-Obligation 'Security Guarantees*' -AsOf 2022-01-18).Count -gt 1", "True")]
    [InlineData("Get-Promise *guarantees* -Debtor nato | ForEach-Object StatementId", "nato-promise-of-written-answer")]
    [InlineData("Get-Statement lavrov-wai* | ForEach-Object StatementId", "lavrov-waits-for-answers")]
    [InlineData("(Get-NegotiationTimeline *security* -First 1).GetType().Name", "TimelineEntry")]
    [InlineData("Get-NegotiationStatus | ForEach-Object NegotiationId", "european-security-2022")]
    [InlineData("@(Get-Standoff -Negotiation european-security-2022).Count", "0")]
    [InlineData("Get-Demand Security-Guarantees-2021 | ForEach-Object DemandId", "security-guarantees-2021")]
    [InlineData("Get-Statement -Outlet 'the moscow times' -First 1 | ForEach-Object { $_.GetType().Name }", "Statement")]
    public async Task A_read_takes_patterns_and_capitals(string command, string expected) =>
        Assert.Equal(expected, string.Join(';', await RunAsync(command)));

    [Theory]
    [InlineData("Get-Statement -By '*lavrov*'", "Get-Actor '*lavrov*'")]
    [InlineData("Get-PendingDemand -Debtor Uni*", "Get-Actor 'Uni*'")]
    [InlineData("Get-Demand -Negotiation euro*", "Get-Negotiation 'euro*'")]
    [InlineData("Get-PendingDemand -Debtor ''", "An id of an actor is missing")]
    [InlineData("Get-Demand $null", "An id of a demand is missing")]
    [InlineData("Get-PendingDemand @{}", "A text is needed, and not a table")]
    [InlineData("Get-Demand (Get-Statement lavrov-waits-for-answers)", "this is a Statement without a DemandId")]
    [InlineData("Add-Remark x -By Russia, France -WhatIf", "-OnBehalfOf")]
    [InlineData("[cultureinfo]::CurrentCulture = 'en-GB'; Add-Remark x -By NATO -Said 18/01/2022 -WhatIf",
        "Write 2022-01-18 (year-month-day)")]
    [InlineData("[cultureinfo]::CurrentCulture = 'en-US'; Add-Remark x -By NATO -Said 03/14/2018 -WhatIf",
        "Write 2018-03-14 (year-month-day)")]
    [InlineData("Get-PendingDemand -AsOf '14 March 2018'", "Write 2018-03-14 (year-month-day)")]
    [InlineData("Get-PendingDemand -DueBefore 'next week'", "Write year-month-day, such as 2022-01-18")]
    [InlineData("Get-Statement -Said 2018/03/14", "Write 2018-03-14 (year-month-day)")]
    [InlineData("Get-Statement -KnownAt 2099-01-01", "2099-01-01 is in the future")]
    [InlineData("Get-Statement -KnownAt 18/01/2022", "not understood as a time")]
    public async Task What_cannot_be_a_name_is_refused_by_its_parameter(string command, string hint)
    {
        var output = await RunAsync(
            $"try {{ {command} -ErrorAction Stop; 'no error' }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }}");

        Assert.Equal("ParameterArgumentTransformationError", output[0]);
        Assert.Contains(hint, output[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-Statement lavrov-waits-for-answers | Get-Demand")]
    [InlineData("$null | Get-Demand")]
    public async Task A_row_of_something_else_is_not_bound_by_its_text(string command) => Assert.Equal(
        ["0 ParameterArgumentTransformationError"], await RunAsync($$"""
        $rows = @({{command}} -ErrorAction SilentlyContinue -ErrorVariable problem)
        "$($rows.Count) $($problem.FullyQualifiedErrorId.Split(',')[0])"
        """));

    [Fact]
    public async Task A_row_stands_where_its_id_is_wanted() => Assert.Equal(
        ["security-guarantees-2021", "russia-proposals-2021-12", "Lavrov"], await RunAsync("""
        (Get-Demand @(Get-PendingDemand -AsOf 2022-01-18)[0]).DemandId
        (Get-Demand security-guarantees-2021 | Get-Statement).StatementId
        (Get-Statement -By (Get-Actor sergei-lavrov) -First 1).Speaker -replace '^.* '
        """));

    [Fact]
    public async Task A_correction_is_undone_by_what_CorrectedBy_gives_and_reported_with_its_statement()
    {
        await using var own = await TestServer.StartSeededAsync();

        var output = await THost.RunAsync("""
            $null = Add-Remark 'First' -By NATO -Said 2022-02-01 -StatementId s1
            $null = Edit-Statement s1 -Summary 'Second'
            @(Get-JournalEntry -Id s1 | ForEach-Object Kind) -join ' '
            $null = Undo-Statement (Get-Statement s1).CorrectedBy -Confirm:$false
            (Get-Statement s1).Summary
            @(Get-JournalEntry -Id statements/s1 | ForEach-Object Kind) -join ' '
            @(Get-JournalEntry -Id nato -Kind ActorCreated | ForEach-Object Id) -join ' '
            """, own.Address);

        Assert.Equal(["Correction Statement", "First", "Correction Correction Statement", "actors/nato"], output);
    }

    [Fact]
    public async Task A_day_of_the_record_means_its_end_as_a_day_of_the_world_does() => Assert.Equal(["True", "0"], await RunAsync("""
        $today = [datetime]::UtcNow.ToString('yyyy-MM-dd')
        [string](@(Get-Statement -KnownAt $today).Count -eq @(Get-Statement).Count)
        [string]@(Get-Statement -KnownAt 2021-01-01).Count
        """));

    private Task<IReadOnlyList<string>> RunAsync(string script) => THost.RunAsync(script, server.Address);
}
