namespace DiplomacyApi.Domain.Dates;

/// <summary>Reads digits without a culture.</summary>
internal static class Digits
{
    /// <summary>The number that ASCII digits give, or -1 if there is anything else among them. At most nine digits.</summary>
    public static int Read(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character)) return -1;
            number = number * 10 + (character - '0');
        }
        return number;
    }
}
