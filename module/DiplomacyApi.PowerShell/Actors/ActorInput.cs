using System.Collections;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>Reads what is typed for the parts of an actor.</summary>
internal static class ActorInput
{
    /// <summary>Names: texts in the language given, or @{ en = 'NATO'; fr = 'OTAN' }, or both.</summary>
    public static IReadOnlyList<TextDraft>? Texts(object[]? given, string? language) => given is null ? null :
    [
        .. given.Select(one => one is PSObject wrapped ? wrapped.BaseObject : one).SelectMany(one => one is IDictionary byLanguage
            ? new Words(byLanguage).Texts.OrderBy(text => text.Key.Equals(language, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
                .Select(text => new TextDraft(text.Value, text.Key))
            : [new TextDraft(one.ToString()!, language ?? "")]).Where(text => text.Text.Length > 0),
    ];

    public static IReadOnlyList<KeyValuePair<string, string>> ExternalIds(IDictionary given) =>
    [
        .. given.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create(entry.Key.ToString()!, entry.Value?.ToString() ?? ""))
            .OrderBy(id => id.Key, StringComparer.Ordinal),
    ];

    /// <summary>An affiliation: a table, or the body alone.</summary>
    public static AffiliationDraft AffiliationOf(object given)
    {
        if (given is string or PSObject { BaseObject: string })
            return new AffiliationDraft(given.ToString()!, null, null, null, SpeaksFor: false);
        var draft = new AffiliationDraft("", null, null, null, SpeaksFor: false);
        foreach (var (key, value) in InputObjects.Pairs(given))
            draft = key.ToUpperInvariant() switch
            {
                // A row of Offices has the body's name beside its id.
                "BODYID" => draft with { Body = value?.ToString() ?? draft.Body },
                "BODY" when draft.Body.Length > 0 => draft,
                "BODY" => draft with { Body = value?.ToString() ?? "" },
                "ROLE" => draft with { Role = value is null or "" ? null : LanguagePrimitives.ConvertTo<Words>(value) },
                "START" or "FROM" => draft with { Start = PartialDateAttribute.OfPart("Start", value) },
                "END" or "TO" => draft with { End = PartialDateAttribute.OfPart("End", value) },
                "SPEAKSFOR" => draft with { SpeaksFor = LanguagePrimitives.IsTrue(value) },
                _ =>
                    throw new DiplomacyApiException(
                        $"An affiliation has no '{key}'; it has Body, Role, From (or Start), To (or End) and SpeaksFor.", "InvalidValue",
                        ErrorCategory.InvalidArgument),
            };
        return draft;
    }
}
