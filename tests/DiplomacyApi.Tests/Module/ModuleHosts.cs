using System.Management.Automation.Runspaces;

namespace DiplomacyApi.Tests.Module;

/// <summary>Where the module's suites run: in the tests' own process, and in a real PowerShell.</summary>
internal static class ModuleHosts
{
    public static string Manifest { get; } = Repository.At("artifacts", "module", "DiplomacyApi", "DiplomacyApi.psd1");

    public static Task<IReadOnlyList<string>> HostedAsync(string script, Uri address) => Task.Run<IReadOnlyList<string>>(() => Run(script, address));

    public static Task<IReadOnlyList<string>> PwshAsync(string script, Uri address) => Programs.RunScriptAsync(
        Programs.PwshOrSkip(), ["-NoProfile", "-NonInteractive", "-File"], $"Import-Module '{Manifest}' -ErrorAction Stop\nConnect-DiplomacyApi {address}\n{script}", new());

    private static List<string> Run(string script, Uri address)
    {
        // CreateDefault would look for snap-ins that a bare engine does not have.
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript($"Import-Module '{Manifest}' -ErrorAction Stop; Connect-DiplomacyApi {address}\n{script}");
        var output = shell.Invoke();
        Assert.Empty(shell.Streams.Error);
        return [.. output.Select(line => line.ToString())];
    }
}
