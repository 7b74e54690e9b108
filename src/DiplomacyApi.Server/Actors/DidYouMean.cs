using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Storage;

namespace DiplomacyApi.Server.Actors;

/// <summary>Adds to the refusal of an unknown actor who may be meant by its id.</summary>
internal static class DidYouMean
{
    private const int CandidatesMax = 3;

    /// <summary>The metadata that names the actor that is not there, and those that may be meant.</summary>
    private const string ActorKey = "actor";
    private const string CandidatesKey = "candidates";

    /// <summary>Whether a refusal names one actor that is not there.</summary>
    public static bool IsAbout(RefusedException refusal) => refusal.Reason == ErrorReason.UnknownActor && refusal.Metadata.ContainsKey(ActorKey);

    /// <summary>The refusal with candidates; the same where there are none.</summary>
    public static RefusedException WithCandidates(RefusedException refusal, Queries queries, CancellationToken cancellationToken)
    {
        var query = Names.IdOf(refusal.Metadata[ActorKey]).Replace('-', ' ');
        var (candidates, suggestions) = queries.Resolve(query, queries.Fix(null), CandidatesMax, cancellationToken);
        var actors = candidates.Concat(suggestions).Select(candidate => candidate.Actor).ToList();
        if (actors.Count == 0) return refusal;
        var listed = string.Join(", ", actors.Select(actor => $"{actor.Name} ({actor.DisplayNames[0].Text})"));
        var metadata = new Dictionary<string, string>(refusal.Metadata) { [CandidatesKey] = string.Join(' ', actors.Select(actor => actor.Name)) };
        return new RefusedException(refusal.Reason, $"{refusal.Message} Did you mean {listed}?", refusal.Violations is [var violation] ? violation.Field : "", metadata);
    }
}
