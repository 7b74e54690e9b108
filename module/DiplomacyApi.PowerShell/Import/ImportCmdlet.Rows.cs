using System.Collections;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Where an import's rows come from.</summary>
public abstract partial class ImportCmdlet
{
    private const int ColumnsKeptMax = 64;

    private static readonly string[] Workbooks = [".xlsx", ".xlsm", ".xls", ".ods"];

    private readonly Dictionary<string, ColumnMapping> _mappings = [];
    private ColumnMapping? _mapping;

    private IEnumerable<string> Matching(string path)
    {
        try
        {
            var files = GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name == "FileSystem") return files;
            WriteError(Problem($"'{path}' is not a file in the file system.", "InvalidPath", ErrorCategory.InvalidArgument, path));
        }
        catch (ItemNotFoundException)
        {
            WriteError(Problem($"There is no file '{path}'.", "FileNotFound", ErrorCategory.ObjectNotFound, path));
        }
        catch (Exception wrong)
            when (wrong is SessionStateException or WildcardPatternException or NotSupportedException or ArgumentException
                or PSInvalidOperationException)
        {
            WriteError(Problem($"'{path}' is not a path: {wrong.Message}", "InvalidPath", ErrorCategory.InvalidArgument, path));
        }
        return [];
    }

    private void ImportFile(string file)
    {
        if (!File.Exists(file))
        {
            WriteError(Problem(
                Directory.Exists(file)
                    ? $"'{file}' is a folder; name its files, such as {System.IO.Path.Combine(file, "*.jsonl")}."
                    : $"There is no file '{file}'.",
                "FileNotFound", ErrorCategory.ObjectNotFound, file));
            return;
        }
        if (Workbooks.Contains(System.IO.Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
        {
            WriteError(Problem(
                $"'{file}' is a workbook, and text is needed; save it as CSV, or pipe its rows: Import-Excel '{file}' | {MyInvocation.MyCommand.Name} (module ImportExcel).",
                "IsWorkbook", ErrorCategory.InvalidData, file));
            return;
        }
        if (!ShouldSend(file, What)) return;
        _hasBegun = true;
        var name = System.IO.Path.GetFileName(file);
        var before = _rows;
        ForEachRow(file, (engine, token) => engine.Imports.ReadRowsAsync(file, new FileSettings(Format, Delimiter, Encoding), token), row =>
        {
            var source = $"{name} line {row.Line}";
            // If a table's columns are wrong, that is the only error, and no row is read.
            if (row.Table is not null) Look(row.Table, name, $"{file}:{row.Line}");
            TakeRow(row, name, source, $"{file}:{row.Line}");
            if (_waiting.Count == 0) ShowProgress(name, row.Share);
            return true;
        });
        if (_rows == before) WriteWarning($"{name} has no rows.");
    }

    private void ImportObject(PSObject given)
    {
        switch (given.BaseObject)
        {
            case FileInfo file: ImportFile(file.FullName); break;
            // Of a file whose lines are piped, its comments and empty lines come too.
            case string text when string.IsNullOrWhiteSpace(text) || text.StartsWith('#'): break;
            case string text when text.TrimStart()
                .StartsWith('{'):
                FromPipeline(source => TakeRow(JsonRowReader.Read(text, _rows + 1), table: null, source, text)); break;
            case string path:
                foreach (var file in Matching(path)) ImportFile(file);
                break;
            default:
                FromPipeline(source =>
                    Take(
                        () =>
                            Bound(
                                [.. InputObjects.Pairs(given)
                                    .Select(cell =>
                                        KeyValuePair.Create(
                                            cell.Key, cell.Value is string text ? SpreadsheetText.Unescape(text) : cell.Value))],
                                table: null, source, given),
                        source, given));
                break;
        }
    }

    /// <summary>The row that cells make, by what their columns mean.</summary>
    private ImportRow Bound(IReadOnlyList<KeyValuePair<string, object?>> cells, string? table, string source, object target)
    {
        var columns = ColumnsOf([.. cells.Select(cell => cell.Key)], table);
        return Bind(columns.Named(cells, Read), source, target) with { Columns = columns.ByParameter };
    }

    /// <summary>What columns mean. The same ones come again and again, row after row or in turn: each is looked at once.</summary>
    private ColumnMapping ColumnsOf(IReadOnlyList<string> given, string? table)
    {
        var key = string.Join('\n', given.Prepend(table ?? ""));
        if (_mappings.TryGetValue(key, out var known)) return _mapping = known;
        if (_mappings.Count >= ColumnsKeptMax) _mappings.Clear();
        return _mapping = _mappings[key] = new ColumnMapping(table, given, ColumnMap, Default, IsColumn, NeededColumns);
    }

    private void Look(IReadOnlyList<string> table, string name, object target)
    {
        try
        {
            ColumnsOf(table, name);
        }
        catch (DiplomacyApiException problem)
        {
            ThrowTerminatingError(new ErrorRecord(problem, $"DiplomacyApi.{problem.Reason}", problem.Category, target));
        }
    }

    private void FromPipeline(Action<string> take)
    {
        if (!_hasBegun && !ShouldSend("rows from the pipeline", What)) return;
        _hasBegun = true;
        take($"row {_rows + 1}");
    }

    private void TakeRow(FileRow row, string? table, string source, object target)
    {
        if (row.Problem is not null)
            Refuse(new DiplomacyApiException(row.Problem, "InvalidRow", ErrorCategory.InvalidData), source, target);
        else if (row.Json is not null) Take(() => new ImportRow { Source = source, Target = target, Json = row.Json }, source, target);
        else Take(() => Bound(row.Cells!, row.Table is null ? null : table, source, target), source, target);
    }

    private Dictionary<string, string> Actors()
    {
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var given = ActorMap is PSObject wrapped ? wrapped.BaseObject : ActorMap;
        switch (given)
        {
            case null: break;
            case string path:
                foreach (var file in Matching(path))
                    ForEachRow(file,
                        (engine, token) => engine.Imports.ReadRowsAsync(file, new FileSettings(FileFormat.Csv, null, Encoding), token),
                            row =>
                    {
                        var cells = row.Cells
                            ?? throw new DiplomacyApiException($"{path} line {row.Line}: {row.Problem}", "InvalidRow",
                                ErrorCategory.InvalidData);
                        return AddTo(map, cells.Select(cell => (cell.Key, cell.Value)));
                    });
                break;
            case IDictionary table:
                foreach (DictionaryEntry entry in table) map[entry.Key.ToString()!.Trim()] = entry.Value?.ToString() ?? "";
                break;
            case IEnumerable rows:
                foreach (var row in rows) AddTo(map, InputObjects.Pairs(PSObject.AsPSObject(row)));
                break;
            default:
                AddTo(map, InputObjects.Pairs(ActorMap));
                break;
        }
        return map;
    }

    private static bool AddTo(Dictionary<string, string> map, IEnumerable<(string Key, object? Value)> row)
    {
        var cells = row.ToDictionary(cell => cell.Key.Trim(), cell => cell.Value?.ToString() ?? "", StringComparer.OrdinalIgnoreCase);
        if (!cells.TryGetValue("Name", out var name) || !cells.TryGetValue("ActorId", out var id))
            throw new DiplomacyApiException("An actor map has the columns Name and ActorId.", "MissingColumn",
                ErrorCategory.InvalidArgument);
        if (id.Trim().Length > 0) map[name.Trim()] = id.Trim();
        return true;
    }

    private static ErrorRecord Problem(string message, string reason, ErrorCategory category, object? target) =>
        new(new DiplomacyApiException(message, reason, category), $"DiplomacyApi.{reason}", category, target);
}
