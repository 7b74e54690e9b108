using DiplomacyApi.Storage.Search;

namespace DiplomacyApi.Storage.Sqlite.Search;

/// <summary>What is searched for, in the language of SQLite's index.</summary>
internal static class MatchText
{
    /// <summary>Each word is quoted, so that nothing of it is taken for a command.</summary>
    public static string Of(IEnumerable<SearchTerm> terms) =>
        string.Join(' ', terms.Select(term => $"\"{string.Join(' ', term.Words)}\"{(term.IsPrefix ? " *" : "")}"));
}
