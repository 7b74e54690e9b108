using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Cmdlets;

/// <summary>What is asked before something is recorded or corrected, and what a dry run shows.</summary>
public sealed class WhatIfCmdletTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Theory]
    [InlineData("Add-Demand 'Answer us in writing' -By Russia -To NATO, France -Said 2022-02-01 -Confirm", "Record a demand",
        "Russia to NATO, France, 2022-02-01: Answer us in writing")]
    [InlineData("Add-Withdrawal 'No more' -By Russia -Demand a, b -Confirm", "Record a withdrawal", "Russia: No more")]
    [InlineData("Add-Remark 'And this' -SameAs russia-proposals-2021-12 -Confirm", "Record a remark",
        "as russia-proposals-2021-12: And this")]
    [InlineData("@{ Act = 'Remark'; By = 'NATO'; Summary = 'From a table' } | Add-Statement -Confirm", "Record a statement",
        "NATO, TODAY: From a table")]
    [InlineData("Undo-Statement lavrov-warns-of-reaction", "Annul", "lavrov-warns-of-reaction (Sergei Lavrov, ")]
    [InlineData("Edit-Statement lavrov-warns-of-reaction -Summary x -Confirm", "Correct a statement",
        "lavrov-warns-of-reaction (Sergei Lavrov, ")]
    [InlineData("Undo-Statement none-such", "Annul", "none-such")]
    public async Task A_question_shows_who_says_what_to_whom(string typed, string what, string target)
    {
        var before = await server.HeadAsync();
        var host = new HeardHost();
        using var runspace = HostedRunspace.Open(host);
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(ModuleHosts.Begin(server.Address) + typed);

        await Task.Run(() => shell.Invoke(), TestServer.Token);

        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"\"{what}\" on target \"{target.Replace("TODAY", today, StringComparison.Ordinal)}", Assert.Single(host.Questions),
            StringComparison.Ordinal);
        Assert.Equal(before, await server.HeadAsync());
    }

    [Fact]
    public async Task A_dry_run_begins_with_who_says_what_to_whom() => Assert.Equal(
        ["What if: Record a remark: NATO to Russia, 2022-02-01: Words", "What if: Record a statement: NATO, 2022-02-01: Rows"],
        await HostedRunspace.RunAsync("""
            (Add-Remark Words -By NATO -To Russia -Said 2022-02-01 -WhatIf 6>&1 | ForEach-Object { "$_" })[0]
            (@{ Act = 'Remark'; By = 'NATO'; Summary = 'Rows'; Said = '2022-02-01' } | Add-Statement -WhatIf 6>&1 | ForEach-Object { "$_" })[0]
            """, server.Address));
}
