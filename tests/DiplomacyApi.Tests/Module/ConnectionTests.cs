using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module;

public sealed class HostedConnectionTests(SeededServer server) : ConnectionTests<HostedRunspace>(server);

public sealed class PwshConnectionTests(SeededServer server) : ConnectionTests<PwshRunspace>(server);

/// <summary>Connections: whose they are, what they keep to themselves, and how they fail.</summary>
public abstract class ConnectionTests<THost>(SeededServer server) : IClassFixture<SeededServer>
    where THost : IModuleHost
{
    [Fact]
    public async Task A_connection_that_is_given_comes_before_the_runspaces_own() => Assert.Equal(["nato", "DiplomacyApi.NotConnected", "nato"], await RunAsync($$"""
        $given = Connect-DiplomacyApi {{server.Address}} -PassThru
        $own = Connect-DiplomacyApi http://127.0.0.1:1 -TimeoutSec 5 -PassThru
        (Get-Actor nato -Connection $given).ActorId
        $given | Disconnect-DiplomacyApi
        try { Get-Actor nato -Connection $given } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        Connect-DiplomacyApi {{server.Address}}
        (Get-Actor nato).ActorId
        """));

    [Fact]
    public async Task Parallel_runspaces_share_the_one_that_is_handed_in_and_have_none_of_their_own() => Assert.Equal(["DiplomacyApi.NotConnected", "nato", "nato"], (await RunAsync($$"""
        $given = Connect-DiplomacyApi {{server.Address}} -PassThru
        1..3 | ForEach-Object -Parallel {
            Import-Module '{{ModuleHosts.Manifest}}'
            if ($_ -lt 3) { (Get-Actor nato -Connection $using:given).ActorId } else { try { Get-Actor nato } catch { $_.FullyQualifiedErrorId.Split(',')[0] } }
        }
        """)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_own_connection_is_shown_and_stays_open_where_another_is_made() => Assert.Equal(["0", "True False", "nato"], await RunAsync($$"""
        Disconnect-DiplomacyApi
        @(Get-DiplomacyApiConnection).Count
        Connect-DiplomacyApi {{server.Address}}
        $own = Get-DiplomacyApiConnection
        "$($own.Address -eq '{{server.Address}}') $($own.HasToken)"
        Connect-DiplomacyApi http://127.0.0.1:1
        (Get-Actor nato -Connection $own).ActorId
        """));

    [Fact]
    public async Task A_token_is_shown_to_nobody()
    {
        var shown = await RunAsync($$"""
            $token = [securestring]::new(); 'very-secret'.ToCharArray() | ForEach-Object { $token.AppendChar($_) }
            $credential = [pscredential]::new('me', $token)
            foreach ($connection in (Connect-DiplomacyApi {{server.Address}} -Token $token -PassThru), (Connect-DiplomacyApi {{server.Address}} -Credential $credential -PassThru)) {
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
    [InlineData("Connect-DiplomacyApi https://localhost -CaFile none.pem", "FileNotFound")]
    [InlineData("Connect-DiplomacyApi https://localhost -ClientCertificate none.pfx", "FileNotFound")]
    [InlineData("Connect-DiplomacyApi http://127.0.0.1:1 -TimeoutSec 5; Get-Demand", "Unreachable")]
    [InlineData("Get-Statement -KnownAt 2022-01-01 -KnownAtRevision 1 -ErrorAction Stop", "InvalidValue")]
    [InlineData("Get-PendingDemand -KnownAt 2022-01-01 -KnownAtRevision 1 -ErrorAction Stop", "InvalidValue")]
    [InlineData("Get-Meeting none -ErrorAction Stop", "UnknownMeeting")]
    [InlineData("Get-PendingDemand -Debtor nobody -ErrorAction Stop", "UnknownActor")]
    [InlineData("Compare-NegotiationStatus european-security-2022", "Required")]
    [InlineData("Wait-Demand security-guarantees-2021 -Debtor Belarus -ErrorAction Stop", "NothingOwed")]
    [InlineData("$token = [securestring]::new(); $token.AppendChar('s'); Connect-DiplomacyApi http://192.0.2.1 -Token $token; Get-Demand", "InvalidConnection")]
    [InlineData("$null = 'one', 'two' | ForEach-Object { New-Actor Twin -Type Person -Id \"twin-$_\" -AllowSameName }; Get-Actor Twin -ErrorAction Stop", "AmbiguousActor")]
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
        Assert.SkipWhen(script.Contains("/proc/", StringComparison.Ordinal) && !OperatingSystem.IsLinux(), "Only Linux has a file that is there and cannot be read by anybody.");

        var lines = await RunAsync($$"""try { {{script}}; 'no error' } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }""");

        Assert.Equal($"DiplomacyApi.{reason}", lines[0]);
        Assert.DoesNotContain(lines, line => line.Contains("   at ", StringComparison.Ordinal) || line.Contains("secret", StringComparison.Ordinal));
    }

    private Task<IReadOnlyList<string>> RunAsync(string script) => THost.RunAsync(script, server.Address);
}
