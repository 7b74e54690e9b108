using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace DiplomacyApi.PowerShell.Engine.Export;

/// <summary>Writes statements as rows of CSV, in columns named as the parameters of the cmdlets that record them.</summary>
internal sealed class CsvTableWriter : IAsyncDisposable
{
    private const string ActColumn = "Act";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CsvWriter _csv;
    private readonly List<string> _columns;

    /// <summary>A table with the columns of these acts.</summary>
    public CsvTableWriter(TextWriter file, IReadOnlyDictionary<string, IReadOnlyList<string>> columns, char separator)
    {
        _csv = new CsvWriter(file, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = separator.ToString(), NewLine = "\n" },
            leaveOpen: true);
        _columns = [ActColumn, .. columns.Values.SelectMany(names => names).Distinct(StringComparer.Ordinal)];
    }

    public Task WriteHeaderAsync() => WriteAsync(_columns);

    public Task WriteAsync(Diplomacy.V1.Statement statement)
    {
        var cells = StatementCells.Of(statement);
        return WriteAsync(_columns.Select(column => cells.TryGetValue(column, out var value) ? Text(value) : ""));
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private async Task WriteAsync(IEnumerable<string> cells)
    {
        foreach (var cell in cells) _csv.WriteField(SpreadsheetText.Escape(cell));
        await _csv.NextRecordAsync().ConfigureAwait(false);
    }

    /// <summary>A list as `a; b` where that can be read again, and else as JSON, like all that is more than a text.</summary>
    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "",
        string[] list when list.All(one => one.Length > 0 && one == one.Trim() && one.IndexOfAny([';', '{', '[']) < 0) =>
            string.Join("; ", list),
        var other => JsonSerializer.Serialize(other, Readable),
    };
}
