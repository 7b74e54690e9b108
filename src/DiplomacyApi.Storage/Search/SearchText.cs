using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Names;

namespace DiplomacyApi.Storage.Search;

/// <summary>
/// The words of statements and of queries, brought to one form: case and accents do not matter, and each Chinese or Japanese sign is a
/// word.
/// </summary>
internal static class SearchText
{
    /// <summary>A word that nobody writes stands between two texts, so that no phrase is found across them.</summary>
    public const string Between = "\uE000";

    /// <summary>Everything of a statement that is looked through, in words with spaces between them.</summary>
    public static string Of(Statement statement)
    {
        var texts = statement.Summaries.Append(statement.Quotation).OfType<LocalizedText>().Concat(OfAct(statement))
            .Select(text => text.Text)
            .Concat(statement.Reports.Select(report => report.Title)).Where(text => text.Length > 0);
        return string.Join($" {Between} ", texts.Select(Words));
    }

    /// <summary>What a query asks for, of which each store makes a query of its own. Nothing of it is taken for a command.</summary>
    public static IReadOnlyList<SearchTerm> Terms(string query)
    {
        var terms = new List<SearchTerm>();
        foreach (var (text, isPrefix) in Parts(query))
        {
            var words = Words(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0) terms.Add(new SearchTerm(words, isPrefix));
        }
        return terms.Count > 0 ? terms
            : throw new RefusedException(ErrorReason.InvalidValue,
                "The search text has no words; write words, \"a phrase\" or the beginning of a word*.", "query");
    }

    /// <summary>Phrases in quotation marks, and words; a star at the end means a beginning.</summary>
    private static IEnumerable<(string Text, bool IsPrefix)> Parts(string query)
    {
        var parts = query.Split('"');
        for (var index = 0; index < parts.Length; index++)
        {
            if (index % 2 == 1) yield return (parts[index], parts.ElementAtOrDefault(index + 1)?.StartsWith('*') == true);
            else
                foreach (var word in parts[index].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                    if (word.Trim('*').Length > 0)
                        yield return (word.Trim('*'), word.EndsWith('*'));
        }
    }

    private static string Words(string text)
    {
        var words = new StringBuilder(text.Length);
        Span<char> signs = stackalloc char[2];
        foreach (var rune in FoldedName.Of(text).EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                words.Append(FoldedName.IsOfWord(rune) ? (char)rune.Value : ' ');
                continue;
            }
            // A StringBuilder takes a rune for an object: two more of them for each letter were a fifth of all that an import allocated.
            var sign = signs[..rune.EncodeToUtf16(signs)];
            if (IsSign(rune)) words.Append(' ').Append(sign).Append(' ');
            else if (FoldedName.IsOfWord(rune)) words.Append(sign);
            else words.Append(' ');
        }
        return words.ToString();
    }

    /// <summary>Scripts that write no spaces between words: Han, Hiragana and Katakana.</summary>
    private static bool IsSign(Rune rune) =>
        rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static IEnumerable<LocalizedText> OfAct(Statement statement) => statement.ActCase switch
    {
        Statement.ActOneofCase.Demand => [.. statement.Demand.Titles, .. statement.Demand.Items.SelectMany(item => item.Titles)],
        Statement.ActOneofCase.Promise => statement.Promise.Titles,
        Statement.ActOneofCase.Response => statement.Response.Positions.SelectMany(position => position.Texts),
        Statement.ActOneofCase.Condition => statement.Condition.Titles,
        Statement.ActOneofCase.Warning => [.. statement.Warning.Consequences, .. statement.Warning.Conditions],
        Statement.ActOneofCase.Meeting => [.. statement.Meeting.Titles, .. statement.Meeting.Places, .. statement.Meeting.Agenda],
        _ => [],
    };
}
