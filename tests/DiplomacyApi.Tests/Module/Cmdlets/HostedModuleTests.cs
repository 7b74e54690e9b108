using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Cmdlets;

/// <summary>The suite in a runspace of the tests' own process.</summary>
public sealed class HostedModuleTests(SeededServer server) : ModuleTests(server)
{
    protected override Task<IReadOnlyList<string>> RunAsync(string script, Uri address) => HostedRunspace.RunAsync(script, address);
}
