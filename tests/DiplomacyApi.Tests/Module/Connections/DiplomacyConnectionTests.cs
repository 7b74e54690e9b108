using DiplomacyApi.Tests.Client;
using DiplomacyApi.Tests.Client.Connection;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Server.Access;

namespace DiplomacyApi.Tests.Module.Connections;

public sealed class HostedDiplomacyConnectionTests(SeededServer server) : DiplomacyConnectionTests<HostedRunspace>(server);

public sealed class PwshDiplomacyConnectionTests(SeededServer server) : DiplomacyConnectionTests<PwshRunspace>(server);

/// <summary>Connections: whose they are, what they keep to themselves, and how they fail.</summary>
public abstract class DiplomacyConnectionTests<THost>(SeededServer server) : IClassFixture<SeededServer>
    where THost : IModuleHost
{
    [Fact]
    public async Task A_connection_that_is_given_comes_before_the_runspaces_own() => Assert.Equal(
        ["nato", "DiplomacyApi.NotConnected", "nato"], await RunAsync($$"""
        $given = Connect-DiplomacyApi {{server.Address}} -PassThru
        $own = Connect-DiplomacyApi http://127.0.0.1:1 -SkipTest -PassThru
        (Get-Actor nato -Connection $given).ActorId
        $given | Disconnect-DiplomacyApi
        try { Get-Actor nato -Connection $given } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        Connect-DiplomacyApi {{server.Address}}
        (Get-Actor nato).ActorId
        """));

    [Fact]
    public async Task Parallel_runspaces_share_the_one_that_is_handed_in_and_have_none_of_their_own() => Assert.Equal(
        ["DiplomacyApi.NotConnected", "nato", "nato"], (await RunAsync($$"""
        $given = Connect-DiplomacyApi {{server.Address}} -PassThru
        1..3 | ForEach-Object -Parallel {
            Import-Module '{{ModuleHosts.Manifest}}'
            if ($_ -lt 3) { (Get-Actor nato -Connection $using:given).ActorId } else { try { Get-Actor nato } catch { $_.FullyQualifiedErrorId.Split(',')[0] } }
        }
        """)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_own_connection_is_shown_and_stays_open_where_another_is_made() => Assert.Equal(["0", "True False", "nato"],
        await RunAsync($$"""
        Disconnect-DiplomacyApi
        @(Get-DiplomacyApiConnection).Count
        Connect-DiplomacyApi {{server.Address}}
        $own = Get-DiplomacyApiConnection
        "$($own.Address -eq '{{server.Address}}') $($own.HasToken)"
        Connect-DiplomacyApi http://127.0.0.1:1 -SkipTest
        (Get-Actor nato -Connection $own).ActorId
        """));

    [Fact]
    public async Task Connecting_asks_the_server_once_and_keeps_what_was_connected_where_it_cannot_be_used()
    {
        await using var guarded = new GuardedServer();
        await guarded.TokenAsync("ann", "reader");
        await guarded.StartAsync();
        await using var foreign = await ForeignServer.AnsweringAsync(response => (response.StatusCode, response.ContentType) =
            (200, "text/html"));
        var unusable = new[]
        {
            (new Uri("http://127.0.0.1:1"), "Unreachable"),
            (foreign.Address, "NotDiplomacyApi"),
            (guarded.Address, "Unauthenticated"),
        };

        var output = await RunAsync($$"""
            foreach ($address in {{string.Join(", ", unusable.Select(one => $"'{one.Item1}'"))}}) {
                try { Connect-DiplomacyApi $address; 'no error' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.Exception.Message)" }
                [string](Get-DiplomacyApiConnection).Address
            }
            (Connect-DiplomacyApi {{server.Address}} -Verbose 4>&1) -replace ' [0-9].*'
            [string](Connect-DiplomacyApi http://127.0.0.1:1 -SkipTest -PassThru -Verbose 4>&1).Address
            """);

        foreach (var (index, (address, reason)) in unusable.Index())
        {
            Assert.StartsWith($"DiplomacyApi.{reason} ", output[2 * index], StringComparison.Ordinal);
            Assert.Contains($"The address is {address}", output[2 * index], StringComparison.Ordinal);
            Assert.EndsWith("or connect without asking the server: -SkipTest.", output[2 * index], StringComparison.Ordinal);
            Assert.Equal(server.Address.ToString(), output[2 * index + 1]);
        }
        Assert.Equal(["GetJournal:", "http://127.0.0.1:1/"], output.Skip(2 * unusable.Length));
    }

    [Fact]
    public async Task Connections_are_kept_by_name_and_one_of_them_is_current() => Assert.Equal(
        ["nobody:True", "prod:False test:False", "prod:True test:False", "nato", "test", "True", "prod test", "test", "test:False",
            "nobody:True test:False"],
        await RunAsync($$"""
            function Listed { (Get-DiplomacyApiConnection | ForEach-Object { "$($_.Name ? $_.Name : 'nobody'):$($_.IsCurrent)" }) -join ' ' }
            Listed
            Connect-DiplomacyApi {{server.Address}} -Name prod
            Connect-DiplomacyApi http://127.0.0.1:1 -Name test -SkipTest
            Connect-DiplomacyApi {{server.Address}}
            (Listed) -replace '^nobody:True '
            Connect-DiplomacyApi -Name PROD
            Listed
            Connect-DiplomacyApi -Name test -SkipTest
            (Get-Actor nato -Connection prod).ActorId
            (Get-DiplomacyApiConnection -Current).Name
            [string](Test-DiplomacyApi -Connection prod -Quiet)
            foreach ($typed in 'Get-Actor -Connection ', 'Disconnect-DiplomacyApi te') {
                ([System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | ForEach-Object CompletionText) -join ' '
            }
            Connect-DiplomacyApi -Name prod
            Disconnect-DiplomacyApi -Name prod
            Listed
            Connect-DiplomacyApi {{server.Address}}
            Listed
            """));

    [Fact]
    public async Task A_name_that_is_given_again_closes_the_connection_that_had_it()
    {
        await using var proxy = new TcpProxy(server.Address);

        await RunAsync(
            $"1..3 | ForEach-Object {{ Connect-DiplomacyApi {proxy.Address} -Name prod; Connect-DiplomacyApi {proxy.Address} -Name other }}");

        Assert.Equal(6, proxy.Connections);
        while (proxy.Open != 0) await Task.Delay(10, TestServer.Token);
    }

    [Theory]
    [InlineData("Get-Actor nato -Connection prd", "ParameterArgumentTransformationError")]
    [InlineData("Disconnect-DiplomacyApi prd", "ParameterArgumentTransformationError")]
    [InlineData("Connect-DiplomacyApi -Name prd", "DiplomacyApi.UnknownConnection")]
    [InlineData("Get-DiplomacyApiConnection prd", "DiplomacyApi.UnknownConnection")]
    public async Task A_name_that_no_connection_has_is_reported_with_those_there_are(string typed, string reason)
    {
        var output = await RunAsync($$"""
            Connect-DiplomacyApi {{server.Address}} -Name prod
            try { {{typed}}; 'no error' } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }
            """);

        Assert.Equal(reason, output[0]);
        Assert.Contains("Unknown connection 'prd'. This session has prod; connect one with Connect-DiplomacyApi -Name prd -Address",
            string.Concat(output.Skip(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_shown_to_nobody()
    {
        var shown = await RunAsync($$"""
            $token = [securestring]::new(); 'very-secret'.ToCharArray() | ForEach-Object { $token.AppendChar($_) }
            $credential = [pscredential]::new('me', $token)
            foreach ($connection in (Connect-DiplomacyApi {{server.Address}} -Token $token -Name prod -PassThru), (Connect-DiplomacyApi {{server.Address}} -Credential $credential -PassThru)) {
                $connection.PSObject.Properties | ForEach-Object { "$($_.Name) $($_.Value)" }
                [string]$connection
                Get-Actor nobody-at-all -Connection $connection -Verbose -ErrorVariable problem -ErrorAction SilentlyContinue 4>&1
                $problem | ForEach-Object { $_.ToString(); $_.Exception.ToString(); "$($_.TargetObject)" }
            }
            """);

        Assert.Contains("HasToken True", shown);
        Assert.DoesNotContain(shown, line => line.Contains("very-secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Connect-DiplomacyApi nowhere", "InvalidAddress")]
    [InlineData("Connect-DiplomacyApi http://me:secret@host", "InvalidAddress")]
    [InlineData("Connect-DiplomacyApi http://127.0.0.1:1 -Name 'a b'", "InvalidName")]
    [InlineData("Connect-DiplomacyApi https://localhost -CaFile none.pem", "FileNotFound")]
    [InlineData("Connect-DiplomacyApi https://localhost -ClientCertificate none.pfx", "FileNotFound")]
    [InlineData("Connect-DiplomacyApi http://127.0.0.1:1 -SkipTest; Get-Demand", "Unreachable")]
    [InlineData("Get-Statement -KnownAt 2022-01-01 -KnownAtRevision 1 -ErrorAction Stop", "InvalidValue")]
    [InlineData("Get-PendingDemand -KnownAt 2022-01-01 -KnownAtRevision 1 -ErrorAction Stop", "InvalidValue")]
    [InlineData("Get-Meeting none -ErrorAction Stop", "UnknownMeeting")]
    [InlineData("Get-PendingDemand -Debtor nobody -ErrorAction Stop", "UnknownActor")]
    [InlineData("Compare-NegotiationStatus european-security-2022", "Required")]
    [InlineData("Wait-Demand security-guarantees-2021 -Debtor Belarus -ErrorAction Stop", "NothingOwed")]
    [InlineData(
        "$token = [securestring]::new(); $token.AppendChar('s'); Connect-DiplomacyApi http://192.0.2.1 -Token $token -SkipTest; Get-Demand",
        "InvalidConnection")]
    [InlineData(
        "$null = 'one', 'two' | ForEach-Object { New-Actor Twin -Type Person -Id \"twin-$_\" -AllowSameName }; Get-Actor Twin -ErrorAction Stop",
        "AmbiguousActor")]
    [InlineData("Import-Statement /proc/self/mem -Format Csv -ErrorAction Stop", "FileNotReadable")]
    [InlineData("Import-Statement /proc/self/mem -Format JsonLines -ErrorAction Stop", "FileNotReadable")]
    [InlineData("New-Actor NATO -Type Organisation -Id nato -ErrorAction Stop", "ActorExists")]
    [InlineData("New-Actor Somebody -Type Person -Id 'Some body' -ErrorAction Stop", "InvalidName")]
    [InlineData("Set-Actor russia -SpeaksFor sergei-lavrov -Confirm:$false -ErrorAction Stop", "AffiliationCycle")]
    [InlineData("Set-Actor nato -Source x -Etag r0 -ErrorAction Stop", "EtagMismatch")]
    [InlineData("New-Negotiation Again -Id european-security-2022 -ErrorAction Stop", "NegotiationExists")]
    [InlineData("Add-Remark x -By nato -Said 9000 -Negotiation european-security-2022 -ErrorAction Stop", "SaidInFuture")]
    [InlineData("Get-Statement -KnownAtRevision 1000000 -ErrorAction Stop", "RevisionInFuture")]
    public async Task An_error_has_a_reason_and_says_what_to_do(string script, string reason)
    {
        Assert.SkipWhen(script.Contains("/proc/", StringComparison.Ordinal) && !OperatingSystem.IsLinux(),
            "Only Linux has a file that is there and cannot be read by anybody.");

        var lines = await RunAsync(
            $$"""try { {{script}}; 'no error' } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }""");

        Assert.Equal($"DiplomacyApi.{reason}", lines[0]);
        Assert.DoesNotContain(lines, line =>
            line.Contains("   at ", StringComparison.Ordinal) || line.Contains("secret", StringComparison.Ordinal));
    }

    private Task<IReadOnlyList<string>> RunAsync(string script) => THost.RunAsync(script, server.Address);
}
