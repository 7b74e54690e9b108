using System.Text;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Module.Statements;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Import;

public sealed class HostedFileRowReaderTests : FileRowReaderTests<HostedRunspace>;

public sealed class PwshFileRowReaderTests : FileRowReaderTests<PwshRunspace>;

/// <summary>Tables as other programs write them: line ends, encodings, dates, and where in them something is wrong.</summary>
public abstract class FileRowReaderTests<THost> : IDisposable
    where THost : IModuleHost
{
    private const string How = "@{ ColumnMap = @{ Datum = 'Said'; Wer = 'By'; Was = 'Summary'; Nr = 'StatementId' }; Default = @{ Act = 'Remark'; Negotiation = 'european-security-2022' }; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'problems' }";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    [Theory]
    [InlineData("\r", "utf-8", false)]
    [InlineData("\r", "iso-8859-1", false)]
    [InlineData("\r\n", "utf-8", true)]
    [InlineData("\n", "utf-8", true)]
    [InlineData("mixed", "utf-8", false)]
    [InlineData("\r\n", "utf-16", true)]
    public async Task A_table_is_read_whatever_ends_its_lines_and_however_its_letters_are_written(string end, string encoding, bool marked)
    {
        await using var server = await TestServer.StartSeededAsync();
        var lines = new[]
        {
            "Nr,Datum,Wer,Was",
            "s-1,2022-02-01,NATO,\"Zürich, said \"\"yes\"\"; and more\"",
            "s-2,2022-02-01,NATO,Two",
            "s-3,2022-13-01,NATO,Three",
            "s-4,2022-02-01,NATO,\"a",
            "b\"",
        };
        var text = string.Concat(lines.Select((line, index) => line + (end == "mixed" ? index % 2 == 0 ? "\r\n" : "\n" : end)));
        var encoder = encoding == "utf-8" ? new UTF8Encoding(marked) : Encoding.GetEncoding(encoding);
        var file = Path.Combine(_folder.FullName, "source.csv");
        await File.WriteAllBytesAsync(file, [.. marked ? encoder.Preamble : [], .. encoder.GetBytes(text)], TestServer.Token);

        var output = await THost.RunAsync($$"""
            $how = {{How}}
            "$(Import-Statement '{{file}}' @how{{(encoding == "iso-8859-1" ? " -Encoding iso-8859-1" : "")}})"
            $problems | ForEach-Object { $_.Exception.Message }
            (Get-Statement s-1).Summary
            """, server.Address);

        Assert.Equal("3 recorded, 0 skipped, 1 failed", output[0]);
        Assert.StartsWith("source.csv line 4, column 'Datum': ", output[1], StringComparison.Ordinal);
        Assert.Equal("Zürich, said \"yes\"; and more", output[2]);
        Assert.Equal(3, output.Count);
        Assert.Matches("^a\r?\n?b$", (await server.StatementAsync("s-4")).Summaries[0].Text);
    }

    [Fact]
    public async Task Dates_are_read_as_the_source_writes_them_and_one_that_does_not_fit_is_reported_by_line_and_column()
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = Write("dates.csv",
            """
            Nr;Datum;Wer;Was
            d-1;01/02/2022;NATO;Day
            d-2;02/2022;NATO;Month
            d-3;3 Feb 2022;NATO;Day in words
            d-4;31/02/2022;NATO;None
            d-5;2022-02-01;NATO;Another form
            d-6;01/02/2022 13:30 +03:00;NATO;Time
            """);

        var output = await THost.RunAsync($$"""
            [cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo('ar-SA')
            $how = {{How}}
            "$(Import-Statement '{{file}}' @how -DateFormat dd/MM/yyyy, MM/yyyy, 'd MMM yyyy', 'dd/MM/yyyy HH:mm zzz')"
            $problems | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.Exception.Message)" }
            foreach ($id in 'd-1', 'd-2', 'd-3', 'd-6') { (Get-Statement $id).Said }
            try { Import-Statement '{{file}}' @how -DateFormat 'dd/MM' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])" }
            """, server.Address);

        Assert.Equal("4 recorded, 0 skipped, 2 failed", output[0]);
        Assert.StartsWith(
            "DiplomacyApi.InvalidDate dates.csv line 5, column 'Datum': '31/02/2022' is not a date in the format dd/MM/yyyy or ", output[1],
            StringComparison.Ordinal);
        Assert.StartsWith("DiplomacyApi.InvalidDate dates.csv line 6, column 'Datum': '2022-02-01'", output[2], StringComparison.Ordinal);
        Assert.Equal(["2022-02-01", "2022-02", "2022-02-03", "2022-02-01T13:30:00+03:00", "DiplomacyApi.InvalidValue"], output.Skip(3));
    }

    [Fact]
    public async Task A_cell_that_is_wrong_is_reported_by_the_columns_own_name()
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = Write("cells.csv", "Art,Wer,Datum,Was,Weise\nRemark,NATO,2022-02-01,Words,Aloud\n");

        var output = await THost.RunAsync($$"""
            $null = Import-Statement '{{file}}' -ColumnMap @{ Art = 'Act'; Wer = 'By'; Datum = 'Said'; Was = 'Summary'; Weise = 'Form' } -ErrorAction SilentlyContinue -ErrorVariable problems
            $problems | ForEach-Object { $_.Exception.Message }
            """, server.Address);

        Assert.Equal(["cells.csv line 2, column 'Weise': 'Aloud' is not one of Spoken, Written."], output);
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}

/// <summary>Dates that ConvertFrom-Json made of text mean the same wherever the script runs.</summary>
public sealed class JsonDateTests
{
    private const string Json = """
        [
            { "Act": "Remark", "By": "nato", "Said": "2022-01-16T00:00:00", "Summary": "Midnight", "Negotiation": "european-security-2022" },
            { "Act": "Remark", "By": "nato", "Said": "2022-01-18T15:00:00", "Summary": "Afternoon", "Negotiation": "european-security-2022" },
            { "Act": "Remark", "By": "nato", "Said": "2022-01-18T15:00:00Z", "Summary": "Afternoon in UTC", "Negotiation": "european-security-2022" },
            { "Act": "Remark", "By": "nato", "Said": "2022-01-18T16:20:00+01:00", "Summary": "Afternoon in Brussels", "Negotiation": "european-security-2022" }
        ]
        """;

    [Fact]
    public async Task The_same_file_is_the_same_statements_in_another_time_zone()
    {
        await using var server = await TestServer.StartSeededAsync();

        var utc = await RunAsync(server, "UTC");
        var tokyo = await RunAsync(server, "Asia/Tokyo");

        Assert.Equal(
            ["4 recorded, 0 skipped, 0 failed", "2022-01-16", "2022-01-18T15:00:00", "2022-01-18T15:00:00+00:00",
                "2022-01-18T15:20:00+00:00"],
            utc);
        Assert.Equal(["0 recorded, 4 skipped, 0 failed", .. utc.Skip(1)], tokyo);
    }

    private static Task<IReadOnlyList<string>> RunAsync(
        TestServer server, string zone) => Programs.RunScriptAsync(Programs.PwshOrSkip(), ["-NoProfile", "-NonInteractive", "-File"], $$"""
        {{ModuleHosts.Begin(server.Address)}}
        "$('{{Json}}' | ConvertFrom-Json | Import-Statement)"
        foreach ($summary in 'Midnight', 'Afternoon', 'Afternoon in UTC', 'Afternoon in Brussels') { (Get-Statement -By nato | Where-Object Summary -eq $summary).Said }
        """, new() { ["TZ"] = zone });
}
