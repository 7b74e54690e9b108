using Dapper;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Names;

/// <summary>Whether names are there, and which are near to one that is not.</summary>
public sealed class NameQueries
{
    private readonly ReadAccess _reads;

    internal NameQueries(ReadAccess reads) => _reads = reads;

    private const int PrefixCharactersMin = 3;

    /// <summary>By collection, the names in a range of the alphabet.</summary>
    private static readonly Dictionary<string, string> Ranges = new(StringComparer.Ordinal)
    {
        ["negotiations"] = "SELECT DISTINCT name FROM negotiations WHERE name >= @from AND name < @until ORDER BY name LIMIT @most",
        ["demands"] = "SELECT DISTINCT made FROM makers WHERE made >= @from AND made < @until ORDER BY made LIMIT @most",
        ["meetings"] = "SELECT DISTINCT made FROM makers WHERE made >= @from AND made < @until ORDER BY made LIMIT @most",
        ["statements"] = "SELECT DISTINCT name FROM statements WHERE name >= @from AND name < @until ORDER BY name LIMIT @most",
    };

    /// <summary>
    /// The names of a collection that are spelled nearly so, then those that begin so, or that it begins with. Those that begin with its
    /// first half are looked at, and a bounded number of those that begin with its first letter.
    /// </summary>
    public IReadOnlyList<string> NearNames(string name, int max, CancellationToken ct)
    {
        var id = ResourceName.Parse(name).Id;
        var collection = name[..^id.Length];
        if (id.Length is 0 or > Limits.NearCharactersMax || !Ranges.TryGetValue(collection.TrimEnd('/'), out var range)) return [];
        var (typed, slipsMax) = (id.EnumerateRunes().ToList(), NearSpelling.SlipsMax(id.Length));
        var ids = _reads.Read(
            lease => new[] { id[..((id.Length + 1) / 2)], id[..1] }
                .SelectMany(start => lease.Connection.Query<string>(new CommandDefinition(
            range, new { from = collection + start, until = $"{collection}{start}~", most = Limits.NearNamesMax }, cancellationToken: ct)))
            .Select(near => ResourceName.Parse(near).Id).ToHashSet(StringComparer.Ordinal), ct);
        return [.. ids.Select(near => (Id: near, Slips: NearSpelling.Slips(typed, [.. near.EnumerateRunes()], slipsMax)))
            .Where(near => near.Slips is not null
                || (id.Length >= PrefixCharactersMin
                    && (near.Id.StartsWith(id, StringComparison.Ordinal) || id.StartsWith($"{near.Id}-", StringComparison.Ordinal))))
            .OrderBy(near => near.Slips ?? int.MaxValue).ThenBy(near => near.Id, StringComparer.Ordinal).Take(max)
            .Select(near => collection + near.Id)];
    }

    /// <summary>By collection, what finds a name that was recorded, whatever became of it.</summary>
    private static readonly Dictionary<string, string> Existence = new(StringComparer.Ordinal)
    {
        ["actors"] = "SELECT EXISTS (SELECT 1 FROM actors WHERE name = @name)",
        ["negotiations"] = "SELECT EXISTS (SELECT 1 FROM negotiations WHERE name = @name)",
        ["demands"] = "SELECT EXISTS (SELECT 1 FROM makers WHERE made = @name)",
        ["meetings"] = "SELECT EXISTS (SELECT 1 FROM makers WHERE made = @name)",
        ["statements"] = "SELECT EXISTS (SELECT 1 FROM statements WHERE name = @name)",
    };

    /// <summary>
    /// Those of these resource names that were never recorded, in their order. A name in another collection is not looked for.
    /// </summary>
    public IReadOnlyList<string> NeverRecorded(IReadOnlyCollection<string> names, CancellationToken ct) => names.Count == 0
        ? []
        : _reads.Read(lease =>
        names.Where(name => Existence.TryGetValue(name[..Math.Max(0, name.IndexOf('/', StringComparison.Ordinal))], out var sql)
            && !lease.Connection.ExecuteScalar<bool>(new CommandDefinition(sql, new { name }, cancellationToken: ct))).ToList(), ct);
}
