using System.Text.RegularExpressions;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Faults that many rows of an import share: the first rows are told each, the others with their count.</summary>
internal sealed partial class RepeatedErrors
{
    private const int ToldMax = 3;
    private const int NamedMax = 5;

    private readonly Dictionary<string, (string First, int Count, List<string> Named)> _faults = new(StringComparer.Ordinal);

    /// <summary>Counts a fault, and tells it where few rows had it before.</summary>
    public void Take(string fault, string source, Action tell)
    {
        // Whatever stands in quotes differs from row to row, and so do dates proposed for it.
        var kind = Varying().Replace(fault, "…");
        var (first, count, named) = _faults.GetValueOrDefault(kind, (fault, 0, []));
        if (count < ToldMax) tell();
        else if (named.Count < NamedMax) named.Add(source);
        _faults[kind] = (first, count + 1, named);
    }

    /// <summary>A sentence for each fault that more rows had than were told.</summary>
    public IEnumerable<string> More() => _faults.Values.Where(fault => fault.Count > ToldMax)
        .Select(fault => $"The same in {fault.Count - ToldMax:N0} more rows ({string.Join(", ", fault.Named)}{(fault.Count - ToldMax > fault.Named.Count ? ", …" : "")}){fault.First}");

    [GeneratedRegex(@"'[^']*'|\d{4}-\d{2}(-\d{2})?")]
    private static partial Regex Varying();
}
