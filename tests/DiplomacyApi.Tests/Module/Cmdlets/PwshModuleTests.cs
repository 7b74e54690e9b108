using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Cmdlets;

/// <summary>The suite in a real PowerShell, where there is one.</summary>
public sealed class PwshModuleTests(SeededServer server) : ModuleTests(server)
{
    protected override Task<IReadOnlyList<string>> RunAsync(string script, Uri address) => PwshRunspace.RunAsync(script, address);
}
