using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Export;

/// <summary>
/// What the module writes goes to the file that was named, whatever lies beside it, and is its owner's alone where it holds more than a
/// report.
/// </summary>
public sealed class WrittenFileTests(SeededServer server) : IClassFixture<SeededServer>, IDisposable
{
    private const string Kept = "not to be written to";

    // A watch goes on until it is stopped from beside it.
    private const string Watching = """
        $inner = [powershell]::Create([initialsessionstate]::CreateDefault2())
        $null = $inner.AddScript("Import-Module 'MODULE'; Connect-DiplomacyApi ADDRESS; Watch-Demand -StateFile 'FILE'")
        $null = $inner.BeginInvoke()
        while (-not [IO.File]::Exists('FILE')) { [Threading.Thread]::Sleep(10) }
        $inner.Stop()
        $inner.Dispose()
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Export-Statement 'FILE'", "all.jsonl", true)]
    [InlineData("Export-Statement 'FILE'", "all.csv", true)]
    [InlineData("Backup-Journal 'FILE'", "copy.db", true)]
    [InlineData("Export-NegotiationReport european-security-2022 -Path 'FILE'", "report.md", false)]
    [InlineData("Connect-DiplomacyApi ADDRESS -HistoryFile 'FILE'; $null = Get-Journal", "history.json", true)]
    [InlineData(Watching, "state.json", true)]
    public async Task No_link_beside_a_file_is_followed_and_nothing_is_left_over(string command, string name, bool isPrivate)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links and modes of files are those of Unix.");
        var (file, other) = (Path.Combine(_folder.FullName, name), Path.Combine(_folder.FullName, "other"));
        await File.WriteAllTextAsync(other, Kept, TestServer.Token);
        foreach (var link in new[] { ".part", ".new" }) File.CreateSymbolicLink(file + link, other);

        var script = command.Replace("FILE", file, StringComparison.Ordinal)
            .Replace("ADDRESS", server.Address.ToString(), StringComparison.Ordinal)
            .Replace("MODULE", ModuleHosts.Manifest, StringComparison.Ordinal);
        await HostedRunspace.RunAsync($"$null = & {{ {script} }}", server.Address);

        Assert.Equal(Kept, await File.ReadAllTextAsync(other, TestServer.Token));
        Assert.Equal(new[] { name, $"{name}.new", $"{name}.part", "other" }.Order(StringComparer.Ordinal),
            _folder.GetFiles().Select(one => one.Name).Order(StringComparer.Ordinal));
        if (isPrivate && !OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }
}
