using System.Management.Automation;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Import;

/// <summary>What an import says that does not come to its end.</summary>
public sealed class UnfinishedImportTests
{
    private const int Batch = 500;

    // The row after the second batch waits until the pipeline is stopped: the first batch is answered by then, and the second is sent.
    private const string Rows = """
        function Rows($last) { foreach ($row in 1..$last) {
            if ($row -eq 1001) { $reached.SetResult(); while ($true) { [Threading.Thread]::Sleep(5) } }
            @{ Act = 'Remark'; By = 'NATO'; Summary = "Remark $row"; Said = '2022-02-01'; StatementId = "s$row" }
        } }

        """;

    [Fact]
    public async Task A_stopped_import_says_what_was_recorded_and_goes_on_when_it_is_run_again()
    {
        await using var server = await TestServer.StartSeededAsync();
        var host = new HeardHost();
        using var runspace = HostedRunspace.Open(host);
        var reached = new TaskCompletionSource();
        runspace.SessionStateProxy.SetVariable("reached", reached);
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(ModuleHosts.Begin(server.Address) + Rows + "Rows 2000 | Import-Statement");
        var running = shell.BeginInvoke();
        await reached.Task.WaitAsync(TestServer.Token);

        await Task.Run(shell.Stop, TestServer.Token);

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.True(running.IsCompleted);
        Assert.Equal(
            ["The import was not finished. Of 1,000 rows: 500 recorded, 0 skipped, 0 failed; 500 more were sent, and may be recorded. Run it again: what is recorded is skipped."],
            host.Warnings);

        using var again = System.Management.Automation.PowerShell.Create(runspace);
        var summary = Assert.Single(again.AddScript(Rows + "Rows 1000 | Import-Statement").Invoke());
        Assert.InRange((long)summary.Properties["Skipped"].Value, Batch, 2 * Batch);
        Assert.Equal(2L * Batch, (long)summary.Properties["Skipped"].Value + (long)summary.Properties["Recorded"].Value);
        Assert.Single(host.Warnings);
    }

    [Theory]
    [InlineData("throw 'the source broke'", "Of 3 rows: 0 recorded, 0 skipped, 0 failed.")]
    [InlineData("@{ Act = 'Remark'; Form = 'Sung' }", "Of 4 rows: 0 recorded, 0 skipped, 1 failed.")]
    public async Task An_import_that_an_error_ends_says_so_too(string last, string expected)
    {
        await using var server = await TestServer.StartSeededAsync();
        var host = new HeardHost();
        using var runspace = HostedRunspace.Open(host);
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(ModuleHosts.Begin(server.Address) + Rows
            + $"try {{ & {{ Rows 3; {last} }} | Import-Statement -ErrorAction Stop }} catch {{ 'ended' }}");

        Assert.Equal("ended", Assert.Single(shell.Invoke()).ToString());

        Assert.Contains(expected, Assert.Single(host.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_summary_has_no_revision_where_no_row_was_sent()
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await HostedRunspace.RunAsync("""
            $summaries = & {
                @{ Act = 'Remark'; By = 'Nobody at all'; Summary = 'x'; Said = '2022-02-01' } | Import-Statement -ErrorAction SilentlyContinue
                @{ Act = 'Remark'; By = 'NATO'; Summary = 'x'; Said = '2022-02-01' } | Import-Statement
            }
            "$($null -eq $summaries[0].Revision) $($summaries[1].Revision -eq (Get-Journal).Revision)"
            """, server.Address);

        Assert.Equal(["True True"], output);
    }
}
