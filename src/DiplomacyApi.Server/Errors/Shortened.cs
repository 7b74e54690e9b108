namespace DiplomacyApi.Server.Errors;

/// <summary>Texts that are told no longer than they are of use.</summary>
internal static class Shortened
{
    /// <summary>The text, or its beginning with a sign that there was more. A character of two halves is not cut in two.</summary>
    public static string To(int charactersMax, string text)
    {
        if (text.Length <= charactersMax) return text;
        var end = char.IsHighSurrogate(text[charactersMax - 1]) ? charactersMax - 1 : charactersMax;
        return $"{text[..end]}…";
    }
}
