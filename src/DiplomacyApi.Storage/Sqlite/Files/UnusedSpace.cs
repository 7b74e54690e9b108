using System.Buffers.Binary;

namespace DiplomacyApi.Storage.Sqlite.Files;

/// <summary>
/// What is not in use in a page of a database, by SQLite's file format: of a page of a tree, all that is neither header nor row.
/// </summary>
internal static class UnusedSpace
{
    /// <summary>The first page has the header of the database before its own.</summary>
    public const int DatabaseHeader = 100;

    /// <summary>
    /// In a database of fewer pages no page that is not of a tree begins like one: others begin with the number of a page, or with zeros.
    /// </summary>
    public const long PagesMax = 1 << 25;

    /// <summary>The ranges, from where the page's own header begins. None where it is no page of a tree.</summary>
    public static IEnumerable<(int Start, int End)> Of(ReadOnlyMemory<byte> page, int header, int usable)
    {
        var headerBytes = page.Span[header] switch { 2 or 5 => 12, 10 or 13 => 8, _ => 0 };
        if (headerBytes == 0) yield break;

        var start = header + headerBytes + (2 * Number(page, header + 3));
        var end = Number(page, header + 5) is > 0 and var content ? content : 1 << 16;
        if (start > end || end > usable) yield break;
        yield return (start, end);

        // Each free block begins with the place of the next and its own length.
        for (var free = Number(page, header + 1); free >= end && free + 4 <= usable;)
        {
            var (next, length) = (Number(page, free), Number(page, free + 2));
            if (length < 4 || free + length > usable) yield break;
            yield return (free + 4, free + length);
            if (next <= free) yield break;
            free = next;
        }
    }

    private static int Number(ReadOnlyMemory<byte> page, int place) => BinaryPrimitives.ReadUInt16BigEndian(page.Span[place..]);
}
