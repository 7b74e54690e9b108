using System.Data.Common;
using Dapper;
using Diplomacy.V1;

namespace DiplomacyApi.Storage.Journal;

/// <summary>A table of derived rows, as it was found and as it is made, each in the order of its key.</summary>
internal sealed class ComparedTable(string name, IReadOnlyList<string> columns, IReadOnlyList<string> keys)
{
    private readonly int _revision =
        new[] { "rev_from", "revision" }.Select(one => columns.ToList().IndexOf(one)).First(place => place >= 0);

    /// <summary>The first row that differs, at the revision that made it. What cannot be read differs, where the fault says so.</summary>
    public Flaw? Compare(
        DbConnection found, DbConnection made, Func<Exception, string?> unreadable, WorkProgress? progress, CancellationToken ct)
    {
        var sql = new CommandDefinition(
            $"SELECT {string.Join(", ", columns)} FROM {name} ORDER BY {string.Join(", ", keys)}", commandTimeout: 0);
        try
        {
            using var comparing = progress?.Begin($"Comparing {name}", "row",
                made.ExecuteScalar<long>(new CommandDefinition($"SELECT count(*) FROM {name}")));
            using var foundRows = found.ExecuteReader(sql);
            using var madeRows = made.ExecuteReader(sql);
            for (var row = 1L; ; row++)
            {
                progress?.Reach(row);
                ct.ThrowIfCancellationRequested();
                var (isFound, isMade) = (foundRows.Read(), madeRows.Read());
                if (!isFound && !isMade) return null;
                if (isFound && isMade
                    && Enumerable.Range(0, columns.Count).All(column => IsSame(foundRows.GetValue(column), madeRows.GetValue(column))))
                    continue;
                var at = Math.Min(
                    isFound ? foundRows.GetInt64(_revision) : Times.Open, isMade ? madeRows.GetInt64(_revision) : Times.Open);
                return new(at, JournalFlawKind.Projections, $"A row of {name} does not match the entries; `rebuild` repairs it.");
            }
        }
        catch (Exception fault) when (unreadable(fault) is { } problem)
        {
            return new(0, JournalFlawKind.Projections, $"{name} cannot be read ({problem}); `rebuild` repairs it.");
        }
    }

    private static bool IsSame(object one, object other) =>
        one is byte[] bytes && other is byte[] others ? bytes.AsSpan().SequenceEqual(others) : Equals(Plain(one), Plain(other));

    /// <summary>Stores keep numbers and flags in types of their own.</summary>
    private static object Plain(object value) => value switch
    {
        int number => (long)number,
        bool flag => flag ? 1L : 0L,
        _ => value,
    };
}
