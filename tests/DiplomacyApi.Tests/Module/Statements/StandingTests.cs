using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Statements;

public sealed class HostedStandingTests : StandingTests<HostedRunspace>;

public sealed class PwshStandingTests : StandingTests<PwshRunspace>;

/// <summary>What was annulled, and what is a duplicate, is not counted among what was said.</summary>
public abstract class StandingTests<THost>
    where THost : IModuleHost
{
    private const string Recorded = """
        $said = @{ By = 'Lavrov'; To = 'NATO'; Said = '2022-02-01'; Negotiation = 'european-security-2022' }
        $null = foreach ($word in 'kept', 'mended', 'hoax', 'twin') { Add-Remark "Moonlight, $word" @said -StatementId $word }
        $null = Edit-Statement mended -Marking Seen
        $null = Undo-Statement hoax -Confirm:$false
        $null = Edit-Statement twin -DuplicateOf kept

        """;

    [Theory]
    [InlineData("Get-Statement -By Lavrov -Said 2022-02-01")]
    [InlineData("Search-Statement Moonlight")]
    public async Task Only_what_stands_is_listed_unless_more_is_asked_for(string command)
    {
        await using var server = await TestServer.StartSeededAsync();

        var shown = await THost.RunAsync(Recorded + $$"""
            ({{command}} | ForEach-Object { "$($_.StatementId) $($_.Standing) $($_.DuplicateOf)".Trim() }) -join ', '
            ({{command}} -IncludeAnnulled | ForEach-Object { "$($_.StatementId) $($_.Standing) $($_.DuplicateOf)".Trim() }) -join ', '
            (Get-Statement hoax, mended | ForEach-Object { "$($_.StatementId) $($_.Standing)" }) -join ', '
            """, server.Address);

        Assert.Equal(
            ["mended Corrected, kept Stands", "twin Duplicate kept, hoax Annulled, mended Corrected, kept Stands",
                "hoax Annulled, mended Corrected"],
            shown);
    }

    [Fact]
    public async Task A_watch_says_what_has_become_of_a_statement()
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await THost.RunAsync("$from = (Get-Journal).Revision\n" + Recorded + """
            $count = 0
            try { Watch-Statement -After $from | ForEach-Object { "$($_.Kind) $($_.StatementId) $($_.Standing) $($_.DuplicateOf)".Trim(); if (++$count -eq 7) { throw 'enough' } } } catch { }
            """, server.Address);

        Assert.Equal(
            [
                "Recorded kept Stands", "Recorded mended Stands", "Recorded hoax Stands", "Recorded twin Stands",
                "Corrected mended Corrected", "Corrected hoax Annulled", "Corrected twin Duplicate kept",
            ],
            output);
    }
}
