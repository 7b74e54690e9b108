using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;
using Google.Protobuf.Collections;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>Puts what was typed into an actor.</summary>
internal sealed class ActorComposer(ActorResolver names)
{
    private const int IdCharactersMax = 63;

    public async Task<CreateActorRequest> RequestAsync(ActorDraft draft, string source, CancellationToken token)
    {
        var actor = new Diplomacy.V1.Actor();
        await ApplyAsync(actor, draft, source, token).ConfigureAwait(false);
        return new CreateActorRequest
        {
            Actor = actor,
            ActorId = draft.Id is { Length: > 0 } id ? ResourceNames.IdOf(id) : IdOf(actor.DisplayNames.First()),
        };
    }

    /// <summary>Sets what the draft gives, and returns the paths of these fields.</summary>
    public async Task<IReadOnlyList<string>> ApplyAsync(Diplomacy.V1.Actor actor, ActorDraft draft, string source, CancellationToken token)
    {
        var mask = new List<string>();
        if (draft.Type != ActorType.None)
        {
            actor.Type = MessageExtensions.From<Diplomacy.V1.ActorType>(draft.Type);
            mask.Add("type");
        }
        Set(actor.DisplayNames, draft.Names, "display_names", mask);
        Set(actor.Aliases, draft.Aliases, "aliases", mask);
        if (draft.ExternalIds is not null)
        {
            actor.ExternalIds.Add(draft.ExternalIds.Select(id => new ExternalId { Scheme = id.Key, Value = id.Value }));
            mask.Add("external_ids");
        }
        if (draft.Affiliations is not null)
        {
            foreach (var affiliation in draft.Affiliations)
                actor.Affiliations.Add(await AffiliationOfAsync(affiliation, source, token).ConfigureAwait(false));
            mask.Add("affiliations");
        }
        if (draft.ReplacedBy is not null)
        {
            actor.ReplacedBy = draft.ReplacedBy.Length == 0
                ? ""
                : await names.ResolveAsync(draft.ReplacedBy, asOf: null, source, token).ConfigureAwait(false);
            mask.Add("replaced_by");
        }
        if (draft.Source is not null)
        {
            actor.Source = draft.Source;
            mask.Add("source");
        }
        return mask;
    }

    /// <summary>An id made of a name in Latin letters: `sergei-lavrov`; empty where it cannot be.</summary>
    public static string IdOf(string name)
    {
        var whole = Slug.Of(name);
        return whole.Length > IdCharactersMax ? whole[..IdCharactersMax].TrimEnd('-') : whole;
    }

    private static void Set(RepeatedField<LocalizedText> field, IReadOnlyList<TextDraft>? texts, string path, List<string> mask)
    {
        if (texts is null) return;
        field.Add(texts.Select(text => new LocalizedText { Text = text.Text, LanguageCode = text.Language }));
        mask.Add(path);
    }

    public async Task<Affiliation> AffiliationOfAsync(AffiliationDraft draft, string source, CancellationToken token)
    {
        var affiliation = new Affiliation
        {
            Body = await names.ResolveAsync(draft.Body, draft.Start, source, token).ConfigureAwait(false),
            Start = string.IsNullOrEmpty(draft.Start) ? null : FieldValues.Date(draft.Start),
            End = string.IsNullOrEmpty(draft.End) ? null : FieldValues.Date(draft.End),
            SpeaksFor = draft.SpeaksFor,
        };
        FieldValues.Set(affiliation.Roles, draft.Role, language: null);
        return affiliation;
    }
}
