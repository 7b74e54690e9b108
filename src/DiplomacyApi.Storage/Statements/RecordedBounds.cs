using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Statements;

/// <summary>Leads bounds on when statements were recorded to revisions.</summary>
internal static class RecordedBounds
{
    /// <summary>The bounds on record times as conditions on revisions, which are in the same order.</summary>
    public static Func<SqlText, string> RecordedWithin(this ReadPoints points, StatementCriteria criteria)
    {
        var from = criteria.RecordedFrom is { } first ? points.LastRecordedBefore(first) : (long?)null;
        var until = criteria.RecordedBefore is { } before ? points.LastRecordedBefore(before) : (long?)null;
        return sql =>
        {
            if (from is not null) sql.And($"s.revision > {sql.Value(from)}");
            if (until is not null) sql.And($"s.revision <= {sql.Value(until)}");
            return "";
        };
    }
}
