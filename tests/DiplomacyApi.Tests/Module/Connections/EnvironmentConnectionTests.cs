using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server.Access;

namespace DiplomacyApi.Tests.Module.Connections;

/// <summary>The connection that the environment names, in processes of a real PowerShell.</summary>
public sealed class EnvironmentConnectionTests
{
    private const string WhoAmI = "(Add-Remark 'Noted.' -By NATO -Said 2022-01-20).StatementId | Get-Statement | ForEach-Object Recorder";

    [Fact]
    public async Task Address_and_token_come_from_the_environment_unless_others_are_given()
    {
        await using var server = new GuardedServer();
        var (reader, recorder) = (await server.TokenAsync("ann", "reader"), await server.TokenAsync("ben", "recorder"));
        await server.StartAsync();

        Assert.Equal(["ben"], (await RunAsync(WhoAmI, server.Address, recorder)).Output);
        Assert.Equal(["ben"], (await RunAsync($"Connect-DiplomacyApi; {WhoAmI}", server.Address, recorder)).Output);
        // A token is for the address that it was set with.
        Assert.Equal(["Unauthenticated"],
            (await RunAsync($"Connect-DiplomacyApi {server.Address}; {WhoAmI}", server.Address, recorder)).Output);
        Assert.Equal(["ben"],
            (await RunAsync($"Connect-DiplomacyApi {server.Address} -Token (ConvertTo-SecureString $env:OTHER -AsPlainText); {WhoAmI}",
                server.Address, reader, recorder)).Output);
        Assert.Equal(["PermissionDenied"], (await RunAsync(WhoAmI, server.Address, reader)).Output);
        Assert.Equal(["Unauthenticated"], (await RunAsync(WhoAmI, server.Address, "very-secret")).Output);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("localhost:5080")]
    [InlineData("http://me:very-secret@localhost:5080")]
    public async Task An_address_that_is_none_is_reported_by_the_variables_name(string address)
    {
        var ended = await RunAsync("Get-Journal", address, token: "");

        Assert.Equal(["InvalidAddress"], ended.Output);
        Assert.Contains("DIPLOMACY_API_ADDRESS", ended.Errors, StringComparison.Ordinal);
    }

    private static Task<Ended> RunAsync(string script, Uri address, string token, string other = "") =>
        RunAsync(script, address.ToString(), token, other);

    /// <summary>
    /// What a script puts out, or the reason of its first error, whose message goes to the errors. No secret is in either.
    /// </summary>
    private static async Task<Ended> RunAsync(string script, string address, string token, string other = "")
    {
        var guarded = $$"""
            $PSStyle.OutputRendering = 'PlainText'; $VerbosePreference = 'Continue'; $WarningPreference = 'SilentlyContinue'; $ErrorActionPreference = 'Stop'
            Import-Module '{{ModuleHosts.Manifest}}' -Verbose:$false
            try { {{script}} } catch { $_.FullyQualifiedErrorId.Split(',')[0] -replace 'DiplomacyApi.'; [Console]::Error.WriteLine($_.Exception.Message) }
            """;
        var ended = await Programs.RunAsync(Programs.PwshOrSkip(), ["-NoProfile", "-NonInteractive", "-Command", guarded],
            new() { ["DIPLOMACY_API_ADDRESS"] = address, ["DIPLOMACY_API_TOKEN"] = token, ["OTHER"] = other });
        foreach (var secret in new[] { token, other, "very-secret" }.Where(secret => secret.Length > 0))
            Assert.DoesNotContain(secret, string.Join('\n', ended.Output) + ended.Errors, StringComparison.Ordinal);
        return ended with { Output = [.. ended.Output.Where(line => !line.StartsWith("VERBOSE", StringComparison.Ordinal))] };
    }
}
