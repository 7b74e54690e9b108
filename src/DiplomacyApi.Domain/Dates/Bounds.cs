namespace DiplomacyApi.Domain.Dates;

/// <summary>Half-open bounds in UTC: the earliest instant is covered, the latest is the first that is not.</summary>
internal readonly record struct Bounds(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    /// <summary>No bounds, for the reason given: what a reader returns where the text is no date.</summary>
    public static Bounds? Refused(string reason, out string error)
    {
        error = reason;
        return null;
    }
}
