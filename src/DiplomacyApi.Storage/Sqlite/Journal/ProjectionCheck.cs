using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Backup;
using DiplomacyApi.Storage.Sqlite.Schema;
using DiplomacyApi.Storage.Sqlite.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Storage.Sqlite.Journal;

/// <summary>Whether what is derived in a journal's file is, bit for bit, what its entries make.</summary>
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
        other.Execute(new CommandDefinition("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF"));
        CopiedRows.Copy(one, Migrations.Newest, other, progress, ct);
        FileRebuild.Run(other, LastEntry.Head(other, LogRow.Read(other, path).LogId), progress, NullLogger.Instance, ct);
        return Compare(one, other, progress, ct);
    }

    /// <summary>The first row that differs, table by table.</summary>
    public static Flaw? Compare(SqliteConnection one, SqliteConnection other, WorkProgress? progress, CancellationToken ct)
    {
        foreach (var table in Projections.Tables)
        {
            ct.ThrowIfCancellationRequested();
            if (Compare(one, other, table, progress, ct) is { } flaw) return flaw;
        }
        return null;
    }

    private static Flaw? Compare(SqliteConnection one, SqliteConnection other, string table, WorkProgress? progress, CancellationToken ct)
    {
        var columns = other.Query<(string Name,
            long Key)>(new CommandDefinition("SELECT name, pk FROM pragma_table_info(@table)", new { table })).AsList();
        var keys = columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name);
        var sql = $"SELECT {string.Join(", ", columns.Select(column => column.Name))} FROM {table} ORDER BY {string.Join(", ", keys)}";
        var revision = columns.FindIndex(column => column.Name is "rev_from" or "revision");
        if (columns.FindIndex(column => column.Name == "rev_from") is >= 0 and var from) revision = from;
        try
        {
            using var comparing = progress?.Begin($"Comparing {table}", "row",
                other.QuerySingle<long>(new CommandDefinition($"SELECT count(*) FROM {table}")));
            using var found = one.ExecuteReader(new CommandDefinition(sql));
            using var made = other.ExecuteReader(new CommandDefinition(sql));
            for (var row = 1L; ; row++)
            {
                progress?.Reach(row);
                ct.ThrowIfCancellationRequested();
                var (isFound, isMade) = (found.Read(), made.Read());
                if (!isFound && !isMade) return null;
                if (isFound && isMade
                        && Enumerable.Range(0, columns.Count).All(column => IsSame(found.GetValue(column), made.GetValue(column))))
                    continue;
                var at = new[] { isFound ? found.GetInt64(revision) : long.MaxValue, isMade ? made.GetInt64(revision) : long.MaxValue }
                    .Min();
                return new(at, JournalFlawKind.Projections, $"A row of {table} does not match the entries; `rebuild` repairs it.");
            }
        }
        catch (SqliteException unreadable)
        {
            return new(0, JournalFlawKind.Projections, $"{table} cannot be read ({unreadable.Message}); `rebuild` repairs it.");
        }
    }

    private static bool IsSame(object one, object other) =>
        one is byte[] bytes && other is byte[] others ? bytes.AsSpan().SequenceEqual(others) : Equals(one, other);
}
