using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>Reads tables as drafts.</summary>
internal static class InputObjects
{
    /// <summary>A report: @{ Outlet = '…'; Url = '…' }, or an address alone.</summary>
    public static ReportDraft ReportOf(object given)
    {
        if (given is PSObject { BaseObject: string } or string) return new ReportDraft { Url = given.ToString() };
        var draft = new ReportDraft();
        foreach (var (key, value) in Pairs(given))
            draft = key.ToUpperInvariant() switch
            {
                "OUTLET" => draft with { Outlet = Text(value) },
                "URL" => draft with { Url = Text(value) },
                "PUBLISHED" => draft with { Published = PartialDateAttribute.OfPart("Published", value) },
                "LANGUAGE" => draft with { Language = Text(value) },
                "TITLE" => draft with { Title = Text(value) },
                "RELIABILITY" => draft with { Reliability = Text(value) },
                "CREDIBILITY" =>
                    draft with
                    {
                        Credibility = LanguagePrimitives.TryConvertTo<int>(value, out var grade)
                            ? grade
                            : throw Invalid($"A report's credibility is 1 to 6, not '{value}'."),
                    },
                "CONTENTHASH" => draft with { ContentHash = Text(value) },
                _ =>
                    throw Invalid(
                        $"A report has no '{key}'; it has Outlet, Url, Published, Language, Title, Reliability, Credibility and ContentHash."),
            };
        return draft;
    }

    /// <summary>Which statements come from a source: @{ IdPrefix = 'upr-'; Negotiation = '…' }.</summary>
    public static ImportScope WithinOf(IDictionary given)
    {
        var within = new ImportScope();
        foreach (var (key, value) in Pairs(given))
        {
            var text = Text(value)?.Trim() is { Length: > 0 } some
                ? some
                : throw Invalid($"-Within has an empty {key}; name it, or leave it out.");
            within = key.ToUpperInvariant() switch
            {
                "NEGOTIATION" => within with { Negotiation = text },
                "RECORDER" => within with { Recorder = text },
                "OUTLET" => within with { Outlet = text },
                "IDPREFIX" => within with { IdPrefix = text },
                _ => throw Invalid($"-Within has no '{key}'; it has IdPrefix, Negotiation, Recorder and Outlet."),
            };
        }
        return within == new ImportScope()
            ? throw Invalid("-Within is empty; name at least one of IdPrefix, Negotiation, Recorder and Outlet.")
            : within;
    }

    /// <summary>The names and values of a table or an object.</summary>
    public static IEnumerable<(string Key, object? Value)> Pairs(object? given) => given switch
    {
        PSObject { BaseObject: IDictionary table } => Pairs(table),
        PSObject custom =>
            custom.Properties.Where(property => property.IsGettable).Select(property => (property.Name, (object?)property.Value)),
        IDictionary table => table.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString()!, entry.Value)),
        null => [],
        var other => Pairs(PSObject.AsPSObject(other)),
    };

    private static string? Text(object? value) =>
        value is null ? null : Convert.ToString(value is PSObject wrapped ? wrapped.BaseObject : value, CultureInfo.InvariantCulture);

    private static DiplomacyApiException Invalid(string message) => new(message, "InvalidValue", ErrorCategory.InvalidArgument);
}
