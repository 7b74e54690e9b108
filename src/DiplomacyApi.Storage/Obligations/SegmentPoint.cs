using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>
/// The two clocks of a read in SQL over segments, as places of its values. At the newest revision, which most reads are about, all that is
/// known is the rows that no later one closed: an index leads to these past the whole history of a subject.
/// </summary>
internal sealed record SegmentPoint(string K, string T, bool IsNewest)
{
    private static readonly string Open = $"{Times.Open}";

    /// <summary>Whether a segment holds.</summary>
    public string Holds(string table) => IsNewest
        ? $"{table}.rev_from <= {K} AND {table}.rev_until = {Open} AND {table}.from_time <= {T} AND {table}.until_time > {T}"
        : $"{table}.rev_from <= {K} AND {table}.rev_until > {K} AND {table}.from_time <= {T} AND ({table}.until_time > {T} OR {table}.cut_rev > {K})";

    /// <summary>The end of a segment as it was known: one that was cut later had none.</summary>
    public string Until(string table) =>
        IsNewest ? $"{table}.until_time" : $"CASE WHEN {table}.cut_rev > {K} THEN {Open} ELSE {table}.until_time END";

    /// <summary>Whether a segment of the same subject as a table's row holds that meets conditions.</summary>
    public string AnyOf(string table, string other, string conditions) =>
        $"({string.Join(" OR ", OfSubject("1", other, $"{table}.subject").Select(one => $"EXISTS ({one} AND {conditions})"))})";

    /// <summary>
    /// What holds of one subject, in parts of which an index leads to each: of what is current to this day, what has not ended by T; away
    /// from the newest revision also what had no end at K, as it was cut after K, and what was closed after K. Of late both are little.
    /// </summary>
    public IEnumerable<string> OfSubject(string columns, string table, string subject)
    {
        var current = $"{Holding("segments_of")} AND {table}.rev_until = {Open} AND {table}.until_time > {T}";
        if (IsNewest) return [current];
        return
        [
            current,
            // Said in the words of the index, so that it is used.
            $"{Holding("segments_cut")} AND {table}.cut_rev > 0 AND {table}.cut_rev > {K} AND {table}.until_time <= {T} AND {table}.rev_until = {Open}",
            $"{Holding("segments_of")} AND {table}.rev_until > {K} AND {table}.rev_until < {Open}",
        ];

        string Holding(string index) =>
            $"SELECT {columns} FROM segments {table} INDEXED BY {index} WHERE {table}.subject = {subject} AND {Holds(table)}";
    }
}
