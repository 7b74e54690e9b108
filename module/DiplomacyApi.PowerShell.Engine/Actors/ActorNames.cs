using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>
/// Resource names for what people type, as it was on the day: the server decides who is meant. What it cannot decide is collected, so
/// that an import can tell all of it at once.
/// </summary>
internal sealed class ActorNames(DiplomacyClient client, IReadOnlyDictionary<string, string> map)
{
    private const string Collection = "actors/";
    private const int CandidatesMax = 5;
    private const int KeptMax = 10_000;

    private readonly Dictionary<(string Typed, string AsOf), ResolveActorResponse> _kept = [];
    private readonly Dictionary<string, UnresolvedName> _unresolved = new(StringComparer.Ordinal);

    /// <summary>Names and no map.</summary>
    public ActorNames(DiplomacyClient client)
        : this(client, new Dictionary<string, string>())
    {
    }

    /// <summary>The names that could not be resolved so far.</summary>
    public IReadOnlyList<UnresolvedName> Unresolved => [.. _unresolved.Values.OrderByDescending(name => name.Rows).ThenBy(name => name.Name, StringComparer.Ordinal)];

    /// <summary>The resource name for an id or a name.</summary>
    public async Task<string> ResolveAsync(string typed, string? asOf, string source, CancellationToken token)
    {
        var meant = map.TryGetValue(typed.Trim(), out var mapped) ? mapped : typed.Trim();
        if (meant.StartsWith(Collection, StringComparison.Ordinal)) return meant;
        var match = new ActorMatch(typed, await ResolvedAsync(meant, asOf, token).ConfigureAwait(false));
        return match.Name ?? throw Undecided(typed, match, source);
    }

    /// <summary>An outlet's resource name where it is an actor, and else the plain name that was typed.</summary>
    public async Task<string> OutletAsync(string typed, CancellationToken token)
    {
        var meant = map.TryGetValue(typed, out var mapped) ? mapped : typed;
        if (meant.Length == 0 || meant.StartsWith(Collection, StringComparison.Ordinal)) return meant;
        var best = new ActorMatch(typed, await ResolvedAsync(meant, asOf: null, token).ConfigureAwait(false)).Best
            .Where(candidate => candidate.MatchKind == MatchKind.Id || candidate.Actor.Type == Diplomacy.V1.ActorType.Media).ToList();
        return best.Count == 1 ? best[0].Actor.Name : meant;
    }

    /// <summary>Counts a name that the server did not know.</summary>
    public async Task NoteAsync(string typed, string source, CancellationToken token)
    {
        var bare = Ids.Bare(typed);
        Undecided(bare, new ActorMatch(bare, await ResolvedAsync(bare, asOf: null, token).ConfigureAwait(false)), source);
    }

    private async Task<ResolveActorResponse> ResolvedAsync(string typed, string? asOf, CancellationToken token)
    {
        var key = (typed, asOf ?? "");
        if (_kept.TryGetValue(key, out var known)) return known;
        var request = new ResolveActorRequest { Query = typed, At = new ReadAt { AsOf = asOf ?? "" }, MaxCandidates = CandidatesMax };
        var answer = await AnswerAsync(request, token).ConfigureAwait(false);
        if (_kept.Count >= KeptMax) _kept.Clear();
        return _kept[key] = answer;
    }

    private async Task<ResolveActorResponse> AnswerAsync(ResolveActorRequest request, CancellationToken token)
    {
        try
        {
            return await client.Actors.ResolveActorAsync(request, cancellationToken: token).ConfigureAwait(false);
        }
        catch (DiplomacyException problem) when (problem.Reason == ErrorReason.InvalidDate && request.At.AsOf.Length > 0)
        {
            // A date that is none is told by the write, by the name of its own field.
            request.At.AsOf = "";
            return await client.Actors.ResolveActorAsync(request, cancellationToken: token).ConfigureAwait(false);
        }
    }

    private DiplomacyApiException Undecided(string typed, ActorMatch match, string source)
    {
        _unresolved[typed] = _unresolved.TryGetValue(typed, out var known)
            ? known.Again()
            : new UnresolvedName { Name = typed, Rows = 1, FirstSource = source, IsAmbiguous = match.IsAmbiguous, Candidates = match.Listed };
        return match.Undecided();
    }
}
