using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server.Access;

namespace DiplomacyApi.Tests.Module.Connections;

public sealed class HostedTlsTests(TrustPlaces places) : TlsTests<HostedRunspace>(places);

public sealed class PwshTlsTests(TrustPlaces places) : TlsTests<PwshRunspace>(places);

/// <summary>TLS from the module: what comes together, and what is reported where it does not, never with the token.</summary>
public abstract class TlsTests<THost>(TrustPlaces places) : IClassFixture<TrustPlaces>
    where THost : IModuleHost
{
    [Fact]
    public async Task A_token_or_a_certificate_is_taken() => Assert.Equal(["True", "True"], await THost.RunAsync($$"""
        {{Token}}
        Connect-DiplomacyApi {{places.Guarded}} -CaFile '{{places.At("ca.pem")}}' -Token $token
        [string]((Get-Journal).LogId.Length -gt 0)
        Connect-DiplomacyApi {{places.Guarded}} -CaFile '{{places.At("ca.pem")}}' -ClientCertificate '{{places.At("ops.pem")}}'
        [string]((Get-Journal).LogId.Length -gt 0)
        """, places.Guarded));

    [Theory]
    [MemberData(nameof(Mistrust.Names), MemberType = typeof(Mistrust))]
    public async Task What_keeps_two_apart_is_reported_with_the_way_out(string what)
    {
        var mistrust = Mistrust.All[what];
        var shown = string.Concat(
            mistrust.CaFile is { } authorities ? $" -CaFile '{places.At(authorities)}'" : "",
            mistrust.Certificate is { } own ? $" -ClientCertificate '{places.At(own)}'" : "",
            mistrust.HasToken ? " -Token $token" : "");

        var output = await THost.RunAsync($$"""
            {{Token}}
            $Error.Clear()
            Connect-DiplomacyApi {{mistrust.Address(places)}}{{shown}} -SkipTest -Verbose 4>&1
            try { Get-Journal -Verbose 4>&1 } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }
            $Error | ForEach-Object { $_.ToString(); $_.Exception.ToString(); [string]$_.TargetObject; [string]$_.InvocationInfo.Line }
            [string](Test-DiplomacyApi -Quiet)
            """, places.Guarded);

        Assert.Matches("^GetJournal: failed after [0-9,]+ ms", output[0]);
        Assert.Equal($"DiplomacyApi.{mistrust.Reason}", output[1]);
        Assert.All(mistrust.MessageParts, part => Assert.Contains(part, output[2], StringComparison.Ordinal));
        Assert.DoesNotContain("Exception", output[2], StringComparison.Ordinal);
        Assert.Equal("False", output[^1]);
        Assert.DoesNotContain(output, line => line.Contains(places.Canary, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-CaFile", "no.pem", "-CaFile with the path of a file")]
    [InlineData("-CaFile", "/proc/self/mem", "-CaFile with the path of a file")]
    [InlineData("-ClientCertificate", "no.pem", "give an X509Certificate2 instead")]
    [InlineData("-ClientCertificate", "ca.pem", "give an X509Certificate2 instead")]
    public async Task A_file_that_holds_no_certificate_is_refused_at_once(string parameter, string file, string expected)
    {
        Assert.SkipWhen(file.StartsWith('/') && !OperatingSystem.IsLinux(),
            "Only Linux has a file that is there and cannot be read by anybody.");

        var lines = await THost.RunAsync(
            $$"""try { Connect-DiplomacyApi {{places.Guarded}} {{parameter}} '{{places.At(file)}}'; 'no error' } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }""",
            places.Guarded);

        Assert.Equal("DiplomacyApi.InvalidCertificate", lines[0]);
        Assert.Contains(expected, lines[1], StringComparison.Ordinal);
        Assert.Contains(file, lines[1], StringComparison.Ordinal);
    }

    private string Token => $"$token = [securestring]::new(); '{places.Canary}'.ToCharArray() | ForEach-Object {{ $token.AppendChar($_) }}";
}
