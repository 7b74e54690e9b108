using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Storage;

namespace DiplomacyApi.Server.Errors;

/// <summary>Adds to the refusal of something unknown what may be meant by its id.</summary>
internal static class DidYouMean
{
    private const int CandidatesMax = 3;
    private const string CandidatesKey = "candidates";

    /// <summary>The refusal with candidates for the name that it is about; the same where there are none.</summary>
    public static RefusedException WithCandidates(
        RefusedException refusal, string name, Queries queries, CancellationToken cancellationToken)
    {
        var meant = ResourceName.IsIn(name, "actors")
            ? Actors(name, queries, cancellationToken)
            : [.. queries.Names.NearNames(name, CandidatesMax, cancellationToken).Select(near => (Name: near, Shown: near))];
        if (meant.Count == 0) return refusal;
        var metadata = new Dictionary<string, string>(refusal.Metadata)
        {
            [CandidatesKey] = string.Join(' ', meant.Select(one => one.Name)),
        };
        var message = $"{refusal.Message} Did you mean {string.Join(", ", meant.Select(one => one.Shown))}?";
        var field = refusal.Violations is [var violation] ? violation.Field : "";
        return new RefusedException(refusal.Reason, message, field, metadata) { IsTargetMissing = refusal.IsTargetMissing };
    }

    private static List<(string Name, string Shown)> Actors(string name, Queries queries, CancellationToken cancellationToken)
    {
        var (candidates, suggestions) = queries.Actors.Resolve(
            ResourceName.Parse(name).Id.Replace('-', ' '), queries.Points.Of(null), CandidatesMax, cancellationToken);
        return [.. candidates.Concat(suggestions)
            .Select(candidate => (candidate.Actor.Name, $"{candidate.Actor.Name} ({candidate.Actor.DisplayNames[0].Text})"))];
    }
}
