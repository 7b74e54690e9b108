using System.Data;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DiplomacyApi.Storage.Sqlite.Files;

/// <summary>Says in one sentence what is wrong with a file, and what to do: the one translation of what SQLite and .NET say.</summary>
public static class FileFaults
{
    private const int NoSpace = 28;
    private const int ReadOnlyMount = 30;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    // Of a file that another process has locked: on Linux, on macOS and on Windows.
    private const int HeldOnLinux = 11;
    private const int HeldOnMac = 35;
    private const int HeldOnWindows = unchecked((int)0x80070020);

    private const string Full = "The disk is full. Even reading needs some space beside the file; free at least 1 MB.";

    // What SQLite says where the index of the write-ahead log has no room, and where there is no place for temporary files.
    private const int IndexSize = raw.SQLITE_IOERR | (19 << 8);
    private const int NoTemporaryPath = raw.SQLITE_IOERR | (25 << 8);
    private const int NoTemporaryFolder = raw.SQLITE_CANTOPEN | (1 << 8);

    /// <summary>Null where the fault is not one of a file or of what it holds.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="what">The beginning of the sentence: which file, and what could not be done with it.</param>
    internal static JournalException? Of(Exception failure, string what) => failure switch
    {
        SqliteException failed => new JournalException($"{what}: {Explain(failed)}", failed),
        _ when IsOfContent(failure) =>
            new JournalException($"{what}: Its contents are damaged ({failure.Message.TrimEnd('.')}); restore a backup.", failure),
        _ => null,
    };

    /// <summary>Runs what works on a file, with what is wrong with it told like that.</summary>
    internal static T Explained<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (Of(failure, what) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Why SQLite could not do something, and the way out.</summary>
    internal static string Explain(SqliteException failed) => failed.SqliteExtendedErrorCode switch
    {
        IndexSize => Full,
        NoTemporaryPath or NoTemporaryFolder => "There is nowhere to write temporary files; set SQLITE_TMPDIR to a writable folder.",
        _ => failed.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => Full,
            raw.SQLITE_READONLY or raw.SQLITE_PERM =>
                "The file, its folder or its mount is read-only; let this user write there, or name another file.",
            raw.SQLITE_CANTOPEN =>
                "It cannot be opened, or a file beside it cannot be created; check that this user may read it and write to its folder.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "Another program has locked it; end that program, and try again.",
            raw.SQLITE_CORRUPT => $"It is damaged ({failed.Message.TrimEnd('.')}); restore a backup.",
            raw.SQLITE_NOTADB => "It is not a journal, or is damaged; name another file, or restore a backup.",
            raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH => $"Its contents are damaged ({failed.Message.TrimEnd('.')}); restore a backup.",
            raw.SQLITE_IOERR =>
                $"It cannot be read or written ({failed.Message.TrimEnd('.')}, {failed.SqliteExtendedErrorCode}); check the disk and its mount.",
            raw.SQLITE_NOMEM => "There is too little memory; give the process more.",
            _ => failed.Message,
        },
    };

    /// <summary>What a file could not be opened or made for, with the way out.</summary>
    public static string Explain(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure switch
        {
            UnauthorizedAccessException => $"{failure.Message} Let this user write there, or name another file.",
            IOException { HResult: ReadOnlyMount } => $"{failure.Message}. Name a file in a writable folder.",
            IOException { HResult: NoSpace or NoSpaceOnWindows } => $"{failure.Message}. Make space, or name a file on another disk.",
            _ => failure.Message,
        };
    }

    /// <summary>Whether a file could not be opened because another process holds it.</summary>
    internal static bool IsHeld(IOException failure) => failure.HResult is HeldOnLinux or HeldOnMac or HeldOnWindows;

    /// <summary>What reading rows that no server wrote ends in.</summary>
    internal static bool IsOfContent(Exception failure) => failure is InvalidProtocolBufferException or InvalidOperationException
        or InvalidCastException or DataException
        or KeyNotFoundException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException
        or NullReferenceException;
}
