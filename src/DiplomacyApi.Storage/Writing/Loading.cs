using System.Text.Json;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Sqlite;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The first step of a group: brings what its requests refer to and what is not there yet.</summary>
internal static class Loading
{
    /// <summary>Adds what requests need to be decided. The statements come from the closure, which then has what the folds need.</summary>
    public static void LoadInto(DecisionContext loaded, Func<string, RawStatement> prepared, Closure closure, IReadOnlyCollection<string> needs, CancellationToken ct)
    {
        var corrected = needs.Where(IsCorrection).Select(name => closure.StatementOf(name, ct)).OfType<string>();
        closure.Load([.. needs.Where(IsOfStatements), .. corrected], ct);
        while (closure.Read.TryDequeue(out var name))
        {
            loaded.Add(closure.Graph.Statements[name]);
            foreach (var correction in closure.Graph.Corrections.GetValueOrDefault(name, [])) loaded.Add(correction);
            foreach (var attachment in closure.Graph.Attachments.GetValueOrDefault(name, [])) loaded.Add(attachment);
        }
        LoadActors(prepared, loaded, needs, ct);
        List<string> negotiations = [.. needs.Where(name => IsNegotiation(name) && !loaded.Negotiations.ContainsKey(name))];
        foreach (var bytes in Bytes(prepared, "SELECT bytes FROM negotiations WHERE name IN (SELECT value FROM json_each(?1)) AND rev_until = 9223372036854775807", negotiations, ct))
            loaded.Add(NegotiationRows.Read(bytes));
    }

    /// <summary>Who speaks for the actors that are updated, so that the chain that an affiliation makes is seen whole.</summary>
    public static void LoadSpeakers(Func<string, RawStatement> prepared, DecisionContext loaded, IEnumerable<string> affiliated, CancellationToken ct)
    {
        const string sql =
            """
            SELECT DISTINCT body, actor FROM affiliations
            WHERE body IN (SELECT value FROM json_each(?1)) AND speaks_for AND rev_until = 9223372036854775807
            """;
        var frontier = affiliated.ToHashSet(StringComparer.Ordinal);
        for (var depth = 0; frontier.Count > 0 && depth <= Limits.ChainDepthMax; depth++)
        {
            ct.ThrowIfCancellationRequested();
            var links = prepared(sql).ToList(row => (Body: row.Text(0), Actor: row.Text(1)), JsonSerializer.Serialize(frontier));
            frontier = [];
            foreach (var speakers in links.GroupBy(link => link.Body, link => link.Actor, StringComparer.Ordinal))
                if (loaded.Speakers.TryAdd(speakers.Key, [.. speakers]))
                    frontier.UnionWith(speakers);
        }
    }

    /// <summary>Actors named, the bodies they speak for and what replaced them, and so on up.</summary>
    private static void LoadActors(Func<string, RawStatement> prepared, DecisionContext loaded, IEnumerable<string> needs, CancellationToken ct)
    {
        // Of an actor that is there already, all that is above it is too.
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var frontier = needs.Where(name => IsActor(name) && !loaded.Actors.ContainsKey(name) && asked.Add(name)).ToList();
        while (frontier.Count > 0)
        {
            const string sql = "SELECT bytes FROM actors WHERE name IN (SELECT value FROM json_each(?1)) AND rev_until = 9223372036854775807";
            var actors = Bytes(prepared, sql, frontier, ct).Select(Actor.Parser.ParseFrom).ToList();
            foreach (var actor in actors) loaded.Add(actor);
            frontier = [.. actors
                .SelectMany(actor => actor.Affiliations.Where(affiliation => affiliation.SpeaksFor).Select(affiliation => affiliation.Body).Append(actor.ReplacedBy))
                .Where(name => name.Length > 0 && !loaded.Actors.ContainsKey(name) && asked.Add(name))];
        }
    }

    private static List<byte[]> Bytes(Func<string, RawStatement> prepared, string sql, IReadOnlyCollection<string> names, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return names.Count == 0 ? [] : prepared(sql).ToList(row => row.Blob(0).ToArray(), JsonSerializer.Serialize(names));
    }

    private static bool IsActor(string name) => name.StartsWith("actors/", StringComparison.Ordinal);

    private static bool IsNegotiation(string name) => name.StartsWith("negotiations/", StringComparison.Ordinal);

    private static bool IsCorrection(string name) => name.StartsWith("corrections/", StringComparison.Ordinal);

    private static bool IsOfStatements(string name) => !IsActor(name) && !IsNegotiation(name) && !IsCorrection(name);
}
