using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Watching;

public sealed class HostedWatchingTests(SeededServer server) : WatchingTests<HostedRunspace>(server)
{
    [Fact]
    public async Task Stopping_ends_a_watch_and_leaves_the_runspace_usable()
    {
        using var runspace = HostedRunspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(ModuleHosts.Begin(Server.Address) + "Watch-Demand -Verbose");
        var begun = new TaskCompletionSource();
        shell.Streams.Verbose.DataAdded += (_, _) => begun.TrySetResult();
        var running = shell.BeginInvoke();
        await begun.Task.WaitAsync(TestServer.Token);

        await Task.Factory.FromAsync(shell.BeginStop, shell.EndStop, null).WaitAsync(TestServer.Token);

        Assert.True(running.IsCompleted);
        using var next = System.Management.Automation.PowerShell.Create(runspace);
        Assert.Equal("nato", next.AddScript("(Get-Actor nato).ActorId").Invoke().Single().ToString());
    }
}

public sealed class PwshWatchingTests(SeededServer server) : WatchingTests<PwshRunspace>(server)
{
    [Fact]
    public async Task Select_first_ends_a_watch() =>
        Assert.Equal(["2"], await PwshRunspace.RunAsync("[string]@(Watch-Demand -After 0 | Select-Object -First 2).Count", Server.Address));
}

/// <summary>Watches and waits: they lose nothing, resume, and end when they should.</summary>
public abstract class WatchingTests<THost>(SeededServer server) : IClassFixture<SeededServer>
    where THost : IModuleHost
{
    protected SeededServer Server { get; } = server;

    [Fact]
    public async Task A_watch_goes_on_where_its_state_file_says()
    {
        var state = Path.Combine(Path.GetTempPath(), $"diplomacy-test-{Path.GetRandomFileName()}.json");
        try
        {
            var seen = await THost.RunAsync($$"""
                $seen = [System.Collections.Generic.List[long]]::new()
                :first while ($true) { Watch-Statement -After 0 -StateFile '{{state}}' | ForEach-Object { $seen.Add($_.Revision); if ($_.StatementId -eq 'lavrov-warns-of-reaction') { break first } } }
                # What was not dealt with comes again; then all that is there has come.
                :second while ($true) { Watch-Statement -After 0 -StateFile '{{state}}' | ForEach-Object { $seen.Add($_.Revision); if ($_.StatementId -eq 'russia-drills-in-belarus') { break second } } }
                "$(@($seen | Where-Object { $_ -gt 0 }).Count -ge @(Get-Statement).Count)"
                """, Server.Address);

            Assert.Equal(["True"], seen);
        }
        finally
        {
            File.Delete(state);
        }
    }

    [Fact]
    public async Task A_watch_resumes_after_the_server_was_away_and_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        var state = Path.Combine(folder.FullName, "state.json");
        var first = await TestServer.StartSeededAsync(folder: folder.FullName);
        var watching = THost.RunAsync($$"""
            :watch while ($true) { Watch-Demand -StateFile '{{state}}' -Verbose 4>&1 | ForEach-Object { "$_"; if ($_ -is [DiplomacyApi.PowerShell.StatusChange]) { break watch } } }
            """, first.Address);
        while (!File.Exists(state) && !watching.IsCompleted) await Task.Delay(20, TestServer.Token);
        await first.DisposeAsync();

        await using var second = await TestServer.StartAsync("", TimeProvider.System, folder.FullName, port: first.Address.Port);
        // Not in the host of the watch, which may run one script at a time.
        await HostedRunspace.RunAsync("""
            $null = Add-Demand 'A new demand' -By Lavrov -To NATO -Said 2022-02-01 -Form Spoken -Negotiation european-security-2022 -Id new-demand
            """, second.Address);

        var output = await watching;
        Assert.Contains(output, line => line.Contains("opened again", StringComparison.Ordinal));
        Assert.Equal("NATO, new-demand: none → Outstanding", output[^1]);
    }

    [Fact]
    public async Task A_wait_ends_at_once_where_it_is_so_already_and_with_an_error_when_its_time_is_up() => Assert.Equal(
        ["NATO Promised", "United States Promised", "DiplomacyApi.WaitTimedOut", "OperationTimeout", "security-guarantees-2021"],
        await THost.RunAsync("""
            Wait-Demand security-guarantees-2021 -Until Promised -TimeoutSec 0 | ForEach-Object { "$($_.Debtor) $($_.State)" }
            try { Wait-Demand security-guarantees-2021 -Until Answered -TimeoutSec 1 } catch { $_.FullyQualifiedErrorId.Split(',')[0]; [string]$_.CategoryInfo.Category; "$($_.TargetObject)" }
            """, Server.Address));

    [Fact]
    public async Task A_wait_ends_when_the_answer_comes()
    {
        await using var own = await TestServer.StartSeededAsync();
        var waiting = HostedRunspace.RunAsync("""
            Wait-Demand security-guarantees-2021 -Any -TimeoutSec 120 | ForEach-Object { "$($_.Debtor) $($_.State)" }
            """, own.Address);

        await THost.RunAsync("""
            $null = Add-Response 'An answer.' -By NATO -To Russia -Said 2022-01-26 -Form Written -Demand security-guarantees-2021 -Item @{ 'nato-enlargement' = 'Rejected'; 'eastern-deployments' = 'Countered' }
            """, own.Address);

        Assert.Equal(["NATO Answered", "United States Promised"], await waiting);
    }

    [Fact]
    public async Task A_state_file_that_holds_no_position_is_refused()
    {
        var state = Path.Combine(Path.GetTempPath(), $"diplomacy-test-{Path.GetRandomFileName()}.json");
        await File.WriteAllTextAsync(state, "{}", TestServer.Token);

        var output = await THost.RunAsync(
            $$"""try { Watch-Demand -StateFile '{{state}}' -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }""",
            Server.Address);

        File.Delete(state);
        Assert.Equal(["DiplomacyApi.StateFileUnreadable"], output);
    }
}
