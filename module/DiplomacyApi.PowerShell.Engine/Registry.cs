using Diplomacy.V1;
using DiplomacyApi.Client;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.PowerShell.Engine;

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
        var actor = new Diplomacy.V1.Actor { Name = await _names.ResolveAsync(typed, asOf: null, source: "", token).ConfigureAwait(false), Etag = etag ?? "" };
        var mask = await new ActorComposer(_names).ApplyAsync(actor, draft, source: "", token).ConfigureAwait(false);
        if (mask.Count == 0)
            throw new DiplomacyApiException("Say what changes: -Name, -Alias, -Type, -ExternalId, -SpeaksFor, -MemberOf, -Affiliation, -ReplacedBy or -Source.", "NothingToChange", System.Management.Automation.ErrorCategory.InvalidArgument);
        var request = new UpdateActorRequest { Actor = actor, UpdateMask = new FieldMask { Paths = { mask } }, RequestId = guards.RequestId ?? "", ValidateOnly = guards.ValidateOnly };
        var answer = await client.Actors.UpdateActorAsync(request, cancellationToken: token).ConfigureAwait(false);
        return await rows.OfAsync(answer.Actor, token).ConfigureAwait(false);
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
        var answer = await client.Negotiations.CreateNegotiationAsync(request, cancellationToken: token).ConfigureAwait(false);
        return await rows.OfAsync(answer.Negotiation, token).ConfigureAwait(false);
    }
}
