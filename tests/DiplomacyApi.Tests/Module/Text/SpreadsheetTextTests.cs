using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Text;

public sealed class HostedSpreadsheetTextTests : SpreadsheetTextTests<HostedRunspace>;

public sealed class PwshSpreadsheetTextTests : SpreadsheetTextTests<PwshRunspace>;

/// <summary>Tables that are written are for spreadsheets too, which take a text for a formula by its first letter.</summary>
public abstract class SpreadsheetTextTests<THost> : IDisposable
    where THost : IModuleHost
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    private string File => Path.Combine(_folder.FullName, "statements.csv");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task No_cell_is_a_formula_and_each_text_comes_back_as_it_was()
    {
        string[] texts = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "'=1", "'quoted'", "plain"];
        await using var server = await TestServer.StartSeededAsync();
        await using var other = await TestServer.StartSeededAsync();

        await THost.RunAsync($$"""
            $i = 0
            $null = foreach ($text in {{string.Join(", ", texts.Select(text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"))}}) { Add-Remark $text -By Lavrov -Said 2023-05-01 -Negotiation european-security-2022 -StatementId "text-$(($i++))" }
            $null = Export-Statement '{{File}}' -Said 2023-05-01
            """, server.Address);
        var read = await THost.RunAsync($$"""
            $summary = Import-Statement '{{File}}'
            "$summary"
            0..{{texts.Length - 1}} | ForEach-Object { (Get-Statement "text-$_").Summary }
            """, other.Address);

        var cells = (await System.IO.File.ReadAllTextAsync(File, TestServer.Token))
            .Split('\n').Skip(1).SelectMany(line => line.Split(',')).Select(cell => cell.Trim('"'));
        Assert.DoesNotContain(cells, cell => cell.Length > 0 && "=+-@\t＝".Contains(cell[0], StringComparison.Ordinal));
        Assert.Equal([$"{texts.Length} recorded, 0 skipped, 0 failed", .. texts], read);
    }

    [Fact]
    public async Task One_report_stands_in_columns_of_its_own()
    {
        await using var server = await TestServer.StartSeededAsync();

        var row = await THost.RunAsync($$"""
            $null = Add-Remark Reported -By Lavrov -Said 2023-05-01 -Negotiation european-security-2022 -Language en -Outlet Reuters -Url https://example.org/a -Published 2023-05-02
            $null = Export-Statement '{{File}}' -Said 2023-05-01
            [IO.File]::ReadAllLines('{{File}}') | ForEach-Object { $_.Split(',') -join '|' }
            """, server.Address);

        var cells = row[0].Split('|').Zip(row[1].Split('|')).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal);
        Assert.Equal(("Reuters", "https://example.org/a", "2023-05-02", ""),
            (cells["Outlet"], cells["Url"], cells["Published"], cells["Report"]));
    }
}
