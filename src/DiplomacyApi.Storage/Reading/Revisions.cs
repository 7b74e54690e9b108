using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Storage.Reading;

/// <summary>Revisions as reads meet them.</summary>
internal static class Revisions
{
    /// <summary>Whether no later revision has been written, as far as the reader sees.</summary>
    public static bool IsNewest(Lease lease, long revision)
    {
        using var rows = lease.Prepared("SELECT max(revision) FROM journal").Run();
        return rows.Read() && rows.Number(0) <= revision;
    }

    /// <summary>The revision that a key of a page names.</summary>
    public static long OfKey(string key) => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
        ? revision
        : throw new RefusedException(ErrorReason.PageTokenMismatch, "The page token belongs to another list; start from the first page.",
            "page_token");
}
