using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Statements;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>Creates and changes actors, and creates negotiations.</summary>
internal sealed class Registry(DiplomacyClient client, Rows rows)
{
    private readonly ActorNames _names = new(client);

    public async Task<Actor> CreateAsync(ActorDraft draft, WriteGuards guards, CancellationToken token)
    {
        var request = await new ActorComposer(_names).RequestAsync(draft, source: "", token).ConfigureAwait(false);
        request.RequestId = guards.RequestId ?? "";
        request.ValidateOnly = guards.ValidateOnly;
        var answer = await client.Actors.CreateActorAsync(request, cancellationToken: token).ConfigureAwait(false);
        return await rows.OfAsync(answer.Actor, token).ConfigureAwait(false);
    }

    public async Task<Actor> UpdateAsync(string typed, ActorDraft draft, string? etag, WriteGuards guards, CancellationToken token)
    {
        var (known, actor, mask) = await ReplacementAsync(typed, draft, token).ConfigureAwait(false);
        mask.AddRange(await new ActorChanges(_names).ApplyAsync(actor, known, draft, token).ConfigureAwait(false));
        if (mask.Count == 0)
            throw new DiplomacyApiException("Say what changes: -Name, -Alias, -AddAlias, -RemoveAlias, -Type, -ExternalId, -SpeaksFor, -MemberOf, -Affiliation, -AddAffiliation, -RemoveAffiliation, -ReplacedBy or -Source.", "NothingToChange", System.Management.Automation.ErrorCategory.InvalidArgument);
        if (mask.Distinct(StringComparer.Ordinal).Count() < mask.Count)
            throw new DiplomacyApiException("A list cannot be replaced and changed by single entries at once; give one of the two.", "InvalidValue", System.Management.Automation.ErrorCategory.InvalidArgument);
        // Single entries are put into what was read here.
        actor.Etag = etag ?? (mask.Contains("aliases") || mask.Contains("affiliations") ? known.Etag : "");
        var request = new UpdateActorRequest { Actor = actor, UpdateMask = new FieldMask { Paths = { mask } }, RequestId = guards.RequestId ?? "", ValidateOnly = guards.ValidateOnly };
        var answer = await client.Actors.UpdateActorAsync(request, cancellationToken: token).ConfigureAwait(false);
        return await rows.OfAsync(answer.Actor, token).ConfigureAwait(false);
    }

    /// <summary>What an actor would no longer have where the draft replaces lists.</summary>
    public async Task<IReadOnlyList<string>> LossesAsync(string typed, ActorDraft draft, CancellationToken token)
    {
        var (known, actor, mask) = await ReplacementAsync(typed, draft, token).ConfigureAwait(false);
        return ActorChanges.Lost(known, actor, mask);
    }

    /// <summary>Who else has the names of a draft, whole or as words.</summary>
    public async Task<IReadOnlyList<Namesake>> NamesakesAsync(ActorDraft draft, string? typed, CancellationToken token)
    {
        var itself = typed is not null ? await _names.ResolveAsync(typed, asOf: null, source: "", token).ConfigureAwait(false)
            : $"actors/{(draft.Id is { Length: > 0 } id ? Ids.Bare(id) : draft.Names is [var first, ..] ? ActorComposer.IdOf(first.Text) : "")}";
        var namesakes = new List<Namesake>();
        foreach (var name in (draft.Names ?? []).Concat(draft.Aliases ?? []).Concat(draft.AddAliases).Select(text => text.Text).Distinct(StringComparer.Ordinal))
        {
            var answer = await client.Actors.ResolveActorAsync(new ResolveActorRequest { Query = name }, cancellationToken: token).ConfigureAwait(false);
            namesakes.AddRange(answer.Candidates.Where(candidate => candidate.MatchKind is not (MatchKind.Prefix or MatchKind.Role)).Concat(answer.Suggestions.Where(one => one.MatchKind == MatchKind.Word))
                .Where(candidate => candidate.Actor.Name != itself)
                .Select(candidate => new Namesake(name, Ids.Bare(candidate.Actor.Name), candidate.Actor.DisplayNames.First(), candidate.MatchKind != MatchKind.Word)));
        }
        return namesakes;
    }

    /// <summary>The actor as it is known, one with what the draft replaces, and the paths of that.</summary>
    private async Task<(Diplomacy.V1.Actor Known, Diplomacy.V1.Actor Replaced, List<string> Mask)> ReplacementAsync(string typed, ActorDraft draft, CancellationToken token)
    {
        var name = await _names.ResolveAsync(typed, asOf: null, source: "", token).ConfigureAwait(false);
        var known = (await client.Actors.GetActorAsync(new GetActorRequest { Name = name }, cancellationToken: token).ConfigureAwait(false)).Actor;
        var replaced = new Diplomacy.V1.Actor { Name = name };
        return (known, replaced, [.. await new ActorComposer(_names).ApplyAsync(replaced, draft, source: "", token).ConfigureAwait(false)]);
    }

    public async Task<Negotiation> CreateAsync(NegotiationDraft draft, WriteGuards guards, CancellationToken token)
    {
        var negotiation = new Diplomacy.V1.Negotiation { Marking = draft.Marking ?? "" };
        Composer.Set(negotiation.Titles, draft.Title, draft.Language);
        Composer.Set(negotiation.Descriptions, draft.Description, draft.Language);
        await new NamesAtDay(_names, asOf: "", source: "").SetAsync(negotiation.Parties, draft.Parties, token).ConfigureAwait(false);
        var request = new CreateNegotiationRequest
        {
            Negotiation = negotiation,
            NegotiationId = draft.Id is null ? "" : Ids.Bare(draft.Id),
            RequestId = guards.RequestId ?? "",
            ValidateOnly = guards.ValidateOnly,
        };
        var answer = await new MadeIds(client, guards).CreateAsync(request,
            async sent => await client.Negotiations.CreateNegotiationAsync(sent, cancellationToken: token).ConfigureAwait(false)).ConfigureAwait(false);
        return await rows.OfAsync(answer.Negotiation, token).ConfigureAwait(false);
    }
}
