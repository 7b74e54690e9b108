using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>
/// Resolves what people type into resource names, for one command or one import: the server decides who is meant at a date. Names that
/// it cannot decide are collected, so that an import can list all of them at once. Answers are cached, so a resolver must not outlive its
/// command: others may create actors.
/// </summary>
internal sealed class ActorResolver(DiplomacyClient client, IReadOnlyDictionary<string, string> map)
{
    private const string Collection = "actors/";
    private const int CachedMax = 10_000;

    private readonly Dictionary<(string Typed, string AsOf), ResolveActorResponse> _cache = [];
    private readonly Dictionary<string, UnresolvedName> _unresolved = new(StringComparer.Ordinal);

    /// <summary>Without a map of names.</summary>
    public ActorResolver(DiplomacyClient client)
        : this(client, new Dictionary<string, string>())
    {
    }

    /// <summary>The names that could not be resolved so far.</summary>
    public IReadOnlyList<UnresolvedName> Unresolved =>
        [.. _unresolved.Values.OrderByDescending(name => name.Rows).ThenBy(name => name.Name, StringComparer.Ordinal)];

    /// <summary>The resource name for an id or a name; empty if nothing is given.</summary>
    public async Task<string> ResolveOptionalAsync(string? typed, CancellationToken token) =>
        string.IsNullOrEmpty(typed) ? "" : await ResolveAsync(typed, token).ConfigureAwait(false);

    /// <summary>The resource name for an id or a name, as of now.</summary>
    public Task<string> ResolveAsync(string typed, CancellationToken token) => ResolveAsync(typed, asOf: null, source: "", token);

    /// <summary>The resource name for an id or a name.</summary>
    /// <param name="typed">What is typed, or stands in a row.</param>
    /// <param name="asOf">The date at which the name must be held; null: now.</param>
    /// <param name="source">Where it stands, if it comes from a row of an import.</param>
    /// <param name="token">Ends the call.</param>
    public async Task<string> ResolveAsync(string typed, string? asOf, string source, CancellationToken token)
    {
        var meant = map.TryGetValue(typed.Trim(), out var mapped) ? mapped : typed.Trim();
        if (meant.StartsWith(Collection, StringComparison.OrdinalIgnoreCase)) return meant.ToLowerInvariant();
        var match = new ActorMatch(typed, await ResolvedAsync(meant, asOf, token).ConfigureAwait(false));
        return match.Name ?? throw NoteUnresolved(typed, match, source);
    }

    /// <summary>The resource name of an outlet that is an actor; otherwise the plain name that was typed.</summary>
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
        var bare = ResourceNames.IdOf(typed);
        NoteUnresolved(bare, new ActorMatch(bare, await ResolvedAsync(bare, asOf: null, token).ConfigureAwait(false)), source);
    }

    private async Task<ResolveActorResponse> ResolvedAsync(string typed, string? asOf, CancellationToken token)
    {
        var key = (typed, asOf ?? "");
        if (_cache.TryGetValue(key, out var known)) return known;
        var request = new ResolveActorRequest { Query = typed, At = new ReadAt { AsOf = asOf ?? "" } };
        var answer = await AnswerAsync(request, token).ConfigureAwait(false);
        if (_cache.Count >= CachedMax) _cache.Clear();
        return _cache[key] = answer;
    }

    private async Task<ResolveActorResponse> AnswerAsync(ResolveActorRequest request, CancellationToken token)
    {
        try
        {
            return await client.Actors.ResolveActorAsync(request, cancellationToken: token).ConfigureAwait(false);
        }
        catch (DiplomacyException problem) when (problem.Reason == ErrorReason.InvalidDate && request.At.AsOf.Length > 0)
        {
            // The write itself reports an invalid date, under the name of its field.
            request.At.AsOf = "";
            return await client.Actors.ResolveActorAsync(request, cancellationToken: token).ConfigureAwait(false);
        }
    }

    private DiplomacyApiException NoteUnresolved(string typed, ActorMatch match, string source)
    {
        _unresolved[typed] = _unresolved.TryGetValue(typed, out var known)
            ? known.Again()
            : new UnresolvedName
            {
                Name = typed,
                Rows = 1,
                FirstSource = source,
                IsAmbiguous = match.IsAmbiguous,
                Candidates = match.Listed,
            };
        return match.ToError();
    }
}
