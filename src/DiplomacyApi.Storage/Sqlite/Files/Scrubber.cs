using System.Buffers.Binary;
using Dapper;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace DiplomacyApi.Storage.Sqlite.Files;

/// <summary>
/// Overwrites what is not in use in the pages of a database. SQLite zeroes the rows that it frees (secure_delete), but not what a page
/// still holds of rows that went to another page when their tree was balanced.
/// </summary>
/// <remarks>
/// It writes into the file beneath SQLite, which is safe for three reasons: nobody reads those bytes, so that neither a reader nor a write
/// that is cut off matters; nothing else writes into the file meanwhile, as the write-ahead log is empty and the lock for writing is held;
/// and the connection forgets the pages that it had read, which it would write back with the next change to them.
/// </remarks>
internal sealed class Scrubber(SqliteConnection connection, SafeFileHandle file, string path, Func<bool> tryCut) : IScrubber
{
    private const int ReadBytes = 1 << 20;

    /// <summary>
    /// Goes on from a place through about so many bytes, and tells where it came to. The same place: the write-ahead log is still needed by
    /// a reader, so that this is to be tried later.
    /// </summary>
    public long Run(long from, int bytes)
    {
        if (!tryCut()) return from;
        using (connection.BeginTransaction(deferred: false))
        {
            if (new FileInfo($"{path}-wal") is { Exists: true, Length: > 0 }) return from;
            from = Overwrite(from, bytes);
        }
        connection.Execute(new CommandDefinition("PRAGMA shrink_memory"));
        return from;
    }

    private long Overwrite(long from, int bytes)
    {
        var length = RandomAccess.GetLength(file);
        var (pageSize, usable) = Pages();
        if (length / pageSize >= UnusedSpace.PagesMax)
            throw new NotSupportedException($"{path} is too large to overwrite what was erased in it.");

        var (end, isChanged) = (Math.Min(length, from + bytes), false);
        var buffer = new byte[ReadBytes];
        for (var place = from; place < end; place += buffer.Length)
        {
            var read = RandomAccess.Read(file, buffer, place);
            for (var page = 0; page + pageSize <= read; page += pageSize)
                foreach (var (start, until) in UnusedSpace.Of(
                    buffer.AsMemory(page, pageSize), place + page == 0 ? UnusedSpace.DatabaseHeader : 0, usable))
                {
                    var unused = buffer.AsSpan(page + start, until - start);
                    if (!unused.ContainsAnyExcept((byte)0)) continue;
                    unused.Clear();
                    RandomAccess.Write(file, unused, place + page + start);
                    isChanged = true;
                }
        }
        if (isChanged) RandomAccess.FlushToDisk(file);
        return end == length ? IScrubber.End : end;
    }

    private (int Size, int Usable) Pages()
    {
        Span<byte> header = stackalloc byte[UnusedSpace.DatabaseHeader];
        RandomAccess.Read(file, header, 0);
        var size = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var said && said == 1 ? 1 << 16 : said;
        return (size, size - header[20]);
    }
}
