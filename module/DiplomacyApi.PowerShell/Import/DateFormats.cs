using System.Globalization;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>Reads the dates of a table that writes them in formats of its own, such as dd/MM/yyyy, whatever the culture.</summary>
internal sealed class DateFormats
{
    private readonly List<(string Format, string Kept)> _formats = [];

    public DateFormats(IEnumerable<string> formats)
    {
        foreach (var format in formats) _formats.Add((format, Kept(format)));
    }

    /// <summary>The date as a partial date, as wide as its format; refused where no format fits all of the text.</summary>
    public string Read(string text)
    {
        foreach (var (format, kept) in _formats)
            if (DateTimeOffset.TryParseExact(text.Trim(), format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                    out var date))
                return date.ToString(kept, CultureInfo.InvariantCulture);
        throw new DiplomacyApiException(
            $"'{text.Trim()}' is not a date in the format {string.Join(" or ", _formats.Select(one => one.Format))}; correct it, or add its format to -DateFormat.",
            "InvalidDate", ErrorCategory.InvalidData);
    }

    /// <summary>How a date of this format is kept: a year, a month, a day, or a time of the offset that it gives, else of UTC.</summary>
    private static string Kept(string format)
    {
        var letters = Letters(format);
        if (!letters.Contains('y', StringComparison.Ordinal))
            throw new DiplomacyApiException($"'{format}' is not a date format: it has no year. Write dd/MM/yyyy, MM/dd/yyyy or d MMM yyyy.",
                "InvalidValue", ErrorCategory.InvalidArgument);
        if (letters.IndexOfAny(['H', 'h']) >= 0)
            return letters.Contains('z', StringComparison.Ordinal) ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss'Z'";
        return letters.Contains('d', StringComparison.Ordinal)
            ? "yyyy-MM-dd"
            : letters.Contains('M', StringComparison.Ordinal) ? "yyyy-MM" : "yyyy";
    }

    /// <summary>The letters that stand for parts of a date, without what is quoted or escaped.</summary>
    private static string Letters(string format)
    {
        var (letters, quote) = ("", '\0');
        for (var index = 0; index < format.Length; index++)
        {
            var letter = format[index];
            if (quote != '\0') quote = letter == quote ? '\0' : quote;
            else if (letter is '\'' or '"') quote = letter;
            else if (letter == '\\') index++;
            else letters += letter;
        }
        return letters;
    }
}
