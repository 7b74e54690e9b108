using System.Diagnostics.CodeAnalysis;

namespace DiplomacyApi.Domain.Dates;

/// <summary>
/// A date as a source gives it, EDTF level 0 and 1: a year, month, day, season or instant, or an interval of two of them. The text
/// is authoritative; the bounds are derived from it. Immutable.
/// </summary>
/// <remarks>
/// A date or time without an offset is in UTC. Years run from 0001 to 9999. Seasons are those of the northern year: `2022-21` is
/// March to May, `2022-24` is December 2022 to February 2023. An instant covers the unit it is given in: a minute, a second, or,
/// where it has a fraction (nine digits at most), the tick of 100 ns that it falls into. `24:00` is the end of its day. The qualifiers `~`,
/// `?` and `%` say how sure a date is and do not move its bounds.
/// </remarks>
public sealed record EdtfDate
{
    /// <summary>The longest text that is read, in UTF-16 characters, inclusive.</summary>
    public const int TextCharactersMax = 64;

    private EdtfDate(string text, Bounds bounds) => (Text, Earliest, Latest) = (text, bounds.Earliest, bounds.Latest);

    /// <summary>
    /// What stands for the end of an open interval (`2022-01/..`): the last instant that there is. Dates that run to the end of the
    /// year 9999 end here too, since no later instant can be written.
    /// </summary>
    public static DateTimeOffset OpenEnd => DateTimeOffset.MaxValue;

    /// <summary>The text as given, 1 to <see cref="TextCharactersMax"/> printable ASCII characters.</summary>
    public string Text { get; }

    /// <summary>
    /// The first instant covered, in UTC, inclusive; always before <see cref="Latest"/>. An open start (`../2022-02`) is the
    /// beginning of the end date.
    /// </summary>
    public DateTimeOffset Earliest { get; }

    /// <summary>
    /// The first instant after what is covered, in UTC, exclusive; <see cref="OpenEnd"/> where the end is open. A date given as
    /// `as_of` means this instant.
    /// </summary>
    public DateTimeOffset Latest { get; }

    /// <summary>Reads a date.</summary>
    /// <exception cref="FormatException">The text is no such date; the message says why, and what to write.</exception>
    public static EdtfDate Parse(string text) => TryParse(text, out var date, out var error) ? date : throw new FormatException(error);

    /// <summary>
    /// Reads a date; never throws, whatever the text. Where it fails, <paramref name="error"/> is one sentence of printable ASCII
    /// that says what is wrong and what to write; else it is empty.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out EdtfDate? date, out string error)
    {
        var bounds = DateReader.Read(text, out error);
        date = bounds is null ? null : new EdtfDate(text, bounds.Value);
        return date is not null;
    }

    /// <summary>The text as given.</summary>
    public override string ToString() => Text;
}
