using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>
/// Tells from an error of SQLite what became of a transaction, and whether the file can be trusted. Nothing is in the log before its COMMIT
/// begins; during it everything but a full disk leaves open what is there. A full disk cuts the commit off before its last frame.
/// </summary>
internal static class Outcomes
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int OutOfMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;
    private const int NoDatabase = 26;

    /// <summary>
    /// A refusal, where it is known that nothing was recorded and that the next write may be; the error itself, where the request is at
    /// fault.
    /// </summary>
    public static Exception Of(SqliteException failed, bool isCommitting) => failed.SqliteErrorCode switch
    {
        Full => new RefusedException(ErrorReason.StorageFull, "The disk is full; nothing was recorded."),
        Busy or Locked or ReadOnly when !isCommitting => new RefusedException(
            ErrorReason.StorageLocked, "Another program has locked the journal's file, or it is read-only; nothing was recorded."),
        _ when isCommitting || IsBroken(failed) =>
            new OutcomeUnknownException("A write failed, and the state of the file is uncertain.", failed),
        _ => failed,
    };

    /// <summary>Whether the file or the machine is at fault, so that nothing more may be written.</summary>
    public static bool IsBroken(SqliteException failed) =>
        failed.SqliteErrorCode is OutOfMemory or InputOutput or Corrupt or CannotOpen or Protocol or NoDatabase;
}
