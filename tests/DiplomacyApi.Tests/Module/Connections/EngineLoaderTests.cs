using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Connections;

/// <summary>The module among other modules, in a real PowerShell of its own.</summary>
public sealed class EngineLoaderTests
{
    [Fact]
    public async Task Another_Protobuf_that_was_loaded_before_does_no_harm()
    {
        var pwsh = Programs.PwshOrSkip();
        await using var server = await TestServer.StartSeededAsync();
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        // An old one, that has nothing of what the engine needs.
        var old = new PersistedAssemblyBuilder(new AssemblyName("Google.Protobuf") { Version = new Version(3, 0, 0, 0) },
            typeof(object).Assembly);
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

    [Fact]
    public async Task Another_version_in_the_same_session_is_refused_with_both_and_the_first_goes_on()
    {
        var pwsh = Programs.PwshOrSkip();
        await using var server = await TestServer.StartSeededAsync();
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        var other = OtherVersion(folder.FullName);

        var lines = await Programs.RunScriptAsync(pwsh, ["-NoProfile", "-NonInteractive", "-File"], $$"""
            Import-Module '{{ModuleHosts.Manifest}}'
            foreach ($again in { Import-Module '{{other}}' -ErrorAction Stop }, { Import-Module '{{other}}' -Force -ErrorAction Stop }, { Remove-Module DiplomacyApi; Import-Module '{{other}}' -ErrorAction Stop }) {
                try { & $again; 'no error' } catch { [string]$_ }
                @(Get-Module DiplomacyApi).Count
            }
            1..2 | ForEach-Object { Import-Module '{{ModuleHosts.Manifest}}' -Force }
            Connect-DiplomacyApi {{server.Address}}
            Get-Actor nato | ForEach-Object ActorId
            (Get-Demand security-guarantees-2021).PSStandardMembers.DefaultDisplayPropertySet.ReferencedPropertyNames[0]
            """, []);

        var version = AssemblyName.GetAssemblyName(Path.Combine(
            Path.GetDirectoryName(ModuleHosts.Manifest)!, "DiplomacyApi.PowerShell.dll")).Version!.ToString(3);
        var refused = $"DiplomacyApi 0.0.1 cannot be imported: this session loaded version {version} from {Path.GetDirectoryName(ModuleHosts.Manifest)}, and keeps it until it ends. Start a new session, and import there the version that you want.";
        Assert.Equal([refused, "1", refused, "1", refused, "0", "nato", "DemandId"], lines);
        folder.Delete(recursive: true);
    }

    /// <summary>The module as it is built, under another version and another identity. Gives its manifest.</summary>
    private static string OtherVersion(string folder)
    {
        var built = Path.GetDirectoryName(ModuleHosts.Manifest)!;
        foreach (var file in Directory.GetFiles(built, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var assembly = Path.Combine(folder, "DiplomacyApi.PowerShell.dll");
        var bytes = File.ReadAllBytes(assembly);
        using (var image = new PEReader(new MemoryStream(bytes)))
        {
            var metadata = image.GetMetadataReader();
            var start = image.PEHeaders.MetadataStartOffset;
            // Its version stands after the hash algorithm, in four numbers of two bytes; the identity of the build is the first GUID.
            byte[] version = [0, 0, 0, 0, 1, 0, 0, 0];
            version.CopyTo(bytes, start + metadata.GetTableMetadataOffset(TableIndex.Assembly) + sizeof(int));
            bytes[start + metadata.GetHeapMetadataOffset(HeapIndex.Guid)] ^= byte.MaxValue;
        }
        File.WriteAllBytes(assembly, bytes);
        return Path.Combine(folder, "DiplomacyApi.psd1");
    }
}
