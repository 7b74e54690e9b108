using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Storage.Search;

namespace DiplomacyApi.Storage.Postgres.Search;

/// <summary>The words of a statement as they are indexed.</summary>
/// <param name="Text">All words in order, with a space before and after each.</param>
/// <param name="Lexemes">Each word once, shortened where it is long; null where there are more than an index takes.</param>
internal sealed record IndexedText(string Text, string[]? Lexemes)
{
    // Of a longer word the index has the beginning, and the text has the rest. PostgreSQL takes 2,046 bytes.
    private const int LexemeMax = 100;

    // PostgreSQL counts the place of a lexeme among all of a row in 20 bits, and does not check it where they come as an array.
    private const int LexemeBytesMax = 1 << 19;

    /// <summary>Null where it has no words.</summary>
    public static IndexedText? Of(Statement statement)
    {
        var words = SearchText.Of(statement).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var lexemes = words.Where(word => word != SearchText.Between).Select(Lexeme).Distinct(StringComparer.Ordinal).ToArray();
        if (lexemes.Length == 0) return null;
        var fits = lexemes.Sum(Encoding.UTF8.GetByteCount) <= LexemeBytesMax;
        return new($" {string.Join(' ', words)} ", fits ? lexemes : null);
    }

    /// <summary>A word as the index has it, cut between two signs.</summary>
    public static string Lexeme(string word)
    {
        if (word.Length <= LexemeMax) return word;
        return word[..(char.IsHighSurrogate(word[LexemeMax - 1]) ? LexemeMax - 1 : LexemeMax)];
    }

    /// <summary>Whether the index may not tell a word from others that begin like it.</summary>
    public static bool IsLong(string word) => word.Length >= LexemeMax - 1;
}
