using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Messages;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>Creates and changes actors.</summary>
internal sealed class ActorWriter(DiplomacyClient client, ActorRows rows)
{
    private readonly ActorResolver _resolver = new(client);

    public async Task<Actor> CreateAsync(ActorDraft draft, WriteOptions options, CancellationToken token)
    {
        var request = await new ActorComposer(_resolver).RequestAsync(draft, source: "", token).ConfigureAwait(false);
        request.RequestId = options.RequestId ?? "";
        request.ValidateOnly = options.ValidateOnly;
        var answer = await client.Actors.CreateActorAsync(request, cancellationToken: token).ConfigureAwait(false);
        return await rows.ToRowAsync(answer.Actor, token).ConfigureAwait(false);
    }

    public async Task<Actor> UpdateAsync(string typed, ActorDraft draft, string? etag, WriteOptions options, CancellationToken token)
    {
        var (known, actor, mask) = await ReplacementAsync(typed, draft, token).ConfigureAwait(false);
        mask.AddRange(await new ActorListEdits(_resolver).ApplyAsync(actor, known, draft, token).ConfigureAwait(false));
        if (mask.Count == 0)
            throw new DiplomacyApiException(
                "Say what changes: -Name, -Alias, -AddAlias, -RemoveAlias, -Type, -ExternalId, -SpeaksFor, -MemberOf, -Affiliation, -AddAffiliation, -RemoveAffiliation, -ReplacedBy or -Source.",
                "NothingToChange", System.Management.Automation.ErrorCategory.InvalidArgument);
        if (mask.Distinct(StringComparer.Ordinal).Count() < mask.Count)
            throw new DiplomacyApiException("A list cannot be replaced and changed by single entries at once; give one of the two.",
                "InvalidValue", System.Management.Automation.ErrorCategory.InvalidArgument);
        // Single entries are put into what was read here.
        actor.Etag = etag ?? (mask.Contains("aliases") || mask.Contains("affiliations") ? known.Etag : "");
        var request = new UpdateActorRequest
        {
            Actor = actor,
            UpdateMask = new FieldMask { Paths = { mask } },
            RequestId = options.RequestId ?? "",
            ValidateOnly = options.ValidateOnly,
        };
        var answer = await client.Actors.UpdateActorAsync(request, cancellationToken: token).ConfigureAwait(false);
        return await rows.ToRowAsync(answer.Actor, token).ConfigureAwait(false);
    }

    /// <summary>What an actor would no longer have if the draft replaced its lists.</summary>
    public async Task<IReadOnlyList<string>> FindLossesAsync(string typed, ActorDraft draft, CancellationToken token)
    {
        var (known, actor, mask) = await ReplacementAsync(typed, draft, token).ConfigureAwait(false);
        return ActorListEdits.Lost(known, actor, mask);
    }

    /// <summary>Who else has the names of a draft, whole or as words.</summary>
    public async Task<IReadOnlyList<Namesake>> FindNamesakesAsync(ActorDraft draft, string? typed, CancellationToken token)
    {
        var itself = typed is not null ? await _resolver.ResolveAsync(typed, asOf: null, source: "", token).ConfigureAwait(false)
            : $"actors/{(draft.Id is { Length: > 0 } id ? ResourceNames.IdOf(id) : draft.Names is [var first, ..] ? ActorComposer.IdOf(first.Text) : "")}";
        var namesakes = new List<Namesake>();
        foreach (var name in (draft.Names ?? []).Concat(draft.Aliases ?? []).Concat(draft.AddAliases).Select(text => text.Text)
            .Distinct(StringComparer.Ordinal))
        {
            var answer = await client.Actors.ResolveActorAsync(
                new ResolveActorRequest { Query = name }, cancellationToken: token).ConfigureAwait(false);
            namesakes.AddRange(answer.Candidates.Where(candidate => candidate.MatchKind is not (MatchKind.Prefix or MatchKind.Role))
                .Concat(answer.Suggestions.Where(one => one.MatchKind == MatchKind.Word))
                .Where(candidate => candidate.Actor.Name != itself)
                .Select(candidate =>
                    new Namesake(name, ResourceNames.IdOf(candidate.Actor.Name), candidate.Actor.DisplayNames.First(),
                        candidate.MatchKind != MatchKind.Word)));
        }
        return namesakes;
    }

    /// <summary>The actor as it is known, one with what the draft replaces, and the paths of that.</summary>
    private async Task<(Diplomacy.V1.Actor Known, Diplomacy.V1.Actor Replaced, List<string> Mask)> ReplacementAsync(
        string typed, ActorDraft draft, CancellationToken token)
    {
        var name = await _resolver.ResolveAsync(typed, asOf: null, source: "", token).ConfigureAwait(false);
        var known = (await client.Actors.GetActorAsync(
            new GetActorRequest { Name = name }, cancellationToken: token).ConfigureAwait(false)).Actor;
        var replaced = new Diplomacy.V1.Actor { Name = name };
        return (known, replaced,
            [.. await new ActorComposer(_resolver).ApplyAsync(replaced, draft, source: "", token).ConfigureAwait(false)]);
    }
}
