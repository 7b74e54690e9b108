using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The first step of a group: brings what its requests refer to and what is not there yet.</summary>
internal static class Loading
{
    /// <summary>
    /// Adds what requests need to be decided. The statements come from the loader, which then has what the folds need. Tells what of
    /// statements the requests rest on, and the names of actors and negotiations that were not there.
    /// </summary>
    public static (IReadOnlyCollection<string> Resting, IEnumerable<string> Named) LoadInto(
        DecisionContext loaded, DecisionRows rows, StatementLoader loader, IReadOnlyCollection<string> needs, CancellationToken ct)
    {
        var corrected = needs.Where(IsCorrection).Select(name => loader.StatementOf(name, ct)).OfType<string>();
        var resting = loader.Load([.. needs.Where(IsOfStatements), .. corrected], ct);
        while (loader.Read.TryDequeue(out var name))
        {
            loaded.Add(loader.Graph.Statements[name]);
            foreach (var correction in loader.Graph.CorrectionsOf(name)) loaded.Add(correction);
            foreach (var attachment in loader.Graph.Attachments.GetValueOrDefault(name, [])) loaded.Add(attachment);
        }
        var actors = LoadActors(loaded, rows, needs, ct);
        List<string> negotiations = [.. needs.Where(name => IsNegotiation(name) && !loaded.Negotiations.ContainsKey(name))];
        foreach (var negotiation in rows.Negotiations(negotiations, ct)) loaded.Add(negotiation);
        return (resting, actors.Concat(negotiations));
    }

    /// <summary>Who speaks for the actors that are updated, so that the chain that an affiliation makes is seen whole.</summary>
    public static void LoadSpeakers(DecisionContext loaded, DecisionRows rows, IEnumerable<string> affiliated, CancellationToken ct)
    {
        var frontier = affiliated.ToHashSet(StringComparer.Ordinal);
        for (var depth = 0; frontier.Count > 0 && depth <= Limits.ChainDepthMax; depth++)
        {
            ct.ThrowIfCancellationRequested();
            var links = rows.Speakers(frontier, ct);
            frontier = [];
            foreach (var speakers in links.GroupBy(link => link.Body, link => link.Actor, StringComparer.Ordinal))
                if (loaded.Speakers.TryAdd(speakers.Key, [.. speakers]))
                    frontier.UnionWith(speakers);
        }
    }

    /// <summary>
    /// Actors named, the bodies they speak for and what replaced them, and so on up. Tells the names that were not there yet.
    /// </summary>
    private static HashSet<string> LoadActors(DecisionContext loaded, DecisionRows rows, IEnumerable<string> needs, CancellationToken ct)
    {
        // Of an actor that is there already, all that is above it is too.
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var frontier = needs.Where(name => IsActor(name) && !loaded.Actors.ContainsKey(name) && asked.Add(name)).ToList();
        while (frontier.Count > 0)
        {
            var actors = rows.Actors(frontier, ct);
            foreach (var actor in actors) loaded.Add(actor);
            frontier = [.. actors
                .SelectMany(actor => actor.Affiliations.Where(affiliation => affiliation.SpeaksFor)
                    .Select(affiliation => affiliation.Body).Append(actor.ReplacedBy))
                .Where(name => name.Length > 0 && !loaded.Actors.ContainsKey(name) && asked.Add(name))];
        }
        return asked;
    }

    private static bool IsActor(string name) => name.StartsWith("actors/", StringComparison.Ordinal);

    private static bool IsNegotiation(string name) => name.StartsWith("negotiations/", StringComparison.Ordinal);

    private static bool IsCorrection(string name) => name.StartsWith("corrections/", StringComparison.Ordinal);

    private static bool IsOfStatements(string name) => !IsActor(name) && !IsNegotiation(name) && !IsCorrection(name);
}
