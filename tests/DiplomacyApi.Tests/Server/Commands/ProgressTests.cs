using System.Text.RegularExpressions;
using DiplomacyApi.Server.Commands;
using DiplomacyApi.Tests.Server.Monitoring;
using DiplomacyApi.Tests.Storage;

namespace DiplomacyApi.Tests.Server.Commands;

/// <summary>Commands that take long report how far they have come, beside their results.</summary>
public sealed partial class ProgressTests
{
    [Theory]
    [InlineData("verify", "Verifying: revision 2 of 2.")]
    [InlineData("verify --projections", "Verifying: revision 2 of 2.", "Copying: revision 2 of 2.", "Rebuilding: revision 2 of 2.",
        "Comparing actors: row 2 of 2.")]
    [InlineData("rebuild", "Rebuilding: revision 1 of 2.", "Rebuilding: revision 2 of 2.")]
    [InlineData("restore", "Copying: revision 2 of 2.", "Verifying: revision 2 of 2.", "Rebuilding: revision 2 of 2.",
        "Comparing actors: row 2 of 2.")]
    [InlineData("restore --no-rebuild", "Copying: revision 2 of 2.", "Verifying: revision 2 of 2.")]
    public async Task A_long_command_reports_how_far_it_has_come(string command, params string[] lines)
    {
        var (code, output, notes, _) = await RunAsync(command, new HurryingTime());

        Assert.Equal((0, ""), (code, output));
        Assert.All(lines, line => Assert.Contains(line, notes, StringComparison.Ordinal));
        Assert.Equal(lines.Any(line => line.StartsWith("Rebuilding", StringComparison.Ordinal)),
            notes.Contains("Rebuilding", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("verify --projections")]
    [InlineData("rebuild")]
    [InlineData("restore")]
    public async Task What_is_done_within_the_interval_reports_nothing_but_its_result(string command)
    {
        var (code, _, notes, _) = await RunAsync(command, TimeProvider.System);

        Assert.Equal(0, code);
        Assert.DoesNotMatch(ProgressLine(), notes);
    }

    [Fact]
    public async Task A_restore_without_a_rebuild_leaves_it_to_the_first_start()
    {
        var (_, _, _, restored) = await RunAsync("restore --no-rebuild", TimeProvider.System);
        using var notes = new StringWriter();

        Assert.Equal(
            1, await CommandLine.RunAsync(["verify", "--projections", "--data", restored], TimeProvider.System, TextWriter.Null, notes));
        Assert.Contains("`rebuild` makes it again", notes.ToString(), StringComparison.Ordinal);
        await using (var server = await TestServer.StartAsync("", TimeProvider.System, Path.GetDirectoryName(restored)!))
            Assert.Equal(3, await server.HeadAsync());
        Assert.Equal(0,
            await CommandLine.RunAsync(["verify", "--projections", "--data", restored], TimeProvider.System, TextWriter.Null,
                TextWriter.Null));
        Directory.Delete(Path.GetDirectoryName(restored)!, recursive: true);
    }

    /// <summary>Runs a command on a journal of two actors; a restore makes a journal in a folder of its own.</summary>
    private static async Task<(int Code, string Output, string Notes, string Restored)> RunAsync(string command, TimeProvider time)
    {
        await using var file = await JournalFile.OpenAsync();
        foreach (var id in new[] { "nato", "russia" }) await file.ActorAsync(id);
        await file.Journal.DisposeAsync();
        var backup = file.Path + ".backup";
        Assert.Equal(0,
            await CommandLine.RunAsync(["backup", "--data", file.Path, "--to", backup], TimeProvider.System, TextWriter.Null,
                TextWriter.Null));
        var restored = Path.Combine(Directory.CreateTempSubdirectory("diplomacy-test-").FullName, TestServer.JournalName);
        string[] files = command.StartsWith("restore", StringComparison.Ordinal)
            ? ["--from", backup, "--data", restored]
            : ["--data", file.Path];
        using var output = new StringWriter();
        using var notes = new StringWriter();
        var code = await CommandLine.RunAsync([.. command.Split(' '), .. files], time, output, notes);
        return (code, output.ToString(), notes.ToString(), restored);
    }

    [GeneratedRegex("(revision|row) [0-9,]+ of ")]
    private static partial Regex ProgressLine();
}
