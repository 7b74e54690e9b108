using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Statements;

public sealed class HostedRecordingWarningsTests : RecordingWarningsTests<HostedRunspace>;

public sealed class PwshRecordingWarningsTests : RecordingWarningsTests<PwshRunspace>;

/// <summary>What is recorded and is hardly meant so: a warning says what is odd, and what changes nothing says why.</summary>
public abstract class RecordingWarningsTests<THost>
    where THost : IModuleHost
{
    private const string Asked = "$null = Add-Demand 'Account for it' -By 'United Kingdom' -To Russia -Said 2018-03-12 -Form Spoken -Id q1 -Due 2018-03-13 -WarningAction Stop";

    [Theory]
    [InlineData("Add-Response x -By 'United Kingdom' -To Russia -Said 2018-03-13 -Form Spoken -Demand q1 -Position Rejected",
        "United Kingdom owes no answer on q1; it is owed by Russia. Are -By and -To swapped?")]
    [InlineData("Add-Response x -By France -To 'United Kingdom' -Said 2018-03-13 -Form Spoken -Demand q1 -Position Rejected",
        "France owes no answer on q1; it is owed by Russia.")]
    [InlineData("Add-Response x -By 'Karen Smith' -To 'United Kingdom' -Said 2018-03-13 -Form Spoken -Demand q1 -Position Rejected",
        "Karen Smith spoke for none of the debtors on 2018-03-13: the answer on q1 is owed by Russia.")]
    [InlineData("Add-Promise x -By Russia -To 'United Kingdom' -Said 2018-03-13 -Form Spoken -Demand q1 -Due 2018-03-01",
        "The due date (2018-03-01) is before the date said (2018-03-13).")]
    [InlineData("Add-Response x -By Russia -To 'United Kingdom' -Said 2018-03-11 -Form Spoken -Demand q1 -Position Rejected",
        "It was said on 2018-03-11, before the demand q1 was made (2018-03-12).")]
    [InlineData("Add-Remark x -By Russia -Said 2018-03-11 -Outlet TASS -Published 2018-03-10 -Negotiation t",
        "The report was published (2018-03-10) before the statement was made (2018-03-11).")]
    [InlineData("Add-Meeting x -By Russia -Said 2018-03-11 -Id geneva-x -Phase Held -Negotiation t",
        "geneva-x is a new meeting, and its first phase is Held")]
    [InlineData("Add-Demand 'Account for it' -By 'United Kingdom' -To Russia -Said 2018-03-14",
        "The demand q1 has the same title, author and debtor")]
    [InlineData("Add-Remark x -By Russia -Said 2018-03-11", "It belongs to no negotiation")]
    public async Task What_is_odd_is_recorded_and_warned_of(string command, string warning)
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await THost.RunAsync($$"""
            $null = New-Negotiation 'Talks' -Id t
            $null = New-Actor 'Karen Smith' -Type Person
            {{Asked}}
            {{command}} -WhatIf -WarningVariable would -WarningAction SilentlyContinue 6>$null
            $recorded = {{command}} -WarningVariable odd -WarningAction SilentlyContinue 6>$null
            @($would).Count; [string]$would; @($odd).Count; [string]$odd; @($recorded)[0].Revision -gt 0
            """, server.Address);

        Assert.Equal(("1", "1", "True"), (output[0], output[2], output[4]));
        Assert.Contains(warning, output[1], StringComparison.Ordinal);
        Assert.Contains(warning, output[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_as_it_should_be_has_no_warning() => Assert.Equal(["0"], await RunAsync($"""
        {Asked}
        $null = Add-Promise 'By then' -By Russia -To 'United Kingdom' -Said 2018-03-12 -Demand q1 -Due 2018-03-13 -WarningVariable +odd -WarningAction SilentlyContinue
        $null = Add-Response 'No' -By 'Sergei Lavrov' -To 'United Kingdom' -Said 2018-03-13 -Form Spoken -Demand q1 -Position Rejected -WarningVariable +odd -WarningAction SilentlyContinue
        [string]@($odd).Count
        """));

    [Fact]
    public async Task Without_a_summary_nothing_is_recorded_and_without_a_date_it_is_said_which() => Assert.Equal(
        ["DiplomacyApi.Required", "DiplomacyApi.Required", "True", "DiplomacyApi.NothingToChange", "DiplomacyApi.WrongParty True"],
        await RunAsync("""
            foreach ($empty in '', ' ') { try { Add-Remark $empty -By NATO -Said 2022-01-01 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] } }
            $told = Add-Remark 'x' -By NATO -StatementId s1 -WarningAction SilentlyContinue -InformationVariable today
            [string]("$today" -eq "Recorded for today, $([datetime]::UtcNow.ToString('yyyy-MM-dd')); -Said gives another date.")
            $null = Undo-Statement s1 -Confirm:$false
            try { Undo-Statement s1 -Confirm:$false -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            try { Add-Remark 'No' -By France -Subject lavrov-waits-for-answers -Stance Denies -Said 2022-02-01 -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $("$_" -match 'Leave out the stance')" }
            """));

    [Fact]
    public async Task Statements_come_back_and_several_demands_are_taken_back_together() => Assert.Equal(
        ["Demand q1", "2 Promise", "2 Withdrawn", "DiplomacyApi.InvalidValue"], await RunAsync("""
            $asked = Add-Demand 'First' -By Russia -To NATO -Said 2022-02-01 -Id q1 -PassThru
            "$($asked.Act) $((Get-Demand q1).DemandId)"
            $null = Add-Demand 'Second' -By Russia -To NATO -Said 2022-02-01 -Id q2
            $promised = Add-Promise 'Both' -By NATO -To Russia -Said 2022-02-02 -Demand q1, q2 -Due 2022-02-10 -PassThru
            "$(@($promised).Count) $(@($promised)[0].Act)"
            $changes = Add-Withdrawal 'Neither' -By Russia -To NATO -Said 2022-02-03 -Demand q1, q2
            "$(@($changes | Where-Object What -eq State).Count) $(@($changes | Where-Object What -eq State)[0].After)"
            try { Add-Withdrawal 'x' -By Russia -To NATO -Said 2022-02-03 -Demand q1, q2 -StatementId w -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            """));

    [Fact]
    public async Task An_import_reports_a_fault_of_many_rows_once_with_their_count() => Assert.Equal(
    [
        "4", "DiplomacyApi.InvalidDate", "True", "True", "DiplomacyApi.SameFault", "True",
        "1 DiplomacyApi.UnknownActor", "DiplomacyApi.IsWorkbook",
    ], await RunAsync("""
        $file = [IO.Path]::Combine([IO.Path]::GetTempPath(), "faults-$([guid]::NewGuid()).csv")
        [IO.File]::WriteAllLines($file, [string[]](@('Datum,By,Text') + (1..20 | ForEach-Object { "2$($_ % 9)/03/2018,Russia,x" })))
        $null = Import-Statement $file -ColumnMap @{ Datum = 'Said'; Text = 'Summary' } -Default @{ Act = 'Remark' } -ErrorAction SilentlyContinue -ErrorVariable problems
        [string]@($problems).Count
        $problems[0].FullyQualifiedErrorId.Split(',')[0]
        [string]("$($problems[0])" -match "line 2, column 'Datum'" -and "$($problems[0])" -match '-DateFormat dd/MM/yyyy')
        [string]("$($problems[0])" -notmatch 'statement\.')
        $problems[-1].FullyQualifiedErrorId.Split(',')[0]
        [string]("$($problems[-1])" -match '^The same in 17 more rows')
        [IO.File]::Delete($file)
        $null = @{ Act = 'Remark'; Summary = 'x'; By = 'Nobody At All'; Said = '2022-01-01' } | Import-Statement -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problems 6>$null
        "$(@($problems).Count) $($problems[0].FullyQualifiedErrorId.Split(',')[0])"
        $book = [IO.Path]::ChangeExtension($file, '.xlsx')
        [IO.File]::WriteAllText($book, 'PK')
        try { Import-Statement $book -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        [IO.File]::Delete($book)
        """));

    private static async Task<IReadOnlyList<string>> RunAsync(string script)
    {
        await using var own = await TestServer.StartSeededAsync();
        return await THost.RunAsync(script, own.Address);
    }
}
