using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Storage;

namespace DiplomacyApi.Server.Errors;

/// <summary>Adds to the refusal of something unknown what may be meant by its id.</summary>
internal static class DidYouMean
{
    private const int CandidatesMax = 3;
    private const string CandidatesKey = "candidates";

    /// <summary>By the reason, the metadata that name what is not there.</summary>
    private static readonly Dictionary<ErrorReason, string> Kinds = new()
    {
        [ErrorReason.UnknownActor] = "actor",
        [ErrorReason.UnknownDemand] = "demand",
        [ErrorReason.UnknownMeeting] = "meeting",
        [ErrorReason.UnknownNegotiation] = "negotiation",
        [ErrorReason.UnknownStatement] = "statement",
    };

    /// <summary>Whether a refusal names one thing that is not there. What was annulled or erased is there, and not mistyped.</summary>
    public static bool IsAbout(RefusedException refusal) => Kinds.TryGetValue(refusal.Reason, out var kind) && refusal.Metadata.TryGetValue(kind, out var name)
        && refusal.Message.StartsWith($"There is no {name}", StringComparison.Ordinal);

    /// <summary>The refusal with candidates; the same where there are none.</summary>
    public static RefusedException WithCandidates(RefusedException refusal, Queries queries, CancellationToken cancellationToken)
    {
        var kind = Kinds[refusal.Reason];
        var name = refusal.Metadata[kind];
        var meant = kind == "actor" ? Actors(name, queries, cancellationToken) : [.. queries.NearNames(name, CandidatesMax, cancellationToken).Select(near => (near, near))];
        if (meant.Count == 0) return refusal;
        var metadata = new Dictionary<string, string>(refusal.Metadata) { [CandidatesKey] = string.Join(' ', meant.Select(one => one.Name)) };
        return new RefusedException(refusal.Reason, $"{refusal.Message} Did you mean {string.Join(", ", meant.Select(one => one.Shown))}?",
            refusal.Violations is [var violation] ? violation.Field : "", metadata);
    }

    private static List<(string Name, string Shown)> Actors(string name, Queries queries, CancellationToken cancellationToken)
    {
        var (candidates, suggestions) = queries.Resolve(Names.IdOf(name).Replace('-', ' '), queries.Fix(null), CandidatesMax, cancellationToken);
        return [.. candidates.Concat(suggestions).Select(candidate => (candidate.Actor.Name, $"{candidate.Actor.Name} ({candidate.Actor.DisplayNames[0].Text})"))];
    }
}
