using System.IO.Compression;
using System.Xml.Linq;
using DiplomacyApi.Tests.Docs.Cmdlets;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Package;

/// <summary>The module's folder and its package hold what ships, and nothing else.</summary>
public sealed class PackageTests(SeededServer server) : IClassFixture<SeededServer>
{
    private static readonly string[] Shipped = [".psd1", ".psm1", ".dll", ".ps1xml", ".xml", ".txt", ".md"];

    // What the package format adds, and an install leaves out.
    private static readonly string[] OfThePackage = ["_rels/", "package/", "[Content_Types].xml", "DiplomacyApi.nuspec"];

    private static string Module => Path.GetDirectoryName(ModuleHosts.Manifest)!;

    [Fact]
    public void The_modules_folder_holds_only_what_ships()
    {
        Assert.All(Directory.GetFiles(Module, "*", SearchOption.AllDirectories), file => Assert.Contains(Path.GetExtension(file), Shipped));
        Assert.Equal(
            ["CHANGELOG.md", "DiplomacyApi.PowerShell.dll", "DiplomacyApi.PowerShell.psd1", "DiplomacyApi.psd1", "DiplomacyApi.psm1",
                "LICENSE.txt"],
            Directory.GetFiles(Module).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_package_is_installed_and_works()
    {
        var pwsh = Programs.PwshOrSkip();
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        try
        {
            var package = await PackedAsync(folder.FullName);

            Assert.Empty(NotInPackage(package));
            // In a home of its own, so that what the user has is neither used nor changed; the module is then found and loaded by its
            // cmdlet.
            var lines = await Programs.RunScriptAsync(pwsh, ["-NoProfile", "-NonInteractive", "-File"], $$"""
                Register-PSResourceRepository Local -Uri '{{folder.FullName}}' -Trusted
                Install-PSResource DiplomacyApi -Repository Local
                (Get-InstalledPSResource DiplomacyApi).Version.ToString()
                (Get-Actor nato).ActorId
                (Get-Module DiplomacyApi).Version.ToString()
                (Get-Help Get-Actor).Synopsis
                """, new() { ["DIPLOMACY_API_ADDRESS"] = server.Address.ToString(), ["HOME"] = folder.FullName, ["XDG_DATA_HOME"] = "", ["PSModulePath"] = "" });

            Assert.Equal([package.Version, "nato", package.Version, "Gets actors: all, or those you name, sorted by name."], lines);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(string File, string Version)> PackedAsync(string folder)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var packed = await Programs.RunAsync("dotnet",
            ["pack", Repository.At("module", "DiplomacyApi.PowerShell"), "--no-build", "-c", configuration, "-o", folder], []);
        Assert.True(packed.ExitCode == 0, $"{string.Join('\n', packed.Output)}\n{packed.Errors}");
        var file = Assert.Single(Directory.GetFiles(folder, "*.nupkg"));
        return (file, Path.GetFileNameWithoutExtension(file)["DiplomacyApi.".Length..]);
    }

    /// <summary>What the package lacks, or has too much.</summary>
    private static List<string> NotInPackage((string File, string Version) package)
    {
        using var zip = ZipFile.OpenRead(package.File);
        using var specification = zip.GetEntry("DiplomacyApi.nuspec")!.Open();
        var metadata = XDocument.Load(specification).Descendants().ToLookup(element => element.Name.LocalName, element => element.Value);
        var tags = metadata["tags"].Single().Split(' ');
        var wanted = new[] { "PSModule", "PSEdition_Core", "PSIncludes_Cmdlet" }
            .Concat(ModuleCmdlets.All.SelectMany(cmdlet => new[] { $"PSCmdlet_{cmdlet.Name}", $"PSCommand_{cmdlet.Name}" }));
        var files = zip.Entries.Select(entry => entry.FullName)
            .Where(name => !OfThePackage.Any(part => name.StartsWith(part, StringComparison.Ordinal)));
        var laid = Directory.GetFiles(Module, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Module, file).Replace(Path.DirectorySeparatorChar, '/'));
        return
        [
            .. wanted.Except(tags).Select(tag => $"no tag {tag}"),
            .. laid.Except(files).Select(file => $"no {file}"),
            .. files.Except(laid).Select(file => $"too much: {file}"),
            .. metadata["version"].Single() == package.Version ? Array.Empty<string>() : ["another version"],
            .. metadata["dependency"].Select(_ => "a dependency"),
        ];
    }
}
