using System.Text.Json;

namespace DiplomacyApi.FaultTests.Fuzzing;

/// <summary>Rows that are right, each by itself, in texts that are hard to write down: one of a table may go over several lines.</summary>
internal sealed class RowsBeside
{
    private const string Header = "Act,StatementId,By,To,Said,Negotiation,Summary\n";

    private static readonly string[] Texts =
        ["Words.", "“Words”, they said; no more", "a;b,c", "слова", "字句", "e\u0301 and é", "😀", "= 1 + 1", "'words'", "#words", "{words",
            "a\tb", "over\ntwo lines", "with \"quotes\"", "\"Quoted\" first, \"and last\""];

    private readonly bool _isTable;
    private readonly int _home;

    public RowsBeside(Random random, bool isTable, string id, int count)
    {
        (_isTable, _home) = (isTable, random.Next(count + 1));
        Rows = [.. Enumerable.Range(0, count).Select(number => ($"{id}-{number}", Texts[random.Next(Texts.Length)]))];
    }

    public IReadOnlyList<(string Id, string Summary)> Rows { get; }

    /// <summary>A row as a file has it, without the end of its line.</summary>
    public string Row(string id, string summary) => _isTable
        ? $"Remark,{id},nato,russia,2022-02-01,european-security-2022,{Cell(summary)}"
        : $$"""{"statementId":"{{id}}","statement":{"speaker":"actors/nato","addressees":["actors/russia"],"said":{"text":"2022-02-01"},"attribution":"ATTRIBUTION_ON_RECORD","negotiation":"negotiations/european-security-2022","summaries":[{"text":{{JsonSerializer.Serialize(summary)}},"languageCode":"en"}],"remark":{} } }""";

    /// <summary>The file with another row among them, and the line on which that begins.</summary>
    public (string Text, int Line) With(string other)
    {
        var rows = Rows.Select(row => Row(row.Id, row.Summary)).ToList();
        var before = (_isTable ? Header : "") + string.Concat(rows.Take(_home).Select(row => row + "\n"));
        return ($"{before}{other}\n{string.Join('\n', rows.Skip(_home))}", before.Count(letter => letter == '\n') + 1);
    }

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny("\",\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
