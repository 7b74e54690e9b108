namespace DiplomacyApi.Storage.Names;

/// <summary>
/// Actors and negotiations in the columns that statements and segments are filtered by: each is the revision that first recorded it. A name
/// takes some twenty bytes in each row and index where that number takes two; of 50,000 statements, 5 MB of 95.
/// </summary>
internal static class NameId
{
    /// <summary>The one of an actor, in SQL, of a value that is its name; null where there is none.</summary>
    public static string OfActor(string value) => $"(SELECT min(a.rev_from) FROM actors a WHERE a.name = {value})";

    /// <summary>The same of a negotiation.</summary>
    public static string OfNegotiation(string value) => $"(SELECT min(n.rev_from) FROM negotiations n WHERE n.name = {value})";

    /// <summary>Several in one column, each between spaces, so that one is found whole.</summary>
    public static string List(IEnumerable<long> ids) => string.Join(' ', ids) is { Length: > 0 } list ? $" {list} " : "";

    /// <summary>One alone in such a column.</summary>
    public static string List(long id) => $" {id} ";

    /// <summary>Whether a column with several has one, in SQL.</summary>
    public static string IsIn(string column, string id) => $"instr({column}, ' ' || {id} || ' ') > 0";
}
