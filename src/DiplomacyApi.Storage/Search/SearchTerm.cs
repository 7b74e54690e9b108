namespace DiplomacyApi.Storage.Search;

/// <summary>One thing that a search asks for. All that it asks for must be in one text, or in several of a statement.</summary>
/// <param name="Words">A word, or several that follow each other in one text, folded.</param>
/// <param name="IsPrefix">Whether of the last one only the beginning is given.</param>
internal sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix);
