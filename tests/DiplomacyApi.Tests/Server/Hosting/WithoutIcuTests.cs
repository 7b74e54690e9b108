using DiplomacyApi.Tests.Module.Hosts;

namespace DiplomacyApi.Tests.Server.Hosting;

/// <summary>Without ICU, .NET compares and stores text in other forms than elsewhere: nothing is served, and nothing written.</summary>
public sealed class WithoutIcuTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_start_without_ICU_is_refused_with_the_reason_and_makes_no_file()
    {
        var ended = await RunAsync("serve", "--port", "0");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("runs without ICU; unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    [Theory]
    [InlineData("rebuild")]
    [InlineData("verify", "--projections")]
    public async Task What_is_derived_is_neither_made_nor_compared_without_ICU(string command, params string[] switches)
    {
        await using (await TestServer.StartSeededAsync(folder: _folder.FullName)) { }

        var ended = await RunAsync(command, switches);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("runs without ICU", ended.Errors, StringComparison.Ordinal);
    }

    private Task<Ended> RunAsync(string command, params string[] switches) => Programs.RunAsync(
        "dotnet", [ServerProcess.Executable, command, "--data", Path.Combine(_folder.FullName, TestServer.JournalName), .. switches],
        new() { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" });
}
