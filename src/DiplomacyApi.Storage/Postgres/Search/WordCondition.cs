using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Search;

namespace DiplomacyApi.Storage.Postgres.Search;

/// <summary>What is searched for, as a condition on versions of statements.</summary>
internal static class WordCondition
{
    /// <summary>
    /// On the rows `s`. The index finds those that have all words; whether words follow each other is seen in the text, as the index would
    /// count only so many places.
    /// </summary>
    public static string Of(IReadOnlyList<SearchTerm> terms, SqlText sql)
    {
        var found = sql.Nested();
        found.And($"w.words @@ CAST({sql.Value(Query(terms))} AS tsquery)");
        var all = sql.Nested();
        all.And("w.words IS NULL");
        foreach (var term in terms)
        {
            var isIn = $"strpos(w.text, {sql.Value(Needle(term))}) > 0";
            all.And(isIn);
            if (term.Words.Count > 1 || term.Words.Any(IndexedText.IsLong)) found.And(isIn);
        }
        return
            $"""
            (s.revision, s.rev_from) IN (
              SELECT w.revision, w.rev_from FROM search_words w WHERE {found.Conditions}
              UNION ALL SELECT w.revision, w.rev_from FROM search_words w WHERE {all.Conditions})
            """;
    }

    /// <summary>In the language of the index. Each word is quoted, so that nothing of it is taken for a command.</summary>
    private static string Query(IEnumerable<SearchTerm> terms) => string.Join(" & ", terms.SelectMany(term => term.Words.Select(
        (word, place) => $"'{IndexedText.Lexeme(word)}'{(term.IsPrefix && place == term.Words.Count - 1 && IsWhole(word) ? ":*" : "")}")));

    /// <summary>Of a long beginning the index has what it has of all words that begin so.</summary>
    private static bool IsWhole(string word) => IndexedText.Lexeme(word).Length == word.Length;

    private static string Needle(SearchTerm term) => $" {string.Join(' ', term.Words)}{(term.IsPrefix ? "" : " ")}";
}
