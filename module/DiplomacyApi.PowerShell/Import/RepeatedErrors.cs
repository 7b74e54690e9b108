using System.Text.RegularExpressions;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Errors that many rows of an import share: each of the first rows is reported, and the others by their number.</summary>
internal sealed partial class RepeatedErrors
{
    private const int ReportedMax = 3;
    private const int NamedMax = 5;

    private readonly Dictionary<string, (string First, int Count, List<string> Named)> _errors = new(StringComparer.Ordinal);

    /// <summary>Counts an error, and reports it if few rows had it before.</summary>
    public void Take(string error, string source, Action report)
    {
        // Whatever stands in quotes differs from row to row, and so do dates proposed for it.
        var kind = Varying().Replace(error, "…");
        var (first, count, named) = _errors.GetValueOrDefault(kind, (error, 0, []));
        if (count < ReportedMax) report();
        else if (named.Count < NamedMax) named.Add(source);
        _errors[kind] = (first, count + 1, named);
    }

    /// <summary>A sentence for each error that more rows had than were reported.</summary>
    public IEnumerable<string> More() => _errors.Values.Where(error => error.Count > ReportedMax)
        .Select(error =>
            $"The same in {error.Count - ReportedMax:N0} more rows ({string.Join(", ", error.Named)}{(error.Count - ReportedMax > error.Named.Count ? ", …" : "")}){error.First}");

    [GeneratedRegex(@"'[^']*'|\d{4}-\d{2}(-\d{2})?")]
    private static partial Regex Varying();
}
