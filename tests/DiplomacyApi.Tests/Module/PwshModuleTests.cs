using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module;

/// <summary>The suite in a real PowerShell, where there is one.</summary>
public sealed class PwshModuleTests(SeededServer server) : ModuleTests(server)
{
    protected override Task<IReadOnlyList<string>> RunAsync(string script, Uri address) =>
        Programs.RunScriptAsync(Programs.PwshOrSkip(), ["-NoProfile", "-NonInteractive", "-File"], $"Import-Module '{Manifest}' -ErrorAction Stop\nConnect-DiplomacyApi {address}\n{script}", new());
}
