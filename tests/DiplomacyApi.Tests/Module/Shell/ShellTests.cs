using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Shell;

/// <summary>The Shell as a user starts it: its own server, its own file, exit codes, and nothing but the engine's own cmdlets.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    private Dictionary<string, string> OwnData =>
        new() { ["DIPLOMACY_DATA"] = Path.Combine(_folder.FullName, "journal.db"), ["DIPLOMACY_API_ADDRESS"] = "" };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_first_command_of_the_readme_prints_what_was_owed()
    {
        var ended = await Programs.RunShellAsync(["-Command", "Get-PendingDemand -AsOf 2022-01-18"], OwnData);

        Assert.Equal(0, ended.ExitCode);
        foreach (var debtor in new[] { "NATO", "United States" })
            Assert.Contains(ended.Output, line => line.StartsWith(debtor, StringComparison.Ordinal)
                && new[] { "security-guarantees-2021", "Promised", "2022-01-17/2022-01-19", "Russia", "Rejected" }
                    .All(word => line.Contains(word, StringComparison.Ordinal)));
        Assert.Contains("The sample data ends on 2022-01-18", ended.Errors, StringComparison.Ordinal);
        Assert.All(ended.Output, line => Assert.InRange(line.Length, 0, 120));
        Assert.DoesNotContain(ended.Output, line => line.Contains('\u001b'));
    }

    [Fact]
    public async Task What_is_recorded_in_one_shell_is_there_in_the_next()
    {
        var recorded = await Programs.RunShellAsync(
            ["-Command", "Add-Remark 'A remark to keep.' -By NATO -StatementId kept -Negotiation european-security-2022"], OwnData);
        var read = await Programs.RunShellAsync(["-Command", "(Get-Statement kept).Summary"], OwnData);

        Assert.Equal((0, 0), (recorded.ExitCode, read.ExitCode));
        Assert.Equal(["journal.db", "journal.db.search"],
            _folder.EnumerateFiles("journal.db*").Where(file => file.Extension != ".lock").Select(file => file.Name)
                .Order(StringComparer.Ordinal));
        Assert.Equal(["A remark to keep."], read.Output);
    }

    [Theory]
    [InlineData("Etc/GMT+12")]
    [InlineData("Etc/GMT-14")]
    public async Task Without_a_date_a_statement_is_said_today_in_UTC_wherever_it_is_typed(string zone)
    {
        var before = Today();
        var ended = await Programs.RunShellAsync(
            ["-Command", "Add-Remark x -By NATO -StatementId s1 | Out-Null; (Get-Statement s1).Said"], new(OwnData) { ["TZ"] = zone });

        // Of the two zones one always has another date than UTC.
        Assert.Contains(ended.Output[^1], new[] { before, Today() });

        static string Today() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("Get-Demand nothing", 1, "Unknown demand 'nothing'")]
    [InlineData("exit 3", 3, "")]
    [InlineData("throw 'a reason'", 1, "a reason")]
    public async Task The_exit_code_says_whether_it_went_well(string command, int exitCode, string error)
    {
        var ended = await Programs.RunShellAsync(["-Command", command], OwnData);

        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Contains(error, ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at DiplomacyApi", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_the_help_of_a_cmdlet()
    {
        var ended = await Programs.RunShellAsync(["-Command", "help Add-Demand"], OwnData);

        Assert.Equal((0, ""),
            (ended.ExitCode,
                string.Concat(ended.Errors.Split('\n').Where(line => line.Contains("not recognized", StringComparison.Ordinal)))));
        Assert.Contains("SYNOPSIS", ended.Output);
        Assert.Contains(ended.Output, line => line.Contains("Add-Demand [[-Summary] <Words>] [-By <", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_shell_on_the_same_file_says_who_holds_it()
    {
        await using var first = await TestServer.StartAsync("", TimeProvider.System, _folder.FullName);

        var second = await Programs.RunShellAsync(["-Command", "Get-Demand"], OwnData);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("journal.db", second.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Importing_loads_no_gRPC_and_calling_loads_it_where_it_is_in_nobodys_way()
    {
        await using var server = await TestServer.StartSeededAsync();
        const string script = """
            function Loaded($context) { @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Grpc.Net.Client' -and [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name -eq $context }).Count }
            "before: $(Loaded 'Default') $(Loaded 'DiplomacyApi')"
            $null = Get-Actor nato
            "after: $(Loaded 'Default') $(Loaded 'DiplomacyApi')"
            """;

        var ended = await Programs.RunShellAsync(["-Command", script], new() { ["DIPLOMACY_API_ADDRESS"] = server.Address.ToString() });

        Assert.Equal(["before: 0 0", "after: 0 1"], ended.Output);
    }
}
