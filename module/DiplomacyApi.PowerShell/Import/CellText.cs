using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Json;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// What one cell of a table says: a text, a list (`NATO; United States`), pairs (`a = Rejected; b = Countered`), or JSON.
/// </summary>
public static class CellText
{
    private const char Separator = ';';

    /// <summary>JSON where the cell begins like it, and else the text.</summary>
    public static object Read(string cell)
    {
        var text = cell.Trim();
        if (text is not (['{', .., '}'] or ['[', .., ']'])) return text;
        try
        {
            using var json = JsonDocument.Parse(text);
            return Twice(json.RootElement) is { } twice
                ? throw new PSInvalidCastException($"It has '{twice}' twice; leave one out.")
                : Value(json.RootElement) ?? text;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Also where an escape is half a character, which is no text.
            return text;
        }
    }

    /// <summary>A name that an object has twice, here or within; null if none has. It is not known which one is meant.</summary>
    public static string? Twice(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object =>
            json.EnumerateObject().GroupBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
                .FirstOrDefault(same => same.Skip(1).Any())?.Key
            ?? json.EnumerateObject().Select(member => Twice(member.Value)).FirstOrDefault(name => name is not null),
        JsonValueKind.Array => json.EnumerateArray().Select(Twice).FirstOrDefault(name => name is not null),
        _ => null,
    };

    /// <summary>The parts of a list.</summary>
    public static string[] List(string cell) =>
        cell.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Pairs where there is an equals sign, and else a list.</summary>
    public static object PairsOrList(string cell)
    {
        if (!cell.Contains('=', StringComparison.Ordinal)) return List(cell);
        var pairs = new OrderedDictionary();
        foreach (var part in List(cell))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) pairs[part] = null;
            else pairs[part[..equals].TrimEnd()] = part[(equals + 1)..].TrimStart();
        }
        return pairs;
    }

    /// <summary>A JSON value as PowerShell would hold it, tables in their order.</summary>
    public static object? Value(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var table = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
                foreach (var member in json.EnumerateObject()) table[member.Name] = Value(member.Value);
                return table;
            case JsonValueKind.Array: return json.EnumerateArray().Select(Value).ToArray();
            case JsonValueKind.String: return json.GetString();
            case JsonValueKind.Number: return json.TryGetInt64(out var whole) ? whole : json.GetDouble();
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            default: return null;
        }
    }
}
