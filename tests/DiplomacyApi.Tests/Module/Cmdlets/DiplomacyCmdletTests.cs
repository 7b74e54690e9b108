using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using Diplomacy.V1;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Tests.Module.Cmdlets;

public sealed class HostedDiplomacyCmdletTests(SeededServer seeded) : DiplomacyCmdletTests<HostedRunspace>(seeded);

public sealed class PwshDiplomacyCmdletTests(SeededServer seeded) : DiplomacyCmdletTests<PwshRunspace>(seeded);

/// <summary>How the module behaves towards who types: what it keeps to itself, what it offers, and what it takes.</summary>
public abstract class DiplomacyCmdletTests<THost>(SeededServer seeded) : IClassFixture<SeededServer>, IDisposable
    where THost : IModuleHost
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("dpl_canary")]
    [InlineData("http://me:dpl_canary@127.0.0.1")]
    public async Task What_is_given_in_place_of_an_address_is_not_shown(string given)
    {
        var lines = await RunAsync(
            $$"""try { Connect-DiplomacyApi {{given}} } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message; "target: $($_.TargetObject)" }""",
            seeded.Address);

        Assert.Equal(("DiplomacyApi.InvalidAddress", "target: "), (lines[0], lines[^1]));
        Assert.DoesNotContain(lines, line => line.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_was_promised_and_missed_is_listed_where_that_is_asked()
    {
        await using var server = await TestServer.StartSeededAsync();

        var listed = await RunAsync("""
            $null = Add-Demand One -By Russia -To NATO -Said 2022-02-01 -Id d1
            $null = Add-Demand Two -By Russia -To NATO -Said 2022-02-01 -Id d2 -Due 2022-02-03
            $null = Add-Promise 'By then' -By NATO -To Russia -Said 2022-02-02 -Demand d1 -Due 2022-02-05
            '2022-02-04', '2022-02-07' | ForEach-Object { (Get-PendingDemand -Missed -AsOf $_ | ForEach-Object DemandId) -join ', ' }
            """, server.Address);

        Assert.Equal(["", "d1"], listed);
    }

    [Fact]
    public async Task A_demands_strength_goes_by_its_name_and_by_its_old_one()
    {
        await using var server = await TestServer.StartSeededAsync();

        var lines = await RunAsync("""
            $null = Add-Demand One -By Russia -To NATO -Said 2022-02-01 -Id d1 -Strength Ultimatum
            $null = Add-Demand Two -By Russia -To NATO -Said 2022-02-01 -Id d2 -Force Appeal
            Get-Demand d1, d2 | ForEach-Object { "$($_.Strength)" }
            """, server.Address);

        Assert.Equal(["Ultimatum", "Appeal"], lines);
    }

    [Theory]
    [InlineData("Get-Actor united", "united-")]
    [InlineData("Add-Remark x -Outlet the", "the-")]
    public async Task What_begins_with_the_word_comes_first(string typed, string begin) =>
        Assert.StartsWith(begin, (await OfferedAsync(typed, seeded.Address))[0], StringComparison.Ordinal);

    [Fact]
    public async Task Outlets_are_offered_for_an_outlet()
    {
        var types = await RunAsync("""
            $typed = 'Add-Remark x -Outlet '
            for ($tries = 0; $tries -lt 20 -and -not $offered; $tries++) {
                $offered = [System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | Where-Object ResultType -eq 'ParameterValue' | ForEach-Object CompletionText
            }
            $offered | ForEach-Object { (Get-Actor $_).Type }
            """, seeded.Address);

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Equal("Media", type));
    }

    [Fact]
    public async Task The_oldest_of_many_demands_is_offered()
    {
        await using var server = await TestServer.StartSeededAsync();
        await RunAsync("""
            $null = Add-Demand First -By Russia -To NATO -Said 2022-02-01 -Id oldest-of-all
            $null = 1..250 | ForEach-Object { @{ Act = 'Demand'; Summary = "Point $_"; By = 'Russia'; To = 'NATO'; Said = '2022-02-02'; Id = "point-$_"; Form = 'Spoken' } } | Import-Statement
            """, server.Address);

        Assert.Equal(["oldest-of-all"], await OfferedAsync("Get-Demand oldest-", server.Address));
    }

    [Theory]
    [InlineData("sep=;\nAct;Summary;By;Said\nRemark;One, two;NATO;2022-02-01\n", "")]
    [InlineData("Act,Summary,By,Said,\"Note;;;;;;\"\nRemark,\"One, two\",NATO,2022-02-01,x\n", "-ColumnMap @{ 'Note;;;;;;' = '' }")]
    public async Task A_table_is_read_by_the_delimiter_that_it_has(string table, string map)
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = Path.Combine(_folder.FullName, "table.csv");
        await File.WriteAllTextAsync(file, table, TestServer.Token);

        var lines = await RunAsync($$"""
            "$(Import-Statement '{{file}}' {{map}})"
            (Get-Statement -Said 2022-02-01 | ForEach-Object Summary) -contains 'One, two'
            """, server.Address);

        Assert.Equal(["1 recorded, 0 skipped, 0 failed", "True"], lines);
    }

    private static Task<IReadOnlyList<string>> OfferedAsync(string typed, Uri address) => RunAsync($$"""
        $typed = '{{typed}}'
        for ($tries = 0; $tries -lt 60 -and -not $offered; $tries++) {
            $offered = [System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | ForEach-Object CompletionText
        }
        $offered
        """, address);

    private static Task<IReadOnlyList<string>> RunAsync(string script, Uri address) => THost.RunAsync(script, address);
}

/// <summary>What is left on the screen, and held, where a call ends early.</summary>
public sealed class EarlyEndTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_progress_bar_goes_where_the_server_ends_a_backup()
    {
        await using var server = await TestServer.StartSeededAsync(interceptor: new Breaking());
        using var runspace = HostedRunspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(ModuleHosts.Begin(server.Address)
            + $"try {{ Backup-Journal '{Path.Combine(_folder.FullName, "copy")}' }} catch {{ $_.FullyQualifiedErrorId }}");

        var output = await Task.Run(() => shell.Invoke(), TestServer.Token);

        Assert.Contains("DiplomacyApi.", output[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(ProgressRecordType.Completed, shell.Streams.Progress[^1].RecordType);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task Connecting_to_a_silent_server_can_be_stopped()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var runspace = HostedRunspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(
            $"Import-Module '{ModuleHosts.Manifest}'; Connect-DiplomacyApi http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port} -HistoryFile '{Path.Combine(_folder.FullName, "history")}' -TimeoutSec 3600");
        var running = shell.BeginInvoke();
        using var caller = await silent.AcceptTcpClientAsync(TestServer.Token);

        await Task.Run(shell.Stop, TestServer.Token);

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.True(running.IsCompleted);
    }

    /// <summary>Ends a backup after its first part.</summary>
    private sealed class Breaking : Interceptor
    {
        public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            if (request is not BackupJournalRequest)
            {
                await continuation(request, responseStream, context);
                return;
            }
            await responseStream.WriteAsync((TResponse)(object)new BackupJournalResponse
            {
                SizeBytes = 1_000_000,
                Chunk = Google.Protobuf.ByteString.CopyFrom(new byte[100]),
            });
            throw new RpcException(new Status(StatusCode.Unavailable, "It went away."));
        }
    }
}
