using System.Management.Automation.Runspaces;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module;

/// <summary>The suite in a runspace of the tests' own process.</summary>
public sealed class HostedModuleTests(SeededServer server) : ModuleTests(server)
{
    protected override Task<IReadOnlyList<string>> RunAsync(string script, Uri address) => Task.Run<IReadOnlyList<string>>(() => Run(script, address));

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
