namespace DiplomacyApi.Domain.Dates;

/// <summary>
/// Lets printable ASCII through, and nothing else: digits of other scripts, dashes that a word processor made, spaces and
/// control characters look like a date, and are not one.
/// </summary>
internal static class DateCharacters
{
    private const char FirstReadable = '!';
    private const char LastReadable = '~';

    public static bool AreReadable(string text, out string error)
    {
        var place = text.AsSpan().IndexOfAnyExceptInRange(FirstReadable, LastReadable);
        error = place < 0 ? "" : Describe(text[place], place + 1);
        return place < 0;
    }

    private static string Describe(char character, int place) => character switch
    {
        ' ' => $"The date has a space at character {place}; write it without, and with T between a day and a time.",
        >= '\u2010' and <= '\u2015' or '\u2212' => $"The date has a long dash at character {place}; write a hyphen, as in 2022-01-18.",
        _ when char.IsDigit(character) => $"The date has a digit of another script at character {place}; write the digits 0 to 9.",
        _ => $"The date has the character U+{(int)character:X4} at character {place}; write digits and plain signs, such as 2022-01-18.",
    };
}
