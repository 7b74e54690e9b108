using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Statements;

/// <summary>The ids of what is recorded without one.</summary>
public sealed class GeneratedIdsTests
{
    private const string Talks = "$talks = @{ By = 'Russia'; To = 'NATO'; Said = '2022-02-01'; Form = 'Spoken' }; ";

    [Fact]
    public async Task Ids_are_made_of_titles_and_those_of_statements_of_speaker_act_and_day() => Assert.Equal(
        [
            "russia-demand-2022-02-01 answer-us-in-writing", "sergei-lavrov-remark-2022",
            "russia-meeting-2022-02-01 second-round-2022-02-10",
            "russia-step-2022-02-01", "talks-on-talks True", "True", "given d1",
            "organisation-for-the-remark-2022-02-01 True",
        ],
        await RunAsync(Talks + """
            "$((Add-Demand "Answer us, in writing!" @talks -PassThru).StatementId) $((Get-Demand answer-us-in-writing).DemandId)"
            (Add-Remark 'Слова' -By Lavrov -Said 2022 -PassThru).StatementId
            "$((Add-Meeting 'Second round' @talks -Phase Proposed -Invitee NATO -Date 2022-02-10 -PassThru).StatementId) $((Get-Meeting second-round-2022-02-10).MeetingId)"
            (Add-NegotiationStep 'Off' @talks -Negotiation european-security-2022 -Step Suspended -PassThru).StatementId
            "$((New-Negotiation @{ ru = 'О переговорах'; en = 'Talks on talks' }).NegotiationId) $((New-Negotiation ('Long words ' * 20)).NegotiationId -match '^long-words(-[a-z]+){2,7}$')"
            # Of other letters no id is made: the server gives one.
            [string]((Add-Demand 'Требование' @talks -Restates answer-us-in-writing -PassThru).StatementId.Length -gt 0 -and (New-Negotiation 'Переговоры').NegotiationId -match '^[a-z0-9]+$')
            "$((Add-Demand 'Given' @talks -StatementId given -Id d1 -PassThru).StatementId) $((Get-Demand d1).DemandId)"
            $null = New-Actor 'Organisation for the Prohibition of Chemical Weapons' -Type Organisation -AllowSameName
            $long = (Add-Remark 'Long' -By organisation-for-the-prohibition-of-chemical-weapons -Said 2022-02-01 -PassThru).StatementId
            "$long $($long.Length -le 63)"
            """));

    [Fact]
    public async Task An_id_that_is_taken_gets_a_suffix_which_a_dry_run_shows_too()
    {
        var output = await RunAsync(Talks + """
            $null = Add-Demand 'Answer us' @talks
            # The message to the host is caught.
            Add-Demand 'Answer us' @talks -Due 2022-02-09 -WhatIf -WarningAction SilentlyContinue 6>&1 | ForEach-Object { if ("$_" -match 'answer-us-[a-z0-9]+') { $Matches[0] } }
            $again = Add-Demand 'Answer us' @talks -Due 2022-02-09 -PassThru -WarningAction SilentlyContinue
            (Get-Demand answer-us*).DemandId -notlike 'answer-us'
            $again.StatementId
            1..4 | ForEach-Object { (Add-Remark 'The same' @talks -PassThru -WarningAction SilentlyContinue).StatementId }
            """);

        Assert.Matches("^answer-us-[0-9a-f]{4}$", output[0]);
        Assert.Equal(output[0], output[1]);
        Assert.Matches("^russia-demand-2022-02-01-[0-9a-f]{4}$", output[2]);
        Assert.Equal("russia-remark-2022-02-01", output[3]);
        Assert.All(output.Skip(4), id => Assert.Matches("^russia-remark-2022-02-01-[0-9a-f]{4}$", id));
        Assert.Equal(output.Count, output.Distinct().Count() + 1);
    }

    [Fact]
    public async Task An_id_that_was_typed_and_is_taken_is_refused_at_once() => Assert.Equal(["1 DiplomacyApi.StatementExists"],
        await RunAsync(Talks + """
        $calls = @(Add-Demand 'Anew' @talks -StatementId russia-proposals-2021-12 -Verbose -ErrorAction SilentlyContinue -ErrorVariable problem 4>&1 | ForEach-Object { if ("$_" -like 'RecordStatement:*') { $_ } }).Count
        "$calls $($problem[0].FullyQualifiedErrorId.Split(',')[0])"
        """));

    [Fact]
    public async Task A_write_that_is_repeated_under_its_request_id_keeps_its_ids() => Assert.Equal(["True", "True", "True", "True", "4"],
        await RunAsync(Talks + """
        $head = (Get-Journal).Revision
        foreach ($write in { Add-Demand 'Answer us' @talks -RequestId one -PassThru }, { Add-Demand 'Answer us' @talks -RequestId two -PassThru -WarningAction SilentlyContinue },
                           { Add-Meeting 'Round' @talks -Phase Proposed -Invitee NATO -RequestId three -PassThru }) {
            [string]((& $write).StatementId -eq (& $write).StatementId)
        }
        [string]((New-Negotiation Talks -RequestId four).NegotiationId -eq (New-Negotiation Talks -RequestId four).NegotiationId)
        (Get-Journal).Revision - $head
        """));

    [Fact]
    public async Task Meetings_of_one_title_and_day_stay_apart_and_statements_recorded_together_have_an_id_each() => Assert.Equal(
        ["7", "nato-promise-2022-02-02 nato-promise-2022-02-02-2"], await RunAsync(Talks + """
        1..7 | ForEach-Object { $null = Add-Meeting 'Round' @talks -Phase Proposed -Invitee NATO -Date 2022-02-10 -WarningAction SilentlyContinue }
        @(Get-Meeting | ForEach-Object { if ($_.Title -eq 'Round') { $_ } }).Count
        'd1', 'd2' | ForEach-Object { $null = Add-Demand "Ask for $_" @talks -Id $_ }
        (Add-Promise 'Both' -By NATO -To Russia -Said 2022-02-02 -Demand d1, d2 -PassThru).StatementId -join ' '
        """));

    private static async Task<IReadOnlyList<string>> RunAsync(string script)
    {
        await using var server = await TestServer.StartSeededAsync();
        return await HostedRunspace.RunAsync(script, server.Address);
    }
}
