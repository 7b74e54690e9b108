using System.Text.Json;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The first step of a group: brings what its requests refer to and what is not there yet.</summary>
internal static class Loading
{
    /// <summary>Adds what requests need to be decided. The statements come from the closure, which then has what the folds need.</summary>
    public static void LoadInto(Loaded loaded, SqliteConnection connection, Closure closure, IReadOnlyCollection<string> needs, CancellationToken ct)
    {
        var corrected = needs.Where(IsCorrection).Select(name => closure.StatementOf(name, ct)).OfType<string>();
        closure.Load([.. needs.Where(IsOfStatements), .. corrected], ct);
        while (closure.Read.TryDequeue(out var name))
        {
            loaded.Add(closure.Statements[name]);
            foreach (var correction in closure.Corrections.GetValueOrDefault(name, [])) loaded.Add(correction);
            foreach (var attachment in closure.Attachments.GetValueOrDefault(name, [])) loaded.Add(attachment);
        }
        LoadActors(connection, loaded, needs, ct);
        List<string> negotiations = [.. needs.Where(name => IsNegotiation(name) && !loaded.Negotiations.ContainsKey(name))];
        foreach (var bytes in Bytes(connection, "SELECT bytes FROM negotiations WHERE name IN (SELECT value FROM json_each(@names)) AND rev_until = 9223372036854775807", negotiations, ct))
            loaded.Add(NegotiationRows.Read(bytes));
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
        // Of an actor that is there already, all that is above it is too.
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var frontier = needs.Where(name => IsActor(name) && !loaded.Actors.ContainsKey(name) && asked.Add(name)).ToList();
        while (frontier.Count > 0)
        {
            const string sql = "SELECT bytes FROM actors WHERE name IN (SELECT value FROM json_each(@names)) AND rev_until = 9223372036854775807";
            var actors = Bytes(connection, sql, frontier, ct).Select(Actor.Parser.ParseFrom).ToList();
            foreach (var actor in actors) loaded.Add(actor);
            frontier = [.. actors
                .SelectMany(actor => actor.Affiliations.Where(affiliation => affiliation.SpeaksFor).Select(affiliation => affiliation.Body).Append(actor.ReplacedBy))
                .Where(name => name.Length > 0 && !loaded.Actors.ContainsKey(name) && asked.Add(name))];
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
