namespace DiplomacyApi.Server.Errors;

/// <summary>Shortens texts.</summary>
internal static class Truncation
{
    /// <summary>The text, or its beginning with an ellipsis. It never cuts a surrogate pair in two.</summary>
    public static string Truncate(this string text, int charactersMax)
    {
        if (text.Length <= charactersMax) return text;
        var end = char.IsHighSurrogate(text[charactersMax - 1]) ? charactersMax - 1 : charactersMax;
        return $"{text[..end]}…";
    }
}
