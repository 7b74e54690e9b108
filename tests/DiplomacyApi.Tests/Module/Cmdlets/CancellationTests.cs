using System.Net;
using System.Net.Sockets;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Cmdlets;

/// <summary>
/// Whoever stops a cmdlet ends its call at the server too, and a server that is dead costs one error and no more than the timeout.
/// </summary>
public abstract class CancellationTests<THost> : IDisposable
    where THost : IModuleHost
{
    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    [Theory]
    [InlineData("Get-Statement", "ListStatements")]
    [InlineData("Get-Statement -By Lavrov", "ResolveActor")]
    [InlineData("Get-PendingDemand", "ListDemands")]
    [InlineData("Get-Obligation", "ListObligations")]
    [InlineData("Get-JournalEntry", "ListJournalEntries")]
    [InlineData("Add-Remark x -By nato -Negotiation european-security-2022", "RecordStatement")]
    [InlineData("Watch-Demand", "WatchDemands")]
    [InlineData("Wait-Demand security-guarantees-2021", "WatchDemands")]
    [InlineData("Import-Statement 'FOLDER/rows.jsonl'", "ImportStatements")]
    [InlineData("Export-Statement 'FOLDER/all.jsonl'", "ExportStatements")]
    [InlineData("Export-Statement 'FOLDER/all.csv'", "ExportStatements")]
    public async Task The_server_sees_the_end_of_a_call_that_is_stopped(string command, string method)
    {
        var held = new HeldCalls(method);
        await using var server = await TestServer.StartSeededAsync(interceptor: held);
        await File.WriteAllTextAsync(InFolder("rows.jsonl"), """{"statementId":"s1","statement":{"speaker":"actors/nato"}}""",
            TestServer.Token);
        var isBegun = InFolder("begun");

        // What runs can only be stopped from beside it.
        var stopping = THost.RunAsync($$"""
            $inner = [powershell]::Create([initialsessionstate]::CreateDefault2())
            $null = $inner.AddScript("Import-Module '{{ModuleHosts.Manifest}}'; Connect-DiplomacyApi {{server.Address}} -TimeoutSec 600; {{command.Replace("FOLDER", _folder.FullName, StringComparison.Ordinal)}}")
            $running = $inner.BeginInvoke()
            while (-not [IO.File]::Exists('{{isBegun}}')) { [Threading.Thread]::Sleep(10) }
            $inner.Stop()
            [string]$inner.InvocationStateInfo.State
            $inner.Dispose()
            """, server.Address);
        try
        {
            // One that ends before it has begun says why, or that it is skipped.
            await await Task.WhenAny(held.Begun, stopping).WaitAsync(GiveUp, TestServer.Token);
        }
        finally
        {
            await File.WriteAllTextAsync(isBegun, "", TestServer.Token);
        }

        Assert.Equal(["Stopped"], await stopping.WaitAsync(GiveUp, TestServer.Token));
        await held.Cancelled.WaitAsync(GiveUp, TestServer.Token);
        Assert.Empty(_folder.GetFiles("*.part"));
    }

    [Theory]
    [InlineData("Watch-Demand -After 0", "WatchDemands")]
    [InlineData("Watch-Statement -After 0", "WatchStatements")]
    public async Task The_server_sees_the_end_of_a_watch_of_which_no_more_is_wanted(string command, string method)
    {
        var held = new HeldCalls(method, isAnswered: true);
        await using var server = await TestServer.StartSeededAsync(interceptor: held);

        // A bare engine has no Select-Object; what ends a pipeline from behind, ends it alike.
        var rows = await THost.RunAsync($$"""
            if (Get-Command Select-Object -CommandType Cmdlet -ErrorAction Ignore) { [string]@({{command}} | Select-Object -First 1).Count }
            else { :first while ($true) { {{command}} | ForEach-Object { '1'; break first } } }
            """, server.Address);

        Assert.Equal(["1"], rows);
        await held.Cancelled.WaitAsync(GiveUp, TestServer.Token);
    }

    [Theory]
    [InlineData("Get-Statement")]
    [InlineData("Get-PendingDemand -Debtor nato, russia")]
    [InlineData("'a', 'b' | Get-Demand")]
    [InlineData("Get-Journal")]
    [InlineData("Test-Journal")]
    [InlineData("Backup-Journal 'FOLDER/copy.db'")]
    [InlineData("Add-Remark x -By nato -Negotiation european-security-2022")]
    [InlineData("Watch-Demand")]
    [InlineData("Wait-Demand a, b")]
    [InlineData("Import-Statement 'FOLDER/rows.jsonl'")]
    [InlineData("Import-Statement 'FOLDER/rows.csv'")]
    [InlineData("Export-Statement 'FOLDER/all.jsonl'")]
    [InlineData("Export-Statement 'FOLDER/all.csv'")]
    public async Task A_server_that_is_dead_costs_one_error(string command)
    {
        await File.WriteAllTextAsync(InFolder("rows.jsonl"), """{"statementId":"s1","statement":{"speaker":"actors/nato"}}""",
            TestServer.Token);
        await File.WriteAllTextAsync(InFolder("rows.csv"), "Act,By,Summary,Said\nRemark,NATO,x,2022-01-01\nRemark,NATO,y,2022-01-01\n",
            TestServer.Token);
        // It takes connections, and no more.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var mute = new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");

        foreach (var address in new[] { new Uri("http://127.0.0.1:1"), mute })
        {
            var output = await THost.RunAsync($$"""
                Connect-DiplomacyApi {{address}} -TimeoutSec 1 -SkipTest
                $Error.Clear()
                try { {{command.Replace("FOLDER", _folder.FullName, StringComparison.Ordinal)}} } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }
                [string]$Error.Count
                """, address).WaitAsync(GiveUp, TestServer.Token);

            Assert.Equal(3, output.Count);
            Assert.True(output[0] is "DiplomacyApi.TimedOut" || (output[0] is "DiplomacyApi.Unreachable" && address != mute), output[0]);
            Assert.Contains($"The address is {address}", output[1], StringComparison.Ordinal);
            Assert.Equal("1", output[2]);
        }
        Assert.Empty(_folder.GetFiles("*.part"));
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);
}

public sealed class HostedCancellationTests : CancellationTests<HostedRunspace>;

public sealed class PwshCancellationTests : CancellationTests<PwshRunspace>;
