using Dapper;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Names;

namespace DiplomacyApi.Storage;

public sealed partial class Queries
{
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
    /// The names of a collection that are spelled nearly so, then those that begin so, or that it begins with. Those that begin with its first
    /// half are looked at, and a bounded number of those that begin with its first letter.
    /// </summary>
    public IReadOnlyList<string> NearNames(string name, int max, CancellationToken ct)
    {
        var id = ResourceName.Parse(name).Id;
        var collection = name[..^id.Length];
        if (id.Length is 0 or > Limits.NearCharactersMax || !Ranges.TryGetValue(collection.TrimEnd('/'), out var range)) return [];
        var (typed, slipsMax) = (id.EnumerateRunes().ToList(), NearSpelling.SlipsMax(id.Length));
        var ids = Read(lease => new[] { id[..((id.Length + 1) / 2)], id[..1] }.SelectMany(start => lease.Connection.Query<string>(new CommandDefinition(
            range, new { from = collection + start, until = $"{collection}{start}~", most = Limits.NearNamesMax }, cancellationToken: ct)))
            .Select(near => ResourceName.Parse(near).Id).ToHashSet(StringComparer.Ordinal), ct);
        return [.. ids.Select(near => (Id: near, Slips: NearSpelling.Slips(typed, [.. near.EnumerateRunes()], slipsMax)))
            .Where(near => near.Slips is not null || (id.Length >= PrefixCharactersMin && (near.Id.StartsWith(id, StringComparison.Ordinal) || id.StartsWith($"{near.Id}-", StringComparison.Ordinal))))
            .OrderBy(near => near.Slips ?? int.MaxValue).ThenBy(near => near.Id, StringComparer.Ordinal).Take(max).Select(near => collection + near.Id)];
    }
}
