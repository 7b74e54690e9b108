using Dapper;

namespace DiplomacyApi.Storage;

public sealed partial class Queries
{
    /// <summary>By collection, what finds a name that was recorded, whatever became of it.</summary>
    private static readonly Dictionary<string, string> Existence = new(StringComparer.Ordinal)
    {
        ["actors"] = "SELECT EXISTS (SELECT 1 FROM actors WHERE name = @name)",
        ["negotiations"] = "SELECT EXISTS (SELECT 1 FROM negotiations WHERE name = @name)",
        ["demands"] = "SELECT EXISTS (SELECT 1 FROM makers WHERE made = @name)",
        ["meetings"] = "SELECT EXISTS (SELECT 1 FROM makers WHERE made = @name)",
        ["statements"] = "SELECT EXISTS (SELECT 1 FROM statements WHERE name = @name)",
    };

    /// <summary>Those of these resource names that were never recorded, in their order. A name in another collection is not looked for.</summary>
    public IReadOnlyList<string> NeverRecorded(IReadOnlyCollection<string> names, CancellationToken ct) => names.Count == 0 ? [] : Read(lease =>
        names.Where(name => Existence.TryGetValue(name[..Math.Max(0, name.IndexOf('/', StringComparison.Ordinal))], out var sql)
            && !lease.Connection.ExecuteScalar<bool>(new CommandDefinition(sql, new { name }, cancellationToken: ct))).ToList(), ct);
}
