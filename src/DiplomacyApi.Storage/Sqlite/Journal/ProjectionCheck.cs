using System.Data.Common;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Backup;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Sqlite.Schema;
using DiplomacyApi.Storage.Sqlite.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Storage.Sqlite.Journal;

/// <summary>Whether what is derived in a journal is, bit for bit, what its entries make.</summary>
internal static class ProjectionCheck
{
    /// <summary>Derives the projections again in copies beside the file, and compares them. Null where nothing differs.</summary>
    public static Flaw? Run(string path, WorkProgress? progress, CancellationToken ct)
    {
        UnicodeForms.Check();
        using var found = TemporaryFile.Create(path);
        using var made = TemporaryFile.Create(path);
        Backups.CopyTo(path, found.Path, ct);
        using var one = Copies.OpenRead(found.Path);
        if (!LogRow.PresentIn(one))
            return new(0, JournalFlawKind.Projections,
                "The derived data was made by another build or other rules; `rebuild` makes it again.");
        using var other = Copies.Open(made.Path);
        Derive(one, other, progress, ct);
        return Compare(one, other, Unreadable, progress, ct);
    }

    /// <summary>
    /// Derives the projections of a log in a database that is SQLite's own temporary file: it has no name, and goes with the process.
    /// </summary>
    public static SqliteConnection Derive(DbConnection log, WorkProgress? progress, CancellationToken ct)
    {
        var made = Connections.Open("", SqliteOpenMode.ReadWriteCreate);
        try
        {
            Derive(log, made, progress, ct);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>The first row that differs, table by table. What cannot be read differs, where the fault says so.</summary>
    public static Flaw? Compare(
        DbConnection found, SqliteConnection made, Func<Exception, string?> unreadable, WorkProgress? progress, CancellationToken ct)
    {
        foreach (var table in Projections.Tables)
        {
            ct.ThrowIfCancellationRequested();
            var columns = made.Query<(string Name,
                long Key)>(new CommandDefinition("SELECT name, pk FROM pragma_table_info(@table)", new { table })).AsList();
            var rows = new ComparedTable(table, [.. columns.Select(column => column.Name)],
                [.. columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name)]);
            if (rows.Compare(found, made, unreadable, progress, ct) is { } flaw) return flaw;
        }
        return null;
    }

    /// <summary>What a fault says of a file that cannot be read; null where it is another fault.</summary>
    public static string? Unreadable(Exception fault) => (fault as SqliteException)?.Message;

    private static void Derive(DbConnection log, SqliteConnection made, WorkProgress? progress, CancellationToken ct)
    {
        made.Execute(new CommandDefinition("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF"));
        CopiedRows.Copy(log, Migrations.Newest, made, progress, ct);
        FileRebuild.Run(made, LastEntry.Head(made, LogRow.Read(made, made.DataSource).LogId), progress, NullLogger.Instance, ct);
    }
}
