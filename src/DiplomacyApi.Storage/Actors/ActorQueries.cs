using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Actors;

/// <summary>Actors, and who is meant by a name or a role.</summary>
public sealed class ActorQueries
{
    private readonly ReadAccess _reads;
    private readonly RoleHolders _roles;
    private readonly NameSuggestions _suggestions;

    internal ActorQueries(ReadAccess reads) =>
        (_reads, _roles, _suggestions) = (reads, new RoleHolders(reads, this), new NameSuggestions(reads));

    /// <summary>How many names are looked through for a beginning.</summary>
    private const int PrefixesMax = 500;

    /// <summary>An actor as it was known; null where it was not recorded by then.</summary>
    public Actor? Actor(string name, ReadPoint point, CancellationToken ct) => _reads.Read(lease =>
        lease.Connection.QuerySingleOrDefault<byte[]>(new CommandDefinition(
            "SELECT bytes FROM actors WHERE name = @name AND rev_from <= @k AND rev_until > @k", new { name, k = point.Revision },
            cancellationToken: ct))
            is { } bytes ? Diplomacy.V1.Actor.Parser.ParseFrom(bytes) : null, ct);

    /// <summary>
    /// Several actors, in the order of their names; null for each that was not recorded by then. Refuses TOO_LARGE as soon as they do not
    /// fit into one answer.
    /// </summary>
    public IReadOnlyList<Actor?> Actors(IReadOnlyList<string> names, ReadPoint point, CancellationToken ct) => _reads.Read(lease =>
    {
        var (found, room) = (new Dictionary<string, Actor>(StringComparer.Ordinal), new BatchRoom());
        foreach (var bytes in lease.Connection.Query<byte[]>(new CommandDefinition(
            "SELECT bytes FROM actors WHERE name IN (SELECT value FROM json_each(@names)) AND rev_from <= @k AND rev_until > @k",
            new { names = System.Text.Json.JsonSerializer.Serialize(names), k = point.Revision }, flags: CommandFlags.None,
            cancellationToken: ct)))
        {
            room.Take(bytes.Length);
            var actor = Diplomacy.V1.Actor.Parser.ParseFrom(bytes);
            found[actor.Name] = actor;
        }
        return names.Select(found.GetValueOrDefault).ToList();
    }, ct);

    /// <summary>How many there are.</summary>
    public long CountActors(ActorFilter? filter, ReadPoint point, CancellationToken ct) =>
        Pages.Count((size, key) => Actors(filter, point, size, key, ct));

    /// <summary>By name.</summary>
    public Page<Actor> Actors(ActorFilter? filter, ReadPoint point, int size, string? key, CancellationToken ct) => _reads.Read(lease =>
    {
        // An external id is found by its value and by `scheme:value`; a value with a colon of its own is not taken for the latter.
        const string sql =
            """
            SELECT bytes FROM actors a
            WHERE a.rev_from <= @k AND a.rev_until > @k AND a.name > @key
              AND (@anyType OR a.type IN (SELECT CAST(value AS BIGINT) FROM json_each(@types)))
              AND (@body = '' OR EXISTS (
                SELECT 1 FROM affiliations f WHERE f.body = @body AND f.actor = a.name AND f.rev_from <= @k AND f.rev_until > @k
                  AND f.from_time < @t AND f.until_time >= @t AND (NOT @speaking OR f.speaks_for)))
              AND (@scheme = '' OR EXISTS (
                SELECT 1 FROM actor_names n WHERE n.actor = a.name AND n.kind = 2 AND n.rev_from <= @k AND n.rev_until > @k AND substr(n.text, 1, length(@scheme) + 1) = @scheme || ':'
                  AND EXISTS (
                    SELECT 1 FROM actor_names v WHERE v.actor = a.name AND v.kind = 2 AND v.rev_from <= @k AND v.rev_until > @k
                      AND v.text = substr(n.text, length(@scheme) + 2))))
              AND (@replacedBy = '' OR a.replaced_by = @replacedBy)
            ORDER BY a.name LIMIT @take
            """;
        var types = filter?.Types_.Select(type => (int)type) ?? [];
        var actors = lease.Connection.Query<byte[]>(new CommandDefinition(sql, new
        {
            k = point.Revision,
            t = Times.At(point.AsOf),
            key = key ?? "",
            anyType = !types.Any(),
            types = $"[{string.Join(',', types)}]",
            body = filter?.AffiliatedWith ?? "",
            speaking = filter?.Speaking ?? false,
            scheme = filter?.ExternalIdScheme ?? "",
            replacedBy = filter?.ReplacedBy ?? "",
            take = size + 1,
        }, flags: CommandFlags.None, cancellationToken: ct)).Select(Diplomacy.V1.Actor.Parser.ParseFrom);
        return Pages.Cut(actors, size, actor => actor.Name);
    }, ct);

    /// <summary>
    /// Who may be meant, best match first. Of equal matches, who holds an office at the as-of date comes before who does not; who is meant
    /// by a role comes last. What was replaced is given as what replaced it. Suggestions are made where nobody is named whole.
    /// </summary>
    public Resolution Resolve(string query, ReadPoint point, int max, CancellationToken ct)
    {
        var folded = FoldedName.Of(query);
        if (folded.Length == 0) return new Resolution([], []);
        // The beginning follows from the whole, and is what an index has where keys are not as long as names.
        var matches = _reads.Read(lease => lease.Connection.Query<(string Actor, int Kind, string Text)>(new CommandDefinition(
            """
            SELECT n.actor, n.kind, n.text FROM (
              SELECT actor, kind, text FROM actor_names WHERE folded = @folded AND kind <= 4 AND rev_from <= @k AND rev_until > @k
              UNION ALL
              SELECT * FROM (
                SELECT actor, 5, text FROM actor_names
                WHERE folded > @folded AND folded < @beyond AND substr(folded, 1, 200) BETWEEN substr(@folded, 1, 200) AND substr(@beyond, 1, 200)
                  AND kind IN (3, 4) AND rev_from <= @k AND rev_until > @k ORDER BY folded LIMIT @prefixes) p
            ) n
            ORDER BY n.kind,
              EXISTS (SELECT 1 FROM affiliations f WHERE f.actor = n.actor AND f.rev_from <= @k AND f.rev_until > @k)
                AND NOT EXISTS (SELECT 1 FROM affiliations f WHERE f.actor = n.actor AND f.rev_from <= @k AND f.rev_until > @k
                  AND f.from_time < @t AND f.until_time >= @t),
              n.actor, n.text
            """,
            new { folded, beyond = folded + '\uffff', prefixes = PrefixesMax, k = point.Revision, t = Times.At(point.AsOf) },
            cancellationToken: ct)).AsList(),
            ct);

        var given = new HashSet<string>(StringComparer.Ordinal);
        var candidates = Candidates(matches.Concat(_roles.Of(folded, point, ct)), given, max, point, ct);
        var isNamed = candidates.Exists(candidate => candidate.MatchKind != MatchKind.Prefix);
        return new Resolution(candidates,
            isNamed
                ? []
                : Candidates(_suggestions.Of(folded, isNearWanted: candidates.Count == 0, point, ct), given, max - candidates.Count, point,
                    ct));
    }

    /// <summary>The actors that were matched, each once, by its best match.</summary>
    private List<ActorCandidate> Candidates(
        IEnumerable<(string Actor, int Kind, string Text)> matches, HashSet<string> given, int max, ReadPoint point, CancellationToken ct)
    {
        var candidates = new List<ActorCandidate>();
        foreach (var (name, kind, text) in matches)
        {
            if (candidates.Count >= max) break;
            var actor = Standing(name, point, ct);
            if (actor is not null && given.Add(actor.Name))
                candidates.Add(new ActorCandidate { Actor = actor, Matched = text, MatchKind = (MatchKind)kind });
        }
        return candidates;
    }

    /// <summary>The actor, or what stands in its place at the end of the chain.</summary>
    private Actor? Standing(string name, ReadPoint point, CancellationToken ct)
    {
        var actor = Actor(name, point, ct);
        var seen = new HashSet<string>(StringComparer.Ordinal) { name };
        while (actor is { ReplacedBy.Length: > 0 } && seen.Add(actor.ReplacedBy) && Actor(actor.ReplacedBy, point, ct) is { } next)
            actor = next;
        return actor;
    }
}

/// <summary>Who may be meant by a query: those whom it names, and those to ask back about where it names nobody whole.</summary>
public sealed record Resolution(IReadOnlyList<ActorCandidate> Candidates, IReadOnlyList<ActorCandidate> Suggestions);
