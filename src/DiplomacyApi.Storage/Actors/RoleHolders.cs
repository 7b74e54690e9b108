using System.Text.Json;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Actors;

/// <summary>Who holds a role that a query names.</summary>
internal sealed class RoleHolders
{
    private readonly ReadAccess _reads;
    private readonly ActorQueries _actors;

    public RoleHolders(ReadAccess reads, ActorQueries actors) => (_reads, _actors) = (reads, actors);

    /// <summary>How many words a role and its body have together; longer queries name no role.</summary>
    private const int RoleWordsMax = 16;

    /// <summary>How many holders are looked at: a role may be that of every member state.</summary>
    private const int HoldersMax = 1_000;

    // What stands between a role and its body.
    private static readonly HashSet<string> Joints =
        new(["of", "for", "to", "the", "de", "du", "des", "del", "la", "der", "von"], StringComparer.Ordinal);

    /// <summary>
    /// Who holds a role at the as-of date. The query is the role alone, or the role and a name of its body, or of one that its body speaks
    /// for, in either order: "foreign minister of Russia" is who holds it in the Russian Foreign Ministry.
    /// </summary>
    public IEnumerable<(string Actor, int Kind, string Text)> Of(string folded, ReadPoint point, CancellationToken ct)
    {
        var readings = Readings(folded);
        var holders = _reads.Read(lease => Holders(lease, [.. readings.Select(reading => reading.Role)], point, ct), ct);
        if (holders.Count == 0) return [];

        var bodies = _reads.Read(lease => Named(lease, [.. readings.Select(reading => reading.Body)], point, ct), ct);
        var above = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        return readings.SelectMany(reading => holders[reading.Role]
            .Where(holder => reading.Body.Length == 0 || bodies[reading.Body].Any(Above(holder.Body).Contains))
            .Select(holder => (holder.Actor, (int)MatchKind.Role, holder.Text)));

        HashSet<string> Above(string body) => above.TryGetValue(body, out var known) ? known : above[body] = SpokenFor(body, point, ct);
    }

    /// <summary>The ways to take a query apart into a role and a body, the longest role first.</summary>
    private static List<(string Role, string Body)> Readings(string folded)
    {
        var words = folded.Replace("'s ", " ", StringComparison.Ordinal)
            .Replace("\u2019s ", " ", StringComparison.Ordinal).Replace(",", " ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > RoleWordsMax) return [];
        var readings = new List<(string, string)> { (Joined(words), "") };
        for (var length = words.Length - 1; length > 0; length--)
        {
            readings.Add((Joined(words[..length]), Joined(words[length..])));
            readings.Add((Joined(words[^length..]), Joined(words[..^length])));
        }
        return readings.FindAll(reading => reading.Item1.Length > 0);

        // Joints at the edges are dropped; a body without a name is none.
        static string Joined(IEnumerable<string> words) =>
            string.Join(' ', words.SkipWhile(Joints.Contains).Reverse().SkipWhile(Joints.Contains).Reverse());
    }

    private static ILookup<string, (string Actor, string Body, string Text)> Holders(
        Lease lease, HashSet<string> roles, ReadPoint point, CancellationToken ct) =>
        lease.Connection.Query<(string Folded, string Actor, string Text, string Body, long Place, byte[] Bytes)>(new CommandDefinition(
            """
            SELECT n.folded, n.actor, n.text, f.body, f.place, a.bytes
            FROM actor_names n
            JOIN affiliations f ON f.actor = n.actor AND f.rev_from <= @k AND f.rev_until > @k AND f.from_time < @t AND f.until_time >= @t
            JOIN actors a ON a.name = n.actor AND a.rev_from <= @k AND a.rev_until > @k
            WHERE n.folded IN (SELECT value FROM json_each(@roles)) AND n.kind = 6 AND n.rev_from <= @k AND n.rev_until > @k
            ORDER BY n.actor, n.text LIMIT @most
            """,
            new { roles = JsonSerializer.Serialize(roles), k = point.Revision, t = Times.At(point.AsOf), most = HoldersMax },
            cancellationToken: ct))
        // An actor with several affiliations has its roles in one of them each.
        .Where(row => Diplomacy.V1.Actor.Parser.ParseFrom(row.Bytes).Affiliations[(int)row.Place].Roles.Any(role => role.Text == row.Text))
        .ToLookup(row => row.Folded, row => (row.Actor, row.Body, row.Text), StringComparer.Ordinal);

    /// <summary>The actors with these names, whole.</summary>
    private static ILookup<string, string> Named(Lease lease, HashSet<string> names, ReadPoint point, CancellationToken ct) =>
        lease.Connection.Query<(string Folded, string Actor)>(new CommandDefinition(
            "SELECT folded, actor FROM actor_names WHERE folded IN (SELECT value FROM json_each(@names)) AND kind <= 4 AND rev_from <= @k AND rev_until > @k",
            new { names = JsonSerializer.Serialize(names), k = point.Revision }, cancellationToken: ct))
        .ToLookup(row => row.Folded, row => row.Actor, StringComparer.Ordinal);

    /// <summary>A body and all that it speaks for at the as-of date, up the chain.</summary>
    private HashSet<string> SpokenFor(string body, ReadPoint point, CancellationToken ct)
    {
        var above = new HashSet<string>(StringComparer.Ordinal) { body };
        IReadOnlyList<string> frontier = [body];
        for (var depth = 0; frontier.Count > 0 && depth < Limits.ChainDepthMax; depth++)
            frontier = [.. _actors.Actors(frontier, point, ct).OfType<Actor>().SelectMany(actor => actor.Affiliations)
                .Where(affiliation => affiliation.SpeaksFor && Holds(affiliation, point) && above.Add(affiliation.Body))
                .Select(affiliation => affiliation.Body)];
        return above;
    }

    private static bool Holds(Affiliation affiliation, ReadPoint point) =>
        (Times.Bounds(affiliation.Start)?.Earliest ?? long.MinValue) < Times.At(point.AsOf)
        && (Times.Bounds(affiliation.End)?.Latest ?? Times.Open) >= Times.At(point.AsOf);
}
