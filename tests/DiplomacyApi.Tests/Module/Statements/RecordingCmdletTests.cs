using Diplomacy.V1;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Statements;

/// <summary>Recording and mending from PowerShell, in whatever host.</summary>
public abstract class RecordingCmdletTests(SeededServer seeded) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task Each_act_records_all_that_is_typed()
    {
        await using var server = await TestServer.StartSeededAsync();

        var shown = await RunAsync("""
            $talks = @{ By = 'russia'; To = 'NATO', 'United States'; Negotiation = 'european-security-2022' }
            $null = Add-Demand @{ en = 'Asked'; ru = 'Требование' } @talks -Said 2022-02-01 -Language ru -StatementId s-demand -Id d1 -Title 'Points' -Item ([ordered]@{ b = 'Bee'; a = @{ en = 'Ay' } }) -Force Ultimatum -RequiredForm Written -ItemByItem -InOwnName -Due 2022-02-10 -Target NATO -Quote 'now' -Marking 'internal' -Outlet 'The Moscow Times' -Url https://example.org/1 -Published 2022-02-02
            $null = Add-Demand 'Again' @talks -Said 2022-02-02 -StatementId s-again -Restates d1 -Item c
            $null = Add-Promise 'Will answer' -By NATO -To Russia -Said 2022-02-03 -StatementId s-promise -Demand d1 -Item a -Due 2022-02-09 -ToldBy Lavrov
            $null = Add-Promise 'Will leave' @talks -Said 2022-02-03 -StatementId s-todo -ToDo 'Troops leave' -Due 2022-02-20
            $null = Add-Response 'Answered' -By NATO -To Russia -Said 2022-02-04 -StatementId s-response -Form Written -Demand d1 -Item @{ a = 'Rejected'; b = @{ Position = 'Countered'; Text = 'half' } } -Complete -Release Leaked -Through Germany
            $null = Add-Assessment 'Not enough' -By Lavrov -To NATO -Said 2022-02-04 -StatementId s-assessment -Demand d1 -Verdict Insufficient -Debtor NATO -Item a
            $null = Add-Fulfillment 'They left' @talks -Said 2022-02-18 -StatementId s-fulfillment -Subject s-todo -InPart
            $null = Add-Condition 'No talks' @talks -Said 2022-02-05 -StatementId s-condition -Demand d1 -Until Settled -Title 'Answers first'
            $null = Add-Warning 'Or else' @talks -Said 2022-02-05 -StatementId s-warning -Demand d1 -DependsOn 'silence' -Hedged
            $null = Add-Meeting 'Geneva' @talks -Said 2022-02-06 -StatementId s-meeting -Id m1 -Phase Proposed -Invitee NATO -Participant Russia, NATO -Place Geneva -Date 2022-02-21 -Agenda 'Points'
            $null = Add-NegotiationStep 'Off' @talks -Said 2022-02-07 -StatementId s-step -Step Suspended
            $null = Add-Remark 'Yes' -By NATO -Said 2022-02-08 -StatementId s-remark -Subject s-promise -Stance Confirms
            $null = Add-Withdrawal 'Never mind' @talks -Said 2022-02-09 -StatementId s-withdrawal -Subject s-warning
            (Get-Statement s-response).Through
            """, server.Address);

        var demand = await server.StatementAsync("s-demand");
        Assert.Equal("actors/nato actors/united-states", string.Join(' ', demand.Addressees));
        Assert.Equal("ru:Требование en:Asked", string.Join(' ', demand.Summaries.Select(text => $"{text.LanguageCode}:{text.Text}")));
        Assert.Equal(("now", "internal", Attribution.OnRecord), (demand.Quotation.Text, demand.Marking, demand.Attribution));
        Assert.Equal(("actors/the-moscow-times", "https://example.org/1", "2022-02-02"),
            (demand.Reports[0].Outlet, demand.Reports[0].Url, demand.Reports[0].Published.Text));
        Assert.Equal("b:Bee a:Ay", string.Join(' ', demand.Demand.Items.Select(item => $"{item.Id}:{item.Titles[0].Text}")));
        Assert.Equal((Force.Ultimatum, RequiredForm.Written, true, true, "2022-02-10", "actors/nato"),
            (demand.Demand.Force, demand.Demand.RequiredForm, demand.Demand.ItemByItem, demand.Demand.InOwnName, demand.Demand.Due.Text,
                demand.Demand.Targets.Single()));
        Assert.Equal("demands/d1", (await server.StatementAsync("s-again")).Demand.Restates);
        var promise = await server.StatementAsync("s-promise");
        Assert.Equal((Attribution.Counterpart, "actors/sergei-lavrov", PromiseKind.ToAnswer, "a"),
            (promise.Attribution, promise.ToldBy, promise.Promise.Kind, promise.Promise.Items.Single()));
        Assert.Equal((PromiseKind.ToDo, "Troops leave"),
            ((await server.StatementAsync("s-todo")).Promise.Kind, (await server.StatementAsync("s-todo")).Promise.Titles[0].Text));
        var response = await server.StatementAsync("s-response");
        Assert.Equal("a:Rejected: b:Countered:half",
            string.Join(' ',
                response.Response.Positions.Select(position =>
                    $"{position.Item}:{position.Position}:{position.Texts.FirstOrDefault()?.Text}")));
        Assert.Equal((true, Release.Leaked), (response.Response.Complete, response.Release));
        Assert.Equal(("actors/germany", "actors/russia"), (response.Through.Single(), response.Addressees.Single()));
        Assert.Equal(["Germany"], shown);
        var assessment = await server.StatementAsync("s-assessment");
        Assert.Equal(("statements/s-response", Verdict.Insufficient, "actors/nato"),
            (assessment.InReplyTo, assessment.Assessment.Verdict, assessment.Assessment.Debtors.Single()));
        var fulfillment = await server.StatementAsync("s-fulfillment");
        Assert.Equal(("statements/s-todo", false), (fulfillment.InReplyTo, fulfillment.Fulfillment.Complete));
        Assert.Equal((ConditionUntil.Settled, "Answers first"),
            ((await server.StatementAsync("s-condition")).Condition.Until,
                (await server.StatementAsync("s-condition")).Condition.Titles[0].Text));
        var warning = (await server.StatementAsync("s-warning")).Warning;
        Assert.Equal(("Or else", "silence", true), (warning.Consequences[0].Text, warning.Conditions[0].Text, warning.Hedged));
        var meeting = (await server.StatementAsync("s-meeting")).Meeting;
        Assert.Equal(("meetings/m1", "Geneva", "Geneva", "2022-02-21", 2),
            (meeting.Meeting, meeting.Titles[0].Text, meeting.Places[0].Text, meeting.Date.Text, meeting.Participants.Count));
        Assert.Equal(NegotiationStep.Suspended, (await server.StatementAsync("s-step")).NegotiationStep.Step);
        Assert.Equal(Stance.Confirms, (await server.StatementAsync("s-remark")).Remark.Stance);
        Assert.Equal("statements/s-warning", (await server.StatementAsync("s-withdrawal")).Withdrawal.Subject);
    }

    [Theory]
    [InlineData("Add-Demand Asked -By Russia -To NATO -Said 2022-13-01", "-Said")]
    [InlineData("Add-Demand Asked -By Russia -To NATO -Said 2022-01-01 -Due 2022-13 -Item @{ 'A b' = 'x' } -Id 'Not one'",
        "-Id -Item -Due")]
    [InlineData("Add-Response Answered -By NATO -To Russia -Said 2022-01-27 -Form Written -Demand security-guarantees-2021", "-Position")]
    [InlineData("Add-Remark Said -By NATO -Said 2022-01-27 -Url nowhere -Outlet CNN", "-Url")]
    [InlineData("Get-PendingDemand -AsOf 2022-02-30", "-AsOf")]
    [InlineData("Get-PendingDemand -DueBefore 2022-13 -PublishedBy 2022-02-30", "-PublishedBy -DueBefore")]
    [InlineData("Search-Statement '*'", "-Text")]
    public async Task What_is_wrong_is_reported_by_the_parameter(
        string typed, string parameters) => Assert.Equal([parameters], await RunAsync($$"""
        try { {{typed}} -ErrorAction Stop }
        catch { ($_.Exception.Message -split "`n" | ForEach-Object { ($_ -split ': ')[0] }) -join ' ' }
        """, seeded.Address));

    [Fact]
    public async Task A_role_does_not_decide_who_spoke_or_was_spoken_to() => Assert.Equal(
        ["UnknownActor liz-truss", "UnknownActor liz-truss"], await RunAsync("""
        foreach ($typed in { Add-Remark x -By 'British foreign secretary' -Said 2022-01-18 -WhatIf -ErrorAction Stop },
                           { Add-Remark x -By Russia -To 'British foreign secretary' -Said 2022-01-18 -WhatIf -ErrorAction Stop }) {
            try { & $typed } catch { "$($_.FullyQualifiedErrorId.Split(',')[0].Split('.')[1]) $([regex]::Match($_.Exception.Message, 'liz-truss'))" }
        }
        """, seeded.Address));

    [Theory]
    [InlineData("Unspecified")]
    [InlineData("Local")]
    [InlineData("Utc")]
    public async Task Midnight_as_a_DateTime_of_any_kind_is_that_day(string kind)
    {
        await using var server = await TestServer.StartSeededAsync();

        await RunAsync(
            $"$null = Add-Remark x -By NATO -StatementId s1 -Said ([datetime]::new(2022, 1, 18, 0, 0, 0, [DateTimeKind]::{kind}))",
            server.Address);

        Assert.Equal("2022-01-18", (await server.StatementAsync("s1")).Said.Text);
    }

    [Fact]
    public async Task A_promise_with_a_due_is_reported_in_one_line()
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await RunAsync("""
            $null = Add-Demand 'Asked' -By Russia -To NATO -Said 2022-02-01 -Id d1
            (Add-Promise 'By then' -By NATO -To Russia -Said 2022-02-02 -Demand d1 -Due 2022-02-10).Change
            (Add-Promise 'To leave' -By NATO -To Russia -Said 2022-02-03 -StatementId p1 -ToDo 'Troops leave' -Due 2022-02-20).Change
            """, server.Address);

        Assert.Equal(["NATO, d1: Outstanding → Promised, due 2022-02-10", "NATO, Troops leave (p1): none → Promised, due 2022-02-20"],
            output);
    }

    [Fact]
    public async Task What_a_write_moves_in_the_negotiation_is_reported_with_it()
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await RunAsync("""
            $talks = @{ By = 'Russia'; To = 'NATO'; Negotiation = 'talks' }
            $null = New-Negotiation 'Talks' -Id talks -Party Russia, NATO
            'one'; (Add-NegotiationStep 'Begun' @talks -Said 2022-02-01 -Step Opened).Change
            'demand'; (Add-Demand 'Asked' @talks -Said 2022-02-02 -Id d1 -Due 2022-02-20).Change
            'condition'; (Add-Condition 'No talks' @talks -Said 2022-02-03 -StatementId c1 -Demand d1 -Title 'Answers first').Change
            'several'; (@{ Act = 'Warning'; Summary = 'Or else' }, @{ Act = 'Meeting'; Summary = 'Geneva'; Id = 'm1'; Title = 'Geneva'; Phase = 'Scheduled'; Date = '2099' } |
                ForEach-Object { $_ + $talks + @{ Said = '2022-02-04' } } | Add-Statement).Change
            'answer'; $rows = Add-Response 'Yes' -By NATO -To Russia -Said 2022-02-05 -Form Written -Demand d1 -Position Accepted; $rows.Change
            ($rows | Where-Object What -eq NegotiationState | ForEach-Object { $_.SubjectId, $_.Before, $_.After }) -join '|'
            'mended'; (Undo-Statement $rows[0].StatementId -Confirm:$false).StatusChanges.Change
            'nothing'; (Add-Remark 'Hm' @talks -Said 2022-02-06).Change
            'would'; Add-NegotiationStep 'Off' @talks -Said 2022-02-07 -Step Suspended -WhatIf 6>&1
            """, server.Address);

        Assert.Equal(
        [
            "one", "Recorded: NegotiationStep by Russia.", "talks: not begun → active",
            "demand", "NATO, d1: none → Outstanding, due 2022-02-20",
            "condition", "Recorded: Condition by Russia.",
                "talks: active → awaiting answers", "talks: condition none → Russia: Answers first (waits for NATO), on record",
            "several", "Recorded: Warning by Russia.", "talks: warning none → Russia: Or else, on record, 2022-02-04",
                "Recorded: Meeting by Russia.", "talks: next meeting none → Geneva, Scheduled for 2099, on record",
            "answer", "NATO, d1: Outstanding → Answered", "NATO, d1: formal position none → Accepted",
                "talks: awaiting answers → active", "talks: condition Russia: Answers first (waits for NATO), on record → none",
                "talks|awaiting answers|active",
            "mended", "NATO, d1: Answered → Outstanding, due 2022-02-20", "NATO, d1: formal position Accepted → none",
                "talks: active → awaiting answers", "talks: condition none → Russia: Answers first (waits for NATO), on record",
            "nothing", "Recorded: Remark by Russia.",
            "would", "What if: Record a step of a negotiation: Russia to NATO, 2022-02-07: Off",
            "What if: Would be recorded: NegotiationStep by Russia.",
                "What if: talks: awaiting answers → suspended",
        ], output);
    }

    [Fact]
    public async Task A_pipeline_of_writes_makes_no_call_but_its_writes()
    {
        const int Writes = 5;
        var calls = new CountedCalls();
        await using var server = await TestServer.StartSeededAsync(interceptor: calls);

        var told = await RunAsync($$"""
            $null = New-Negotiation 'Talks' -Id talks -Party Russia, NATO
            $rows = 1..{{Writes}} | ForEach-Object { @{ Act = 'NegotiationStep'; Summary = 'x'; By = 'russia'; To = 'nato'; Negotiation = 'talks'; Said = '2022-02-01'
                StatementId = "step-$_"; Step = $_ % 2 ? 'Opened' : 'Suspended' } } | Add-Statement
            @($rows | Where-Object What -eq NegotiationState).Count
            """, server.Address);

        Assert.Equal([$"{Writes}"], told);
        Assert.Equal(Writes, calls.Of("RecordStatement"));
        Assert.Equal(0, calls.Of("CompareNegotiationStatus") + calls.Of("GetNegotiationStatus"));
    }

    [Fact]
    public async Task What_if_reports_what_would_change_and_records_nothing()
    {
        var before = await seeded.HeadAsync();

        var output = await RunAsync("""
            Add-Promise 'By then' -By NATO -To Russia -Said 2022-01-19 -Demand security-guarantees-2021 -Due 2022-02-01 -WhatIf 6>&1
            Add-Statement @{ Act = 'Remark'; Summary = 'x'; By = 'NATO' } -WhatIf 6>&1
            Edit-Statement nato-promise-of-written-answer -Set @{ Due = '2022-01-26' } -WhatIf 6>&1
            Undo-Statement nato-promise-of-written-answer -WhatIf 6>&1
            New-Actor 'Élysée Palace' -Type Ministry -WhatIf 6>&1
            New-Negotiation 'Talks' -Id talks -WhatIf 6>&1
            $WhatIfPreference = $true
            Add-Remark 'y' -By NATO 6>&1
            """, seeded.Address);

        Assert.Equal(before, await seeded.HeadAsync());
        Assert.All(output, line => Assert.StartsWith("What if: ", line, StringComparison.Ordinal));
        Assert.Contains(output, line => line.Contains("promise.due: (none) → 2022-01-26", StringComparison.Ordinal));
        Assert.Contains(output, line => line.Contains("Annulled, as if never recorded", StringComparison.Ordinal));
        Assert.Contains("What if: Élysée Palace would be created as elysee-palace.", output);
        Assert.Contains(output, line => line.Contains("Remark by NATO.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_edit_changes_what_is_given_and_shows_both()
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await RunAsync("""
            $talks = @{ By = 'russia'; To = 'NATO'; Negotiation = 'european-security-2022' }
            $null = Add-Demand 'Asked' @talks -Said 2022-02-01 -Id d1 -StatementId s1 -Item @{ a = 'Ay'; b = 'Bee' } -Url https://example.org/1
            $null = Add-Response 'No' -By NATO -To Russia -Said 2022-02-02 -StatementId r1 -Form Written -Demand d1 -Item @{ a = 'Rejected'; b = 'Rejected' }
            $e = Edit-Statement r1 -Set @{ Item = @{ a = 'Accepted' } } -Note 'misread'
            "$($e.Label)|$($e.Note)|$($e.Changed)|$($e.Before.StatementId)|$($e.StatusChanges | ForEach-Object Change)"
            $e = Edit-Statement s1 -Summary 'Asked for' -Label Refined
            "$($e.Before.Summary)|$($e.After.Summary)|$($e.After.Sources)"
            $e = Edit-Statement r1 -Act Remark
            "$($e.Label)|$($e.After.Act)"
            $null = Undo-Statement "corrections/$($e.CorrectionId)" -Confirm:$false
            "$((Get-Statement r1).Act)"
            $null = Add-Demand 'Asked, too' @talks -Said 2022-02-01 -Id d2 -StatementId s2 -Item a, b
            "$((Edit-Statement s2 -DuplicateOf s1).Changed)"
            $null = Edit-Statement s1 -AddReport @{ Outlet = 'Reuters'; Url = 'https://example.org/2'; Reliability = 'b'; Credibility = 2 }
            "$((Undo-Statement r1 -Confirm:$false -Label SourceRetracted).Changed)"
            "$((Get-Demand d1).State)"
            try { Edit-Statement s1 -Summary 'Asked for' -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            try { Edit-Statement s1 -Summary 'Other' -UnchangedSince 1 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            """, server.Address);

        Assert.Equal(
            "Error|misread|response.positions: a Rejected; b Rejected → a Accepted; b Rejected|r1|NATO, d1/a: formal position Rejected → Accepted",
            output[0]);
        Assert.StartsWith("Asked|Asked for|", output[1], StringComparison.Ordinal);
        Assert.Contains("https://example.org/1", output[1], StringComparison.Ordinal);
        Assert.Equal(
            ["Reclassified|Remark", "Response", "Counts as s1", "Annulled, as if never recorded", "NATO: Outstanding",
                "DiplomacyApi.NothingToChange", "DiplomacyApi.ExpectationFailed"],
            output.Skip(2));
        Assert.Equal(
            "B2", (await server.StatementAsync("s1")).Reports.Select(report => $"{report.Reliability}{report.Credibility}").Last());
    }

    [Fact]
    public async Task Actors_and_negotiations_are_created_and_changed()
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await RunAsync("""
            $a = New-Actor ([ordered]@{ en = 'Ministry of Tests'; ru = 'Форин-офис' }) -Type Ministry -Alias FOX -ExternalId @{ wikidata = 'Q999999999' } -Affiliation @{ Body = 'the-west'; Role = @{ en = 'member' }; Start = '2020'; SpeaksFor = $false }
            "$($a.ActorId)|$($a.Name)|$($a.Type)|$($a.Aliases)|$($a.ExternalIds)"
            $b = Set-Actor FOX -Alias FOX, FOY -Source 'by hand'
            "$($b.Aliases)|$($b.Name)"
            "$((Set-Actor ministry-of-tests -Alias @() -Confirm:$false).Aliases)"
            "$((New-Negotiation 'Talks on talks' -Id talks -Party Russia, Nobody -ErrorAction SilentlyContinue -ErrorVariable problem).NegotiationId)$($problem[0].FullyQualifiedErrorId.Split(',')[0])"
            "$((New-Negotiation 'Talks on talks' -Id talks -Party Russia, 'Ministry of Tests').NegotiationId)"
            """, server.Address);

        Assert.Equal("ministry-of-tests|Ministry of Tests|Ministry|Форин-офис, FOX|wikidata:Q999999999", output[0]);
        Assert.Equal(["Форин-офис, FOX, FOY|Ministry of Tests", "Форин-офис", "DiplomacyApi.UnknownActor", "talks"], output.Skip(1));
    }

    [Fact]
    public async Task One_statement_is_begun_like_another_and_a_request_id_records_it_once()
    {
        await using var server = await TestServer.StartSeededAsync();

        await RunAsync("""
            $null = Add-Promise 'Also' -SameAs nato-promise-of-written-answer -StatementId like-it -Demand security-guarantees-2021 -Due 2022-02-01
            1..2 | ForEach-Object { $null = Add-Remark 'Once' -By NATO -Said 2022-02-01 -RequestId once }
            $null = @{ Act = 'Remark'; Summary = 'From a table'; By = 'NATO'; StatementId = 'tabled' }, [pscustomobject]@{ Act = 'remark'; Summary = 'From an object'; Speaker = 'NATO'; StatementId = 'objected' } | Add-Statement
            """, server.Address);

        var (like, model) = (await server.StatementAsync("like-it"), await server.StatementAsync("nato-promise-of-written-answer"));
        Assert.Equal((model.Said.Text, model.Attribution, model.ToldBy, "Also", "2022-02-01"),
            (like.Said.Text, like.Attribution, like.ToldBy, like.Summaries.Single().Text, like.Promise.Due.Text));
        var remarks = await server.Client.Statements.ListStatementsAsync(
            new ListStatementsRequest { Filter = new StatementFilter { ActKinds = { ActKind.Remark }, Speaker = "actors/nato" } },
            cancellationToken: TestServer.Token);
        Assert.Single(remarks.Statements, remark => remark.Summaries[0].Text == "Once");
        Assert.Equal("From a table", (await server.StatementAsync("tabled")).Summaries[0].Text);
        Assert.Equal("From an object", (await server.StatementAsync("objected")).Summaries[0].Text);
    }

    [Theory]
    [InlineData("Add-Response x -By NATO -Demand security-guarantees-2021 -Position Rejected", "Required", "-Form Spoken or -Form Written")]
    [InlineData("Add-Response x -By NATO -Form Spoken -Demand security-guarantees-2021 -Item @{ a = 'Perhaps' }", "InvalidValue",
        "Accepted, Rejected, Countered")]
    [InlineData("Add-Response x -By NATO -Form Spoken -Demand security-guarantees-2021 -Item a", "InvalidValue",
        "-Item @{ a = 'Rejected' }")]
    [InlineData("Add-Remark x -By NATO -Said 2022-13-01", "InvalidDate", "-Said")]
    [InlineData("Add-Remark x -By NATO -Report @{ Published = 'next week' }", "InvalidDate", "Published: 'next week' is not understood")]
    [InlineData("Add-Statement @{ Act = 'Speech'; By = 'NATO' }", "InvalidValue", "Demand, Promise, Response")]
    [InlineData("Add-Statement @{ By = 'NATO' }", "InvalidValue", "Act is one of")]
    [InlineData("Add-Statement @{ Act = 'Remark'; Bye = 'NATO' }", "InvalidValue", "A Remark row has no 'Bye'; it has Attribution, By")]
    [InlineData("Add-Statement @{ Act = 'Remark'; Form = 'Sung' }", "InvalidValue", "Form: 'Sung' is not one of Spoken, Written")]
    [InlineData("Add-Remark x -By NATO -Report @{ Link = 'x' }", "InvalidValue", "A report has no 'Link'; it has Outlet, Url")]
    [InlineData("Edit-Statement nothing -Summary x", "UnknownStatement", "'nothing'")]
    [InlineData("Set-Actor nato", "NothingToChange", "Say what changes")]
    public async Task A_wrong_word_is_reported_with_the_way_out(string command, string reason, string hint)
    {
        var output = await RunAsync(
            $"try {{ {command} -ErrorAction Stop; 'no error' }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }}",
            seeded.Address);

        Assert.Equal($"DiplomacyApi.{reason}", output[0]);
        Assert.Contains(hint, string.Join('\n', output), StringComparison.Ordinal);
    }

    protected abstract Task<IReadOnlyList<string>> RunAsync(string script, Uri address);
}

/// <summary>In the tests' own process.</summary>
public sealed class HostedRecordingCmdletTests(SeededServer seeded) : RecordingCmdletTests(seeded)
{
    protected override Task<IReadOnlyList<string>> RunAsync(string script, Uri address) => HostedRunspace.RunAsync(script, address);
}

/// <summary>In a real PowerShell.</summary>
public sealed class PwshRecordingCmdletTests(SeededServer seeded) : RecordingCmdletTests(seeded)
{
    protected override Task<IReadOnlyList<string>> RunAsync(string script, Uri address) => PwshRunspace.RunAsync(script, address);
}

internal static class StatementReading
{
    public static async Task<Statement> StatementAsync(this TestServer server, string id) =>
        (await server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = $"statements/{id}" }, cancellationToken: TestServer.Token)).Statement;
}
