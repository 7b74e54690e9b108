using DiplomacyApi.Tests.Client;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Import;

public sealed class HostedStatementUpdateTests : StatementUpdateTests<HostedRunspace>;

public sealed class PwshStatementUpdateTests : StatementUpdateTests<PwshRunspace>;

/// <summary>
/// Importing from a source that lives: what changed is corrected, what is gone is reported, and annulled only where that is asked for.
/// </summary>
public abstract class StatementUpdateTests<THost> : IDisposable
    where THost : IModuleHost
{
    private const string Header = "StatementId,Act,By,To,Said,Summary,Due,Negotiation\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    [Fact]
    public async Task What_changed_is_corrected_what_is_new_recorded_and_a_second_run_does_nothing()
    {
        await using var server = await TestServer.StartSeededAsync();
        var first = Write(
            "first.csv", Header + Demand("a", "Asked a", "2022-03-01") + Demand("b", "Asked b", "2022-03-01") + Demand("c", "Asked c", ""));
        var second = Write("second.csv",
            Header + Demand("a", "Asked a", "2022-03-01") + Demand("b", "Asked b", "2022-04-01") + Demand("d", "Asked d", ""));

        var output = await RunAsync(server, $$"""
            "$(Import-Statement '{{first}}' -Update)"
            $head = (Get-Journal).Revision
            Import-Statement '{{second}}' -Update -WhatIf -Within @{ IdPrefix = 'src-' } | ForEach-Object { "$_|$($_.Differences)|$($_.Source)" }
            "$((Get-Journal).Revision - $head)"
            "$(Import-Statement '{{second}}' -Update)"
            "$(Import-Statement '{{second}}' -Update)"
            "$((Get-Journal).Revision - $head)"
            Get-Demand src-b | ForEach-Object { $_.Due }
            Get-Demand src-b -KnownAtRevision $head | ForEach-Object { $_.Due }
            """);

        Assert.Equal(
            [
                "3 recorded, 0 skipped, 0 failed",
                "Same src-a||second.csv line 2",
                "Changed src-b: demand.due|demand.due: 2022-03-01 → 2022-04-01|second.csv line 3",
                "New src-d||second.csv line 4",
                "Gone src-c||",
                "1 recorded, 1 corrected, 1 skipped, 0 failed, 1 gone||",
                "0",
                "1 recorded, 1 corrected, 1 skipped, 0 failed",
                "0 recorded, 3 skipped, 0 failed",
                "2",
                "2022-04-01",
                "2022-03-01",
            ], output);
        var correction = await CorrectionsAsync(server, "src-b");
        Assert.Equal(Diplomacy.V1.CorrectionLabel.Refined, Assert.Single(correction).Label);
    }

    [Fact]
    public async Task Content_that_comes_back_is_corrected_each_time_it_changes()
    {
        await using var server = await TestServer.StartSeededAsync();
        var (one, other) = (Write("one.csv", Header + Demand("a", "Asked", "2022-03-01")),
            Write("other.csv", Header + Demand("a", "Asked", "2022-04-01")));

        var output = await RunAsync(server, $$"""
            foreach ($file in '{{one}}', '{{other}}', '{{one}}', '{{one}}', '{{other}}', '{{other}}') { "$(Import-Statement $file -Update) $((Get-Demand src-a).Due)" }
            """);

        Assert.Equal(
            [
                "1 recorded, 0 skipped, 0 failed 2022-03-01",
                "0 recorded, 1 corrected, 0 skipped, 0 failed 2022-04-01",
                "0 recorded, 1 corrected, 0 skipped, 0 failed 2022-03-01",
                "0 recorded, 1 skipped, 0 failed 2022-03-01",
                "0 recorded, 1 corrected, 0 skipped, 0 failed 2022-04-01",
                "0 recorded, 1 skipped, 0 failed 2022-04-01",
            ], output);
    }

    [Fact]
    public async Task What_is_gone_is_annulled_within_its_bounds_alone_and_comes_back_with_its_row()
    {
        await using var server = await TestServer.StartSeededAsync();
        var all = Write("all.csv", Header + Demand("a", "Asked a", "") + Demand("b", "Asked b", ""));
        var less = Write("less.csv", Header + Demand("a", "Asked a", ""));
        var before = (await server.HeadAsync());

        var output = await RunAsync(server, $$"""
            $within = @{ Update = $true; Within = @{ IdPrefix = 'src-' } }
            $null = Import-Statement '{{all}}' -Update
            "$(Import-Statement '{{less}}' @within -WarningVariable warned -WarningAction SilentlyContinue)"
            "$warned"
            (Get-Demand src-b).State
            Import-Statement '{{less}}' @within -AnnulMissing -WhatIf | ForEach-Object { "$_" }
            "$(Import-Statement '{{less}}' @within -AnnulMissing)"
            "$(Import-Statement '{{less}}' @within -AnnulMissing)"
            "$(try { Get-Demand src-b -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] })"
            "$(Import-Statement '{{all}}' @within -AnnulMissing)"
            (Get-Demand src-b).State
            "$(Import-Statement '{{less}}' @within -AnnulMissing)"
            "$(Import-Statement '{{all}}' @within -AnnulMissing)"
            "$(Import-Statement '{{all}}' @within -AnnulMissing)"
            "$(@(Get-JournalEntry | Where-Object Revision -gt {{before}}).Count)"
            """);

        Assert.Equal(
            [
                "0 recorded, 1 skipped, 0 failed, 1 gone",
                "1 statements no longer have a row, but are still recorded: src-b. -WhatIf lists them; -AnnulMissing annuls them.",
                "NATO: Outstanding",
                "Same src-a",
                "Gone src-b",
                "0 recorded, 1 skipped, 0 failed, 1 gone, 1 annulled",
                "0 recorded, 1 skipped, 0 failed, 1 gone, 1 annulled",
                "0 recorded, 1 skipped, 0 failed",
                "DiplomacyApi.UnknownDemand",
                "0 recorded, 1 corrected, 1 skipped, 0 failed",
                "NATO: Outstanding",
                "0 recorded, 1 skipped, 0 failed, 1 gone, 1 annulled",
                "0 recorded, 1 corrected, 1 skipped, 0 failed",
                "0 recorded, 2 skipped, 0 failed",
                "6",
            ], output);
    }

    [Fact]
    public async Task Nothing_is_annulled_where_a_row_could_not_be_read_or_no_bounds_are_given()
    {
        await using var server = await TestServer.StartSeededAsync();
        var all = Write("all.csv", Header + Demand("a", "Asked a", "") + Demand("b", "Asked b", ""));
        var unknown = Write("unknown.csv", Header + "src-b,Demand,nobody,NATO,2022-02-01,Asked b,,european-security-2022\n");
        var wrong = Write("wrong.csv",
            Header + Demand("a", "Asked a", "")
            + "src-b,Demand,nobody,NATO,2022-02-01,Asked b,,european-security-2022\nsrc-c,Demand,russia,NATO,2022-02-01,\"open\n");

        var output = await RunAsync(server, $$"""
            $null = Import-Statement '{{all}}'
            $how = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'problems'; WarningAction = 'SilentlyContinue' }
            "$(Import-Statement '{{wrong}}' -Update -Within @{ IdPrefix = 'src-' } -AnnulMissing @how)"
            $null = @{ Act = 'Demand'; StatementId = 'src-c'; By = 'russia'; To = 'NATO'; Said = '2022-02-01'; Summary = 'Asked c'; Negotiation = 'european-security-2022' } | Import-Statement
            "$(Import-Statement '{{wrong}}' -Update -Within @{ IdPrefix = 'src-' } -AnnulMissing @how)"
            $problems | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }
            (Get-Demand src-c).State
            "$(Import-Statement '{{unknown}}' -Update -Within @{ IdPrefix = 'src-' } -AnnulMissing @how)"
            (Get-Demand src-b).State
            foreach ($bad in @{ AnnulMissing = $true }, @{ Update = $true; AnnulMissing = $true }, @{ Update = $true; Within = @{ } }, @{ Update = $true; Within = @{ IdPrefix = ' ' } }, @{ Update = $true; Within = @{ Prefix = 'a' } }, @{ Within = @{ IdPrefix = 'a' } }) {
                try { Import-Statement '{{all}}' @bad } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            }
            """);

        Assert.Equal(
            [
                "0 recorded, 1 skipped, 2 failed",
                "0 recorded, 1 skipped, 2 failed, 1 gone",
                "DiplomacyApi.InvalidRow", "DiplomacyApi.UnknownActor", "DiplomacyApi.NotAnnulled",
                "NATO: Outstanding",
                "0 recorded, 0 skipped, 1 failed, 2 gone, 2 annulled",
                "NATO: Outstanding",
                "DiplomacyApi.Required", "DiplomacyApi.Required", "DiplomacyApi.InvalidValue", "DiplomacyApi.InvalidValue",
                "DiplomacyApi.InvalidValue", "DiplomacyApi.Required",
            ], output);
    }

    [Fact]
    public async Task What_people_corrected_stays_until_the_source_changes()
    {
        await using var server = await TestServer.StartSeededAsync();
        var one = Write("one.csv", Header + Demand("a", "Asked", "") + Demand("b", "Asked b", ""));
        var two = Write("two.csv", Header + Demand("a", "Asked, in other words", "") + Demand("b", "Asked b, in other words", ""));

        var output = await RunAsync(server, $$"""
            $null = Import-Statement '{{one}}' -Update
            $null = Edit-Statement src-a -Summary 'Mended'
            $null = Undo-Statement src-b -Confirm:$false
            "$(Import-Statement '{{one}}' -Update) $((Get-Statement src-a).Summary)"
            "$(Import-Statement '{{two}}' -Update -ErrorAction SilentlyContinue -ErrorVariable problems) $((Get-Statement src-a).Summary)"
            $problems | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }
            $null = Edit-Statement src-a -Summary 'Mended again'
            "$(Import-Statement '{{two}}' -Update -ErrorAction SilentlyContinue) $((Get-Statement src-a).Summary)"
            "$(Import-Statement '{{one}}' -Update) $((Get-Statement src-a).Summary)"
            """);

        Assert.Equal(
            [
                "0 recorded, 2 skipped, 0 failed Mended",
                "0 recorded, 1 corrected, 0 skipped, 1 failed Asked, in other words",
                "DiplomacyApi.Annulled",
                "0 recorded, 1 skipped, 1 failed Mended again",
                "0 recorded, 1 corrected, 1 skipped, 0 failed Asked",
            ], output);
    }

    [Fact]
    public async Task An_id_that_a_source_has_twice_is_reported_and_a_report_that_is_new_is_attached()
    {
        await using var server = await TestServer.StartSeededAsync();
        var twice = Write("twice.csv", Header + Demand("a", "Asked", "") + Demand("a", "Asked", "") + Demand("a", "Asked otherwise", ""));
        var reported = Write("reported.csv",
            "StatementId,Act,By,To,Said,Summary,Negotiation,Outlet,Url\nsrc-a,Demand,russia,NATO,2022-02-01,Asked,european-security-2022,Reuters,https://example.org/1\n");

        var output = await RunAsync(server, $$"""
            "$(Import-Statement '{{twice}}' -Update -ErrorAction SilentlyContinue -ErrorVariable problems)"
            $problems | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }
            "$(Import-Statement '{{reported}}' -Update) $((Get-Statement src-a).Sources)"
            "$(Import-Statement '{{reported}}' -Update)"
            """);

        Assert.Equal("1 recorded, 1 skipped, 1 failed", output[0]);
        Assert.Equal("DiplomacyApi.DuplicateRow", output[1]);
        Assert.StartsWith("twice.csv line 4: twice.csv line 2 has the id src-a too", output[2], StringComparison.Ordinal);
        Assert.Equal("0 recorded, 1 corrected, 0 skipped, 0 failed Reuters https://example.org/1", output[3]);
        Assert.Equal("0 recorded, 1 skipped, 0 failed", output[4]);
    }

    [Fact]
    public async Task Only_what_is_within_all_bounds_is_gone()
    {
        await using var server = await TestServer.StartSeededAsync();
        var reported = Write("reported.csv",
            "StatementId,Act,By,To,Said,Summary,Negotiation,Outlet\nsrc-a,Demand,russia,NATO,2022-02-01,Asked,european-security-2022,A Gazette\nsrc-b,Demand,russia,NATO,2022-02-01,Asked,european-security-2022,Reuters\n");
        var left = Write("left.csv", Header + Demand("c", "Asked", ""));

        var output = await RunAsync(server, $$"""
            $null = Import-Statement '{{reported}}'
            foreach ($within in @{ Outlet = 'A Gazette' }, @{ Outlet = 'Reuters'; IdPrefix = 'src-' }, @{ Recorder = 'nobody-else'; IdPrefix = 'src-' }, @{ IdPrefix = 'src' }, @{ Negotiation = 'european-security-2022'; IdPrefix = 'other-' }) {
                "$(Import-Statement '{{left}}' -Update -WhatIf -Within $within | Where-Object Change -EQ Gone | ForEach-Object StatementId)"
            }
            $within = @{ Negotiation = 'european-security-2022' }
            "$(@(Import-Statement '{{left}}' -Update -WhatIf -Within $within | Where-Object Change -EQ Gone).Count -eq @(Get-Statement -Negotiation european-security-2022).Count)"
            """);

        Assert.Equal(["src-a", "src-b", "", "src-b src-a", "", "True"], output);
    }

    [Fact]
    public async Task A_large_update_that_is_cut_goes_on_and_changes_each_row_once()
    {
        const int Count = 1_200;
        await using var server = await TestServer.StartSeededAsync();
        await using var proxy = new TcpProxy(server.Address);
        var one = Write(
            "one.csv", Header + string.Concat(Enumerable.Range(0, Count).Select(number => Demand($"{number}", $"Asked {number}", ""))));
        var two = Write("two.csv",
            Header + string.Concat(Enumerable.Range(0, Count).Select(number => Demand($"{number}", $"Asked {number}, again", ""))));
        await THost.RunAsync($"$null = Import-Statement '{one}'", server.Address);
        var before = await server.HeadAsync();

        var importing = THost.RunAsync(
            $"$run = Import-Statement '{two}' -Update; \"$($run.Rows) $($run.Corrected + $run.Skipped) $($run.Failed)\"; \"$(Import-Statement '{two}' -Update)\"",
            proxy.Address);
        while (await server.HeadAsync() < before + 100 && !importing.IsCompleted) await Task.Delay(1, TestServer.Token);
        proxy.Cut();

        Assert.Equal([$"{Count} {Count} 0", $"0 recorded, {Count} skipped, 0 failed"], await importing);
        Assert.Equal(before + Count, await server.HeadAsync());
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private static string Demand(string id, string summary, string due) =>
        $"src-{id},Demand,russia,NATO,2022-02-01,\"{summary}\",{due},european-security-2022\n";

    private static Task<IReadOnlyList<string>> RunAsync(TestServer server, string script) => THost.RunAsync(script, server.Address);

    private static async Task<IReadOnlyList<Diplomacy.V1.Correction>> CorrectionsAsync(TestServer server, string id)
    {
        var request = new Diplomacy.V1.ListCorrectionsRequest { Statement = $"statements/{id}" };
        return (await server.Client.Statements.ListCorrectionsAsync(request, cancellationToken: TestServer.Token)).Corrections;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
