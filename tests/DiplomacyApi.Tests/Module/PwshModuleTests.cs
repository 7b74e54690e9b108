using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module;

/// <summary>The suite in a real PowerShell, where there is one.</summary>
public sealed class PwshModuleTests(SeededServer server) : ModuleTests(server)
{
    protected override Task<IReadOnlyList<string>> RunAsync(string script, Uri address) => PwshRunspace.RunAsync(script, address);
}
