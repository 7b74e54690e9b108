using System.Reflection;
using System.Text.RegularExpressions;
using DiplomacyApi.Client;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Tidy;

/// <summary>The version stands in one place, and all that is made of the project has that one.</summary>
public sealed partial class VersionTests
{
    private static readonly string Version = Declared().Match(File.ReadAllText(Repository.At("Directory.Build.props"))).Groups[1].Value;

    [Fact]
    public void The_assemblies_the_module_and_the_changelog_have_the_projects_version()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+$", Version);
        Assert.All([typeof(DiplomacyServer).Assembly, typeof(DiplomacyClient).Assembly, typeof(Diplomacy.V1.Demand).Assembly], assembly =>
            Assert.StartsWith($"{Version}+", assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
                StringComparison.Ordinal));
        Assert.Contains($"ModuleVersion = '{Version}'", File.ReadAllText(ModuleHosts.Manifest), StringComparison.Ordinal);
        Assert.StartsWith($"## {Version} ",
            File.ReadLines(Repository.At("CHANGELOG.md")).First(line => line.StartsWith("## ", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_says_it()
    {
        var said = await Programs.RunAsync("dotnet", [ServerProcess.Executable, "--version"], []);

        Assert.StartsWith($"{Version}+", Assert.Single(said.Output), StringComparison.Ordinal);
    }

    [Fact]
    public void It_stands_in_no_other_file()
    {
        var made = Directory.EnumerateFiles(Repository.Root, "*.*proj", SearchOption.AllDirectories)
            .Where(file => !file.Contains("artifacts", StringComparison.Ordinal))
            .Append(Repository.At("module", "DiplomacyApi.PowerShell", "DiplomacyApi.psd1")).Append(Repository.At("eng", "pack"));

        Assert.DoesNotContain(made, file => File.ReadAllText(file).Contains(Version, StringComparison.Ordinal));
    }

    [GeneratedRegex("<VersionPrefix>(.+)</VersionPrefix>")]
    private static partial Regex Declared();
}
