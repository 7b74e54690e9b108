using System.Globalization;
using System.Text.RegularExpressions;

namespace DiplomacyApi.PowerShell;

/// <summary>What to say of a date that is written as people write dates, and not as year-month-day.</summary>
internal static partial class DateAdvice
{
    private const int ShownCharactersMax = 40;

    /// <summary>
    /// The advice; null where the text is written like a partial date, so that the server says best what is wrong with it.
    /// </summary>
    public static string? For(string text) => PartialBegins().IsMatch(text) || !Foreign().IsMatch(text) ? null
        : Read(text) is { } day ? $"'{Shown(text)}' is not understood. Write {day} (year-month-day), if that is meant."
        : $"'{Shown(text)}' is not understood. Write year-month-day, such as 2022-01-18.";

    /// <summary>A question whether a date is meant that the user's culture reads in the text; empty where it reads none.</summary>
    public static string Meant(string text) => Read(text) is { } day ? $" Did you mean {day}?" : "";

    private static string Shown(string text) => text.Length <= ShownCharactersMax ? text : $"{text[..ShownCharactersMax]}…";

    private static string? Read(string text) =>
        DateTime.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.NoCurrentDateDefault,
            out var date) && date.Year > 1
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"^\d{4}-\d{2}")]
    private static partial Regex PartialBegins();

    // Words, or a day, a month and a year between slashes or dots.
    [GeneratedRegex(@"[A-DF-RUVWa-z\s]|^\d{1,4}[./]\d{1,2}[./]\d{1,4}$|^\d{1,2}-\d{1,2}-\d{2,4}$")]
    private static partial Regex Foreign();
}
