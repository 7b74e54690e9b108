using Diplomacy.V1;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Module.Statements;
using DiplomacyApi.Tests.Server;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Module.Export;

public sealed class HostedExportStatementTests : ExportStatementTests<HostedRunspace>;

public sealed class PwshExportStatementTests : ExportStatementTests<PwshRunspace>;

/// <summary>Exports of statements: what was exported can be imported, into the same server and into an empty one.</summary>
public abstract class ExportStatementTests<THost> : IDisposable
    where THost : IModuleHost
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    [Fact]
    public async Task An_export_makes_the_same_statements_of_an_empty_server()
    {
        await using var source = await TestServer.StartSeededAsync();
        await using var copy = await TestServer.StartEmptyAsync();
        await using var table = await TestServer.StartEmptyAsync();
        var (lines, csv) = (Path.Combine(_folder.FullName, "all.jsonl"), Path.Combine(_folder.FullName, "all.csv"));

        var output = await THost.RunAsync($$"""
            $null = Edit-Statement nato-promise-of-written-answer -Set @{ Due = '2022-02-26' }
            $null = Edit-Statement russia-proposals-2021-12 -AddReport @{ Outlet = 'Reuters; later'; Title = '[a] title' }
            $null = Export-Statement '{{lines}}' -IncludeNamed
            $null = Export-Statement '{{csv}}'
            Connect-DiplomacyApi {{copy.Address}}
            "$(Import-Statement '{{lines}}')"
            "$((Import-Statement '{{lines}}').Recorded)"
            Connect-DiplomacyApi {{table.Address}}
            $null = Import-Statement '{{lines}}' -ErrorAction Stop
            $null = Import-Actor '{{Repository.At("seeds", "security-talks-2022", "actors.jsonl")}}'
            Connect-DiplomacyApi {{source.Address}}
            $null = Undo-Statement nato-promise-of-written-answer -Confirm:$false
            $null = Export-Statement '{{csv}}' -ErrorAction SilentlyContinue -ErrorVariable there
            $there[0].FullyQualifiedErrorId.Split(',')[0]
            """, source.Address);

        Assert.EndsWith("0 skipped, 0 failed", output[0], StringComparison.Ordinal);
        Assert.Equal(["0", "DiplomacyApi.FileExists"], output.Skip(1));
        foreach (var line in await File.ReadAllLinesAsync(lines, TestServer.Token))
            Assert.DoesNotContain("recordTime", line, StringComparison.Ordinal);
        var promise = await copy.StatementAsync("nato-promise-of-written-answer");
        Assert.Equal("2022-02-26", promise.Promise.Due.Text);
        Assert.Equal(2, (await copy.StatementAsync("russia-proposals-2021-12")).Reports.Count);
    }

    [Fact]
    public async Task A_table_that_was_exported_is_what_is_there()
    {
        await using var server = await TestServer.StartSeededAsync();
        var csv = Path.Combine(_folder.FullName, "all.csv");

        var output = await THost.RunAsync($$"""
            $null = Add-Demand @{ en = 'Asked'; ru = 'Требование' } -By Russia -To NATO -Said 2022-02-01 -Language ru -Id d1 -Title '[draft]' -Item ([ordered]@{ b = 'one; two = three'; a = @{ en = 'Ay'; ru = 'А' } }) -Negotiation european-security-2022 -Report @{ Outlet = 'Reuters'; Credibility = 2 }, @{ Url = 'https://example.org/1' }
            $null = Add-Response 'No' -By NATO -To Russia -Said 2022-02-02 -Form Written -Demand d1 -Item @{ a = @{ Position = 'Rejected'; Text = 'words; more' } } -Complete
            $null = Export-Statement '{{csv}}' -Said 2022-02
            "$(Import-Statement '{{csv}}')"
            """, server.Address);

        Assert.Equal(["0 recorded, 2 skipped, 0 failed"], output);
    }

    [Theory]
    [InlineData("mended.csv")]
    [InlineData("mended.jsonl")]
    public async Task What_was_corrected_is_there_already_too(string name)
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = Path.Combine(_folder.FullName, name);

        var output = await THost.RunAsync($$"""
            $null = Edit-Statement nato-promise-of-written-answer -Set @{ Due = '2022-02-26' }
            $null = Edit-Statement nato-promise-of-written-answer -Summary 'In better words'
            $null = Edit-Statement russia-proposals-2021-12 -AddReport @{ Outlet = 'Reuters; later'; Title = '[a] title' }
            $null = Edit-Statement lavrov-waits-for-answers -By Russia
            $null = Edit-Statement lavrov-waits-for-answers -AddReport @{ Outlet = 'An agency' }
            $null = Undo-Statement lavrov-warns-of-reaction -Confirm:$false
            $head = (Get-Journal).Revision
            $null = Export-Statement '{{file}}'
            $run = Import-Statement '{{file}}'
            "$($run.Recorded) $($run.Skipped -eq $run.Rows) $($run.Failed) $((Get-Journal).Revision - $head)"
            """, server.Address);

        Assert.Equal(["0 True 0 0"], output);
    }

    [Fact]
    public async Task A_table_gives_the_same_answers_on_another_server()
    {
        await using var source = await TestServer.StartSeededAsync();
        await using var copy = await TestServer.StartEmptyAsync();
        var (csv, named) = (Path.Combine(_folder.FullName, "all.csv"), Path.Combine(_folder.FullName, "named.jsonl"));
        var items = new List<string>();
        await foreach (var item in source.Client.ExportStatementsAsync(
            new ExportStatementsRequest { IncludeNamed = true }, TestServer.Token))
        {
            if (item.Actor is not null) items.Add(JsonFormatter.Default.Format(item.Actor));
            if (item.Negotiation is not null) items.Add(JsonFormatter.Default.Format(item.Negotiation));
        }
        await File.WriteAllLinesAsync(named, items, TestServer.Token);

        var output = await THost.RunAsync($$"""
            # All but where it lies in the log.
            $answers = {
                foreach ($date in '2021-12-20', '2022-01-10', '2022-01-14', '2022-01-18', '2022-01-20', '2022-02-28') {
                    $(
                        Get-PendingDemand -AsOf $date
                        Get-Obligation -AsOf $date
                        Get-Promise -AsOf $date
                        Get-Meeting -AsOf $date
                        Get-NegotiationStatus european-security-2022 -AsOf $date
                        Get-NegotiationTimeline european-security-2022 -AsOf $date
                    ) | ForEach-Object { "$date $($_.GetType().Name): $(@($_.PSObject.Properties | Where-Object { $_.Name -notlike '*Revision' } | ForEach-Object { "$($_.Name)=$($_.Value)" }) -join '|')" }
                }
            }
            $null = Edit-Statement nato-promise-of-written-answer -Set @{ Due = '2022-02-26' }
            $null = Undo-Statement lavrov-warns-of-reaction -Confirm:$false
            $null = Export-Statement '{{csv}}'
            $there = @(& $answers)
            Connect-DiplomacyApi {{copy.Address}}
            $null = Import-Statement '{{named}}' -ErrorAction Stop
            $run = Import-Statement '{{csv}}'
            "$($run.Recorded -eq $run.Rows) $($run.Failed)"
            $here = @(& $answers)
            "$($there.Count -gt 50)"
            $there | Where-Object { $_ -notin $here }
            $here | Where-Object { $_ -notin $there }
            "$((Import-Statement '{{csv}}').Skipped -eq $run.Rows)"
            """, source.Address);

        Assert.Equal(["True 0", "True", "True"], output);
    }

    [Theory]
    [InlineData("all.csv")]
    [InlineData("all.jsonl")]
    public async Task What_was_corrected_to_name_what_came_later_is_taken_by_an_empty_server(string name)
    {
        await using var source = await TestServer.StartSeededAsync();
        await using var copy = await TestServer.StartEmptyAsync();
        var (file, named) = (Path.Combine(_folder.FullName, name), Path.Combine(_folder.FullName, "named.jsonl"));

        var output = await THost.RunAsync($$"""
            $how = @{ Negotiation = 'european-security-2022'; Said = '2022-02-01' }
            $null = Add-Remark 'Too early to be an answer' -By NATO -To Russia -StatementId early @how
            $null = Add-Remark 'About that' -By Russia -Subject early -StatementId about @how
            $null = New-Actor -Id late-envoy -Name 'Late Envoy' -Type Person -SpeaksFor nato
            $null = Add-Demand 'Asked for later' -By Russia -To NATO -Id later -StatementId asked @how
            $null = Add-Remark 'A word on it' -By Russia -StatementId word @how
            $null = Edit-Statement early -Act Response -Set @{ Demand = 'later'; Position = 'Rejected' } -Form Written -By late-envoy
            $null = Edit-Statement about -InReplyTo word
            $null = Export-Statement '{{named}}' -IncludeNamed
            $null = Export-Statement '{{file}}'
            $there = (Get-Demand later).State
            $lines = [IO.File]::ReadAllLines('{{named}}') | Where-Object { $_ -match '^\{ ?"(actor|negotiation)' }
            Connect-DiplomacyApi {{copy.Address}}
            $null = $lines | Import-Statement -ErrorAction Stop
            $run = Import-Statement '{{file}}' -Mode Atomic
            "$($run.Recorded -eq $run.Rows) $($run.Failed) $($there -eq (Get-Demand later).State) $there"
            """, source.Address);

        Assert.Equal(["True 0 True NATO: Answered"], output);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_reported_so_and_leaves_nothing()
    {
        await using var server = await TestServer.StartSeededAsync();
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "folder.csv"));

        var output = await THost.RunAsync($$"""
            foreach ($path in '{{_folder.FullName}}/absent/all.jsonl', '{{_folder.FullName}}/absent/all.csv', '{{folder.FullName}}') {
                try { $null = Export-Statement $path -ErrorAction Stop; 'no error' } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            }
            """, server.Address);

        Assert.Equal(["DiplomacyApi.FileNotWritable", "DiplomacyApi.FileNotWritable", "DiplomacyApi.FileExists"], output);
        Assert.Equal(["folder.csv"], _folder.GetFileSystemInfos().Select(entry => entry.Name));
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
