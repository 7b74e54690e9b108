using System.Reflection;
using System.Reflection.Emit;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module;

/// <summary>The module among other modules, in a real PowerShell of its own.</summary>
public sealed class IsolationTests
{
    [Fact]
    public async Task Another_Protobuf_that_was_loaded_before_does_no_harm()
    {
        var pwsh = Programs.PwshOrSkip();
        await using var server = await TestServer.StartSeededAsync();
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        // An old one, that has nothing of what the engine needs.
        var old = new PersistedAssemblyBuilder(new AssemblyName("Google.Protobuf") { Version = new Version(3, 0, 0, 0) }, typeof(object).Assembly);
        old.DefineDynamicModule("Google.Protobuf").DefineType("Google.Protobuf.Old", TypeAttributes.Public).CreateType();
        var file = Path.Combine(folder.FullName, "Google.Protobuf.dll");
        old.Save(file);

        var lines = await Programs.RunScriptAsync(pwsh, ["-NoProfile", "-NonInteractive", "-File"], $$"""
            Add-Type -Path '{{file}}'
            Import-Module '{{ModuleHosts.Manifest}}'
            @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -like 'Grpc.*' }).Count
            Connect-DiplomacyApi {{server.Address}}
            (Get-Actor nato).ActorId
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Google.Protobuf' } | ForEach-Object { $_.GetName().Version.Minor -eq 0 } | Sort-Object
            """, []);

        Assert.Equal(["0", "nato", "False", "True"], lines);
        folder.Delete(recursive: true);
    }
}
