using System.Collections;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// What the columns of a table mean: the names of parameters, as they are or as a map says, and what rows hold that do not say.
/// </summary>
internal sealed class ColumnMapping
{
    private readonly Dictionary<string, string> _meanings = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Key, object? Value)> _defaults = [];
    private readonly Dictionary<string, string> _mapping = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Looks at the columns. Those of a table, named where there is one, stand for all its rows; one row of many kinds may lack some.
    /// </summary>
    public ColumnMapping(string? table, IReadOnlyList<string> given, IDictionary? map, IDictionary? defaults, Func<string, bool> isColumn,
        IReadOnlyList<string> needed)
    {
        var file = table ?? "The row";
        var mapped = (map?.Cast<DictionaryEntry>() ?? [])
            .ToDictionary(entry => entry.Key.ToString()!.Trim(), entry => entry.Value?.ToString()?.Trim() ?? "",
                StringComparer.OrdinalIgnoreCase);
        foreach (var column in given)
        {
            var meaning = mapped.TryGetValue(column.Trim(), out var named) ? named : column.Trim();
            if (meaning.Length > 0 && !isColumn(meaning))
                throw Wrong(table is null ? "InvalidValue" : "UnknownColumn",
                    $"{file}: the column '{column}' is {(named is null ? "" : $"mapped to '{meaning}', which is ")}not a parameter of the cmdlets that record; say what it stands for with -ColumnMap @{{ '{column}' = '…' }}, or leave it out with -ColumnMap @{{ '{column}' = '' }}.");
            _meanings[column] = meaning;
            _mapping[meaning] = column.Trim();
        }
        foreach (var column in table is null
                ? []
                : mapped.Keys.Except(given.Select(column => column.Trim()), StringComparer.OrdinalIgnoreCase))
            throw Wrong("MissingColumn", $"{file} has no column '{column}', which -ColumnMap names; it has {string.Join(", ", given)}.");
        foreach (DictionaryEntry entry in defaults ?? new Hashtable())
        {
            var name = entry.Key.ToString()!;
            if (!isColumn(name))
                throw Wrong("UnknownColumn", $"-Default names '{name}', which is not a parameter of the recording cmdlets.");
            _defaults.Add((name, entry.Value));
        }
        foreach (var name in needed.Where(name => !_meanings.Values.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !_defaults.Exists(one => one.Key.Equals(name, StringComparison.OrdinalIgnoreCase))))
            throw Wrong(table is null ? "Required" : "MissingColumn",
                $"{file} has no column '{name}'; name it with -ColumnMap @{{ '…' = '{name}' }}, or give it to all rows with -Default @{{ {name} = '…' }}.");
    }

    /// <summary>What the parameters are called where the rows come from.</summary>
    public IReadOnlyDictionary<string, string> ByParameter => _mapping;

    /// <summary>A row's cells by their meanings; empty ones say nothing. Each is read as its parameter is.</summary>
    public IReadOnlyList<(string Key, object? Value)> Named(
        IEnumerable<KeyValuePair<string, object?>> cells, Func<string, object?, object?> read)
    {
        var named = cells.Select(cell => (Key: _meanings[cell.Key], cell.Value)).Where(cell => cell.Key.Length > 0 && !IsEmpty(cell.Value))
            .Select(cell => (cell.Key, Value: read(cell.Key, cell.Value))).ToList();
        named.AddRange(_defaults.Where(one => !named.Exists(cell => cell.Key.Equals(one.Key, StringComparison.OrdinalIgnoreCase))));
        return named;
    }

    private static bool IsEmpty(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        _ => false,
    };

    private static DiplomacyApiException Wrong(string reason, string message) => new(message, reason, ErrorCategory.InvalidArgument);
}
