using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace DiplomacyApi.Tests.Storage.Sqlite.QueryPlans;

/// <summary>The text of every SQL statement that runs on the databases that are opened while it lasts, by SQLite's own trace.</summary>
internal sealed class SqlTrace : IDisposable
{
    private const uint Statements = 1;
    private const string Library = "e_sqlite3";

    private static readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> Run = new(StringComparer.Ordinal);
    // Kept, as SQLite keeps them; each text is reported under the database of the connection.
    private static readonly OnOpen Opened = TraceConnection;
    private static readonly OnStatement Began = Keep;
    private static readonly ConcurrentDictionary<nint, string> Files = [];

    public SqlTrace() => Assert.Equal(0, sqlite3_auto_extension(Opened));

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int OnOpen(nint connection, nint error, nint routines);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int OnStatement(uint kind, nint context, nint statement, nint text);

    /// <summary>What ran on a database.</summary>
    public static ICollection<string> Of(string file) => Run.TryGetValue(file, out var texts) ? texts.Keys : [];

    public void Dispose() => _ = sqlite3_cancel_auto_extension(Opened);

    private static int TraceConnection(nint connection, nint error, nint routines)
    {
        Files[connection] = Marshal.PtrToStringUTF8(sqlite3_db_filename(connection, "main")) ?? "";
        return sqlite3_trace_v2(connection, Statements, Began, connection);
    }

    private static int Keep(uint kind, nint context, nint statement, nint text)
    {
        // A comment: what a trigger or the word index runs by itself.
        if (Marshal.PtrToStringUTF8(text) is { } sql && !sql.StartsWith("--", StringComparison.Ordinal))
            Run.GetOrAdd(Files[context], _ => []).TryAdd(sql, true);
        return 0;
    }

    [DllImport(Library)]
    private static extern int sqlite3_auto_extension(OnOpen entry);

    [DllImport(Library)]
    private static extern int sqlite3_cancel_auto_extension(OnOpen entry);

    [DllImport(Library)]
    private static extern int sqlite3_trace_v2(nint connection, uint mask, OnStatement callback, nint context);

    [DllImport(Library, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern nint sqlite3_db_filename(nint connection, [MarshalAs(UnmanagedType.LPUTF8Str)] string database);
}
