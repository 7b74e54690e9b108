using System.Globalization;

namespace DiplomacyApi.Domain.Dates;

/// <summary>A date with a time. What it covers is the unit it is given in: a minute, a second, or a tick.</summary>
internal static class Instant
{
    private static readonly (string Format, TimeSpan Covers)[] Formats =
    [
        ("yyyy-MM-dd'T'HH:mm", TimeSpan.FromMinutes(1)),
        ("yyyy-MM-dd'T'HH:mm:ss", TimeSpan.FromSeconds(1)),
        ("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", TimeSpan.FromTicks(1)),
    ];

    public static Bounds? Read(string text, out string error)
    {
        error = "";
        foreach (var (format, covers) in Formats)
        {
            foreach (var offset in new[] { "", "'Z'", "zzz" })
            {
                // Without an offset, and with Z, the time is in UTC.
                var style = offset == "zzz" ? DateTimeStyles.AdjustToUniversal : DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
                if (!DateTimeOffset.TryParseExact(text, format + offset, CultureInfo.InvariantCulture, style, out var start)) continue;
                if (!text.All(char.IsAscii)) continue;
                return new Bounds(start, PartialDate.OpenEnd - start < covers ? PartialDate.OpenEnd : start + covers);
            }
        }
        error = $"'{text}' is not a time that exists; write one such as 2022-01-18T14:30:00+03:00 or 2022-01-18T11:30Z.";
        return null;
    }
}
