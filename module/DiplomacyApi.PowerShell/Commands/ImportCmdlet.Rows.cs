using System.Collections;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Where an import's rows come from.</summary>
public abstract partial class ImportCmdlet
{
    private Columns? _columns;

    private IEnumerable<string> Matching(string path)
    {
        try
        {
            var files = GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name == "FileSystem") return files;
            WriteError(Problem($"'{path}' is no file of the file system.", "InvalidPath", ErrorCategory.InvalidArgument, path));
        }
        catch (ItemNotFoundException)
        {
            WriteError(Problem($"There is no file '{path}'.", "FileNotFound", ErrorCategory.ObjectNotFound, path));
        }
        return [];
    }

    private void ImportFile(string file)
    {
        if (!File.Exists(file))
        {
            WriteError(Problem(Directory.Exists(file) ? $"'{file}' is a folder; name its files, such as {System.IO.Path.Combine(file, "*.jsonl")}." : $"There is no file '{file}'.",
                "FileNotFound", ErrorCategory.ObjectNotFound, file));
            return;
        }
        if (!Asks(file, What)) return;
        _hasBegun = true;
        var name = System.IO.Path.GetFileName(file);
        var before = _rows;
        Each(file, (engine, token) => engine.ReadRowsAsync(file, new FileSettings(Format, Delimiter, Encoding), token), row =>
        {
            var source = $"{name} line {row.Line}";
            if (row.Problem is not null) Refuse(new DiplomacyApiException(row.Problem, "InvalidRow", ErrorCategory.InvalidData), source, $"{file}:{row.Line}");
            else if (row.Json is not null) Take(() => new ImportRow { Source = source, Target = $"{file}:{row.Line}", Json = row.Json }, source, $"{file}:{row.Line}");
            else
            {
                Take(() => Bind(Named(row.Cells!, row.IsTable ? name : null), source, $"{file}:{row.Line}"), source, $"{file}:{row.Line}");
            }
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
            case string text when text.TrimStart().StartsWith('{'): TakeFromPipeline(source => new ImportRow { Source = source, Target = text, Json = text }, text); break;
            case string path:
                foreach (var file in Matching(path)) ImportFile(file);
                break;
            default:
                TakeFromPipeline(source => Bind(Named([.. Drafting.Pairs(given).Select(cell => KeyValuePair.Create(cell.Key, cell.Value))], table: null), source, given), given);
                break;
        }
    }

    /// <summary>Cells by what their columns mean. Rows with the same columns follow one another: those are looked at once.</summary>
    private IReadOnlyList<(string Key, object? Value)> Named(IReadOnlyList<KeyValuePair<string, object?>> cells, string? table)
    {
        if (_columns is null || !_columns.Given.SequenceEqual(cells.Select(cell => cell.Key)))
            _columns = new Columns(table, [.. cells.Select(cell => cell.Key)], ColumnMap, Default, IsColumn, NeededColumns);
        return _columns.Named(cells);
    }

    private void TakeFromPipeline(Func<string, ImportRow> row, object target)
    {
        if (!_hasBegun && !Asks("rows from the pipeline", What)) return;
        _hasBegun = true;
        var source = $"row {_rows + 1}";
        Take(() => row(source), source, target);
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
                    Each(file, (engine, token) => engine.ReadRowsAsync(file, new FileSettings(FileFormat.Csv, null, Encoding), token), row =>
                    {
                        var cells = row.Cells ?? throw new DiplomacyApiException($"{path} line {row.Line}: {row.Problem}", "InvalidRow", ErrorCategory.InvalidData);
                        return AddTo(map, cells.Select(cell => (cell.Key, cell.Value)));
                    });
                break;
            case IDictionary table:
                foreach (DictionaryEntry entry in table) map[entry.Key.ToString()!.Trim()] = entry.Value?.ToString() ?? "";
                break;
            case IEnumerable rows:
                foreach (var row in rows) AddTo(map, Drafting.Pairs(PSObject.AsPSObject(row)));
                break;
            default:
                AddTo(map, Drafting.Pairs(ActorMap));
                break;
        }
        return map;
    }

    private static bool AddTo(Dictionary<string, string> map, IEnumerable<(string Key, object? Value)> row)
    {
        var cells = row.ToDictionary(cell => cell.Key.Trim(), cell => cell.Value?.ToString() ?? "", StringComparer.OrdinalIgnoreCase);
        if (!cells.TryGetValue("Name", out var name) || !cells.TryGetValue("ActorId", out var id))
            throw new DiplomacyApiException("An actor map has the columns Name and ActorId.", "MissingColumn", ErrorCategory.InvalidArgument);
        if (id.Trim().Length > 0) map[name.Trim()] = id.Trim();
        return true;
    }

    private static ErrorRecord Problem(string message, string reason, ErrorCategory category, object? target) =>
        new(new DiplomacyApiException(message, reason, category), $"DiplomacyApi.{reason}", category, target);
}
