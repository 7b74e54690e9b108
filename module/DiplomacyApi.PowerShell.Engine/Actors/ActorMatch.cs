using System.Management.Automation;
using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>
/// Which of the candidates for a typed name is meant. An id, a whole name or an alias decides; several that fit are an error that lists
/// them. A role does not decide: who holds it need not have held it when something was said.
/// </summary>
internal sealed class ActorMatch
{
    private readonly string _typed;

    public ActorMatch(string typed, ResolveActorResponse resolved)
    {
        _typed = typed;
        var whole = resolved.Candidates.Where(candidate => candidate.MatchKind is not (MatchKind.Prefix or MatchKind.Role)).ToList();
        Best = [.. whole.Where(candidate => candidate.MatchKind == whole[0].MatchKind).DistinctBy(candidate => candidate.Actor.Name)];
        Listed = string.Join(", ", resolved.Candidates.Concat(resolved.Suggestions)
            .DistinctBy(candidate => candidate.Actor.Name)
            .Select(candidate => $"{ResourceNames.IdOf(candidate.Actor.Name)} ({candidate.Matched})"));
    }

    /// <summary>Those that fit equally well.</summary>
    public IReadOnlyList<Diplomacy.V1.ActorCandidate> Best { get; }

    /// <summary>The resource name of the one that is meant; null where none or several are.</summary>
    public string? Name => Best.Count == 1 ? Best[0].Actor.Name : null;

    public bool IsAmbiguous => Best.Count > 1;

    /// <summary>All candidates and suggestions, for people.</summary>
    public string Listed { get; }

    public DiplomacyApiException ToError() => IsAmbiguous
        ? new DiplomacyApiException($"'{_typed}' may be several actors: {Listed}. Give the id.", "AmbiguousActor",
            ErrorCategory.InvalidArgument)
        : new DiplomacyApiException(
            Listed.Length > 0
                ? $"Unknown actor '{_typed}'. Did you mean {Listed}? Give the id."
                : $"Unknown actor '{_typed}'. Look with Resolve-Actor, or create it first with New-Actor.",
            "UnknownActor", ErrorCategory.ObjectNotFound);
}
