using System.Runtime.InteropServices;
using System.Text;

namespace DiplomacyApi.Storage.Sqlite;

/// <summary>
/// What is asked of SQLite for each row and column. The library that the driver brings counts references to the statement at each call,
/// which costs more than the call; whoever asks here holds the statement. Each call may wait for another thread that writes on the same
/// connection, so that the runtime must be able to collect meanwhile.
/// </summary>
internal static partial class RawRow
{
    private const string Library = "e_sqlite3";

    /// <summary>Goes to the next row, and returns SQLite's code.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    /// <summary>The type of a value, as SQLite numbers them.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    public static partial int Type(nint statement, int column);

    /// <summary>A value as a number.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    public static partial long Number(nint statement, int column);

    /// <summary>The bytes of a value where they lie, until the next row; none where it is null.</summary>
    public static unsafe ReadOnlySpan<byte> ReadBlob(nint statement, int column) =>
        new((void*)Blob(statement, column), Length(statement, column));

    /// <summary>A value as a text. SQLite may have to make it, which takes memory.</summary>
    public static unsafe string ReadText(nint statement, int column) =>
        Text(statement, column) is var text and not 0 ? Encoding.UTF8.GetString((byte*)text, Length(statement, column)) : "";

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    private static partial nint Blob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_text")]
    private static partial nint Text(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    private static partial int Length(nint statement, int column);
}
