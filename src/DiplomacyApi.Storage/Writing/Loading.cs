using System.Text.Json;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The first step of a group: brings what its requests refer to.</summary>
internal static class Loading
{
    /// <summary>What the requests need to be decided. The statements come from the projector, which then has what the folds need.</summary>
    public static Loaded Load(SqliteConnection connection, Projector projector, IReadOnlyCollection<string> needs, CancellationToken ct)
    {
        var loaded = new Loaded();
        LoadInto(loaded, connection, projector, needs, ct);
        return loaded;
    }

    /// <summary>Adds what more requests need. What was decided meanwhile is newer than what is read, and stays.</summary>
    public static void LoadInto(Loaded loaded, SqliteConnection connection, Projector projector, IReadOnlyCollection<string> needs, CancellationToken ct)
    {
        var closure = projector.Closure;
        var corrected = needs.Where(IsCorrection).Select(name => closure.StatementOf(name, ct)).OfType<string>();
        projector.Load([.. needs.Where(IsOfStatements), .. corrected], ct);

        foreach (var (name, statement) in closure.Statements) loaded.Statements[name] = statement;
        foreach (var (name, attachments) in closure.Attachments) loaded.Attachments.TryAdd(name, attachments);
        foreach (var correction in closure.Corrections.Values.SelectMany(list => list)) loaded.Add(correction);
        foreach (var (made, statement) in closure.Makers) loaded.Makers[made] = statement;
        LoadActors(connection, loaded, needs, ct);
        foreach (var bytes in Bytes(connection, "SELECT bytes FROM negotiations WHERE name IN (SELECT value FROM json_each(@names)) AND rev_until = 9223372036854775807", [.. needs.Where(IsNegotiation)], ct))
            if (NegotiationRows.Read(bytes) is var negotiation)
                loaded.Negotiations.TryAdd(negotiation.Name, negotiation);
    }

    /// <summary>Who speaks for the actors that are updated, so that the chain that an affiliation makes is seen whole.</summary>
    public static void LoadSpeakers(SqliteConnection connection, Loaded loaded, IEnumerable<string> affiliated, CancellationToken ct)
    {
        const string sql =
            """
            SELECT DISTINCT body, actor FROM affiliations
            WHERE body IN (SELECT value FROM json_each(@names)) AND speaks_for AND rev_until = 9223372036854775807
            """;
        var frontier = affiliated.ToHashSet(StringComparer.Ordinal);
        for (var depth = 0; frontier.Count > 0 && depth <= Limits.ChainDepthMax; depth++)
        {
            var links = connection.Query<(string Body, string Actor)>(new CommandDefinition(sql, new { names = JsonSerializer.Serialize(frontier) }, cancellationToken: ct));
            frontier = [];
            foreach (var speakers in links.GroupBy(link => link.Body, link => link.Actor, StringComparer.Ordinal))
                if (loaded.Speakers.TryAdd(speakers.Key, [.. speakers]))
                    frontier.UnionWith(speakers);
        }
    }

    /// <summary>Actors named, the bodies they speak for and what replaced them, and so on up.</summary>
    private static void LoadActors(SqliteConnection connection, Loaded loaded, IEnumerable<string> needs, CancellationToken ct)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var frontier = needs.Where(IsActor).Where(asked.Add).ToList();
        while (frontier.Count > 0)
        {
            const string sql = "SELECT bytes FROM actors WHERE name IN (SELECT value FROM json_each(@names)) AND rev_until = 9223372036854775807";
            var actors = Bytes(connection, sql, frontier, ct).Select(Actor.Parser.ParseFrom).ToList();
            foreach (var actor in actors) loaded.Actors.TryAdd(actor.Name, actor);
            frontier = [.. actors
                .SelectMany(actor => actor.Affiliations.Where(affiliation => affiliation.SpeaksFor).Select(affiliation => affiliation.Body).Append(actor.ReplacedBy))
                .Where(name => name.Length > 0 && asked.Add(name))];
        }
    }

    private static IEnumerable<byte[]> Bytes(SqliteConnection connection, string sql, IReadOnlyCollection<string> names, CancellationToken ct) =>
        names.Count == 0
            ? []
            : connection.Query<byte[]>(new CommandDefinition(sql, new { names = JsonSerializer.Serialize(names) }, cancellationToken: ct));

    private static bool IsActor(string name) => name.StartsWith("actors/", StringComparison.Ordinal);

    private static bool IsNegotiation(string name) => name.StartsWith("negotiations/", StringComparison.Ordinal);

    private static bool IsCorrection(string name) => name.StartsWith("corrections/", StringComparison.Ordinal);

    private static bool IsOfStatements(string name) => !IsActor(name) && !IsNegotiation(name) && !IsCorrection(name);
}
