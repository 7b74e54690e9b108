using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module;

/// <summary>The suite in a runspace of the tests' own process.</summary>
public sealed class HostedModuleTests(SeededServer server) : ModuleTests(server)
{
    protected override Task<IReadOnlyList<string>> RunAsync(string script, Uri address) => HostedRunspace.RunAsync(script, address);
}
