using Diplomacy.V1;
using DiplomacyApi.Tests.Client;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Module.Statements;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Import;

/// <summary>Importing from PowerShell, in whatever host.</summary>
public abstract class ImportCmdletTests : IDisposable
{
    // Made of the row's content: another id here would record again what was imported before.
    private const string RowId = "row-79ff0d2b61b333c18186ab68bbd1a409";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    [Fact]
    public async Task A_table_is_recorded_once_and_its_wrong_rows_are_reported_by_their_lines()
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = Write("talks.csv",
            """
            Act;Speaker;To;Said;Text;Demand;Item;Form;Ref;StatementId
            Demand;The Red House;NATO;2022-02-01;"Two ""points"",
            in two lines";;"a = Ay; b = Bee";;1;t1
            Response;NATO;Russia;2022-02-02;No;t1;"a = Rejected; b = Countered";Written;2;
            Response;NATO;Russia;2022-02-02;No;t1;a = Perhaps;Written;3;
            Remark;Lavr;NATO;2022-02-03;Words;;;;4;

            Remark;NATO;Russia;2022-13-03;Words;;;;5;
            """);
        var script = $$"""
            $how = @{ ColumnMap = @{ Text = 'Summary'; Ref = '' }; Default = @{ Negotiation = 'european-security-2022' }; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'problems' }
            $dry = Import-Statement '{{file}}' @how -WhatIf
            "$dry|$($dry.Unresolved | ForEach-Object { "$($_.Name) $($_.Candidates)" })"
            $run = Import-Statement '{{file}}' @how -ActorMap @{ 'the red house' = 'russia' }
            "$run|$($run.Rows)"
            $problems | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.Exception.Message.Split(':')[0])" }
            "$(Import-Statement '{{file}}' @how -ActorMap @{ 'the red house' = 'russia' })"
            (Get-Demand t1).State
            """;

        var output = await RunAsync(script, server.Address);

        Assert.StartsWith("0 recorded, 0 skipped, 5 failed|Lavr ", output[0], StringComparison.Ordinal);
        Assert.Contains("sergei-lavrov", output[0], StringComparison.Ordinal);
        Assert.Contains("The Red House", output[0], StringComparison.Ordinal);
        Assert.Equal("2 recorded, 0 skipped, 3 failed|5", output[1]);
        Assert.Equal(
            ["DiplomacyApi.InvalidDate talks.csv line 8, column 'Said'", "DiplomacyApi.InvalidValue talks.csv line 5",
                "DiplomacyApi.UnknownActor talks.csv line 6"],
            output.Skip(2).Take(3).Order(StringComparer.Ordinal));
        Assert.Equal(["0 recorded, 2 skipped, 3 failed", "NATO: Answered"], output.Skip(5));
        var demand = (await server.StatementAsync("t1"));
        Assert.Equal(("Two \"points\",\nin two lines", "a b"),
            (demand.Summaries[0].Text, string.Join(' ', demand.Demand.Items.Select(item => item.Id))));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task An_import_that_is_cut_goes_on_and_records_each_row_once(string format)
    {
        const int Count = 4_000;
        await using var server = await TestServer.StartSeededAsync();
        await using var proxy = new TcpProxy(server.Address);
        var before = await server.HeadAsync();
        var file = Write($"rows.{format}", string.Concat(Enumerable.Range(0, Count).Select(number => format == "csv"
            ? $"{(number == 0 ? "Act,By,Said,Summary,StatementId,Negotiation\n" : "")}Remark,nato,2022-02-01,Words {number},cut-{number},european-security-2022\n"
            : $$"""{"statementId":"cut-{{number}}","statement":{"speaker":"actors/nato","said":{"text":"2022-02-01"},"summaries":[{"text":"Words {{number}}","languageCode":"en"}],"attribution":"ATTRIBUTION_ON_RECORD","negotiation":"negotiations/european-security-2022","remark":{} } }""" + "\n")));

        var importing = RunAsync(
            $"$run = Import-Statement '{file}'; \"$($run.Rows) $($run.Recorded + $run.Skipped) $($run.Failed)\"; \"$(Import-Statement '{file}')\"",
            proxy.Address);
        foreach (var reached in new[] { before + 100, before + 1_500 })
        {
            while (await server.HeadAsync() < reached && !importing.IsCompleted) await Task.Delay(1, TestServer.Token);
            proxy.Cut();
        }

        Assert.Equal([$"{Count} {Count} 0", $"0 recorded, {Count} skipped, 0 failed"], await importing);
        Assert.Equal(before + Count, await server.HeadAsync());
        Assert.Equal(3, proxy.Connections);
    }

    [Fact]
    public async Task Rows_that_belong_together_are_recorded_all_or_none()
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await RunAsync("""
            $rows = { param($last) 1..3 | ForEach-Object { @{ Act = 'Remark'; By = 'NATO'; Said = '2022-02-01'; Summary = "Words $_"; StatementId = "row$_"; Negotiation = $(if ($_ -eq 3) { $last } else { 'european-security-2022' }) } } }
            "$(& $rows nothing | Import-Statement -Mode Atomic -ErrorAction SilentlyContinue -ErrorVariable problems)"
            "$($problems | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] })"
            "$(& $rows european-security-2022 | Import-Statement -Mode Atomic)"
            "$(& $rows european-security-2022 | Import-Statement -Mode Atomic)"
            """, server.Address);

        Assert.Equal(
            ["0 recorded, 0 skipped, 3 failed", "DiplomacyApi.UnknownNegotiation DiplomacyApi.NotRecorded DiplomacyApi.NotRecorded",
                "3 recorded, 0 skipped, 0 failed", "0 recorded, 3 skipped, 0 failed"],
            output);
    }

    [Fact]
    public async Task Actors_come_from_a_table_in_whatever_order()
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = Write("actors.csv",
            "\uFEFFName,Type,SpeaksFor,ExternalId,Alias\nJane Doe,Person,Ministry of Talks,,\"J. Doe; Doe\"\nMinistry of Talks,Ministry,,wikidata = Q999999998,\nЕлена,Person,,,\n");

        var output = await RunAsync($"""
            "$(Import-Actor '{file}' -ErrorAction SilentlyContinue -ErrorVariable problem)"
            "$($problem[0].Exception.Message)"
            "$(Import-Actor '{file}' -ErrorAction SilentlyContinue)"
            "$((Get-Actor 'Jane Doe').SpeaksFor)"
            """, server.Address);

        Assert.Equal(
            ["2 recorded, 0 skipped, 1 failed", "actors.csv line 4: An Id is required: none can be made from the name.",
                "0 recorded, 2 skipped, 1 failed", "Ministry of Talks"],
            output);
    }

    [Fact]
    public async Task A_bad_file_is_reported_by_what_is_wrong_with_it()
    {
        await using var server = await TestServer.StartSeededAsync();
        var cases = new (string File, string Reason, string Hint)[]
        {
            (Write("empty.csv", ""), "EmptyFile", "its first line names the columns"),
            (Write("columns.csv", "Act,Who\nRemark,NATO\n"), "UnknownColumn", "-ColumnMap @{ 'Who' = '…' }"),
            (Write("noact.csv", "By,Summary\nNATO,x\n"), "MissingColumn", "-Default @{ Act ="),
            (Write("twice.csv", "Act,By,by\nRemark,NATO,NATO\n"), "InvalidHeader", "two columns 'By'"),
            (Write("cells.csv", "Act,By\nRemark,NATO,x,y\n"), "InvalidRow", "line 2: It has 4 cells, and the header 2"),
            (Write("broken.jsonl", "# words\n\n{\"statementId\":\"x\"\n"), "InvalidRow", "line 3: It is not valid JSON"),
            (Write("quote.csv", "Act,By,Summary\nRemark,NATO,\"no end\nRemark,NATO,x\n"), "InvalidRow",
                "line 2: A cell begins with a double quote that does not end it, and so this row goes on to line 3"),
            (Write("quoted.csv", "Act,By,Summary\nRemark,NATO,\"Security\" first\n"), "InvalidRow",
                "line 2: A cell begins with a double quote that does not end it; double"),
            (Write("first.csv", "Act,Who\nRemark,NATO,x,y\n"), "UnknownColumn", "the column 'Who'"),
            (Write("cell.csv", "Act,By,Summary\nRemark,NATO,\"{\"\"en\"\":\"\"a\"\",\"\"EN\"\":\"\"b\"\"}\"\n"), "InvalidValue",
                "line 2, column 'Summary': It has 'en' twice"),
            (Write("long.csv", $"Act,By,Summary\nRemark,NATO,\"{new string('x', 5_000_000)}"), "InvalidRow", "has a cell of more than"),
            (Write("long.jsonl", $"{{\"a\":\"{new string('x', 5_000_000)}\"}}\n"), "InvalidRow", "line 1: It is longer than"),
            (Write("twice.jsonl", "{\"Act\":\"Remark\",\"By\":\"NATO\",\"by\":\"Russia\"}\n"), "InvalidRow", "line 1: It has 'By' twice"),
            (Write("within.jsonl", "{\"statement\":{\"speaker\":\"actors/nato\",\"speaker\":\"actors/russia\"}}\n"), "InvalidRow",
                "line 1: It has 'speaker' twice"),
            (Write("half.jsonl", "{\"Act\":\"Remark\",\"Summary\":\"\\ud800\"}\n"), "InvalidRow",
                "line 1: It holds an escape such as \\ud800"),
            (Write("bytes.csv", [0xEF, 0xBB, 0xBF, .. "Act,By\nRemark,"u8, 0xCF, 0xF0]), "InvalidEncoding", "is not UTF-8 after line"),
            (Write("wide.csv", System.Text.Encoding.Unicode.GetBytes("Act,By\nRemark,NATO\n")), "InvalidEncoding", "-Encoding utf-16."),
            (Write("latin.csv", [.. "Act,By\nRemark,"u8, 0xCF, 0xF0, (byte)'\n']), "InvalidEncoding", "-Encoding"),
            ("nodrive:x.csv", "InvalidPath", "'nodrive:x.csv' is not a path"),
            (Write("other.jsonl", "{\"statementId\":\"x\",\"nothing\":1}\n"), "InvalidRow",
                "line 1: It is not a valid RecordStatementRequest"),
            (Write("list.jsonl", "[1]\n"), "InvalidRow", "line 1: It is not a JSON object"),
            (Path.Combine(_folder.FullName, "absent.csv"), "FileNotFound", "There is no file"),
            (_folder.FullName, "FileNotFound", "is a folder"),
        };

        var output = await RunAsync(string.Join('\n', cases.Select(one =>
            $"try {{ $null = Import-Statement {(one.File.StartsWith("nodrive", StringComparison.Ordinal) ? "" : "-LiteralPath ")}'{one.File}' -ErrorAction Stop; 'no error' }} catch {{ \"$($_.FullyQualifiedErrorId.Split(',')[0])|$($_.Exception.Message)\" }}")),
            server.Address);

        Assert.Equal(cases.Length, output.Count);
        foreach (var (line, expected) in output.Zip(cases))
        {
            Assert.StartsWith($"DiplomacyApi.{expected.Reason}|", line, StringComparison.Ordinal);
            Assert.Contains(expected.Hint, line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lines_of_a_file_are_taken_from_the_pipeline_as_they_are_from_the_file()
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = Write("lines.jsonl",
            """
            # A comment, and an empty line.

            {"statementId":"l1","statement":{"speaker":"actors/nato","said":{"text":"2022-02-01"},"attribution":"ATTRIBUTION_ON_RECORD","negotiation":"negotiations/european-security-2022","summaries":[{"text":"Words","languageCode":"en"}],"remark":{}}}
            {"Act":"Remark","StatementId":"l2","By":"nato","Said":"2022-02-01","Summary":"Words","Negotiation":"european-security-2022"}
            {"statementId":
            """);

        var output = await RunAsync($$"""
            "$([IO.File]::ReadAllLines('{{file}}') | Import-Statement -ErrorAction SilentlyContinue -ErrorVariable problems)"
            $problems | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.Exception.Message.Split('.')[0])" }
            "$(Import-Statement '{{file}}' -ErrorAction SilentlyContinue)"
            """, server.Address);

        Assert.Equal(["2 recorded, 0 skipped, 1 failed", "0 recorded, 2 skipped, 1 failed"], [output[0], output[^1]]);
        Assert.StartsWith("DiplomacyApi.InvalidRow row 3: It is not valid JSON", Assert.Single(output.Skip(1).SkipLast(1)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_acts_template_is_taken()
    {
        await using var server = await TestServer.StartSeededAsync();
        var acts = Enum.GetNames<ActKind>().Except(["Unspecified"]).ToList();

        var output = await RunAsync($$"""
            foreach ($act in '{{string.Join("', '", acts)}}') {
                $null = Export-Statement -Template $act -Path '{{_folder.FullName}}/template-$act.csv'.Replace('$act', $act)
                "$act $(@(Export-Statement -Template $act).Count -gt 15)"
            }
            "$((Import-Statement '{{_folder.FullName}}/template-*.csv' -WhatIf -ErrorAction SilentlyContinue).Rows)"
            """, server.Address);

        Assert.Equal([.. acts.Select(act => $"{act} True"), $"{acts.Count}"], output);
    }

    [Fact]
    public async Task A_row_without_an_id_gets_the_same_one_for_ever()
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await RunAsync("""
            $null = @{ Act = 'Remark'; By = 'nato'; Said = '2022-02-01'; Summary = 'Words'; Negotiation = 'european-security-2022' } | Import-Statement
            Get-Statement -By nato | Where-Object Summary -eq Words | ForEach-Object StatementId
            """, server.Address);

        Assert.Equal([RowId], output);
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected abstract Task<IReadOnlyList<string>> RunAsync(string script, Uri address);

    private string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}

/// <summary>In the tests' own process.</summary>
public sealed class HostedImportCmdletTests : ImportCmdletTests
{
    protected override Task<IReadOnlyList<string>> RunAsync(string script, Uri address) => HostedRunspace.RunAsync(script, address);
}

/// <summary>In a real PowerShell.</summary>
public sealed class PwshImportCmdletTests : ImportCmdletTests
{
    protected override Task<IReadOnlyList<string>> RunAsync(string script, Uri address) => PwshRunspace.RunAsync(script, address);
}
