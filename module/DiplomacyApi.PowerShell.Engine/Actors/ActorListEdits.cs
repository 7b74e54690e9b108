using System.Management.Automation;
using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;
using Google.Protobuf.Collections;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>
/// What an update does with the lists of an actor: single entries put in or taken out, and what is lost where a list is replaced.
/// </summary>
internal sealed class ActorListEdits(ActorResolver names)
{
    /// <summary>Puts in and takes out what the draft says of what the actor has, and returns the fields' paths.</summary>
    public async Task<IReadOnlyList<string>> ApplyAsync(
        Diplomacy.V1.Actor actor, Diplomacy.V1.Actor known, ActorDraft draft, CancellationToken token)
    {
        var mask = new List<string>();
        if (draft.AddAliases.Count + draft.RemoveAliases.Count > 0)
        {
            actor.Aliases.Add(known.Aliases);
            foreach (var text in draft.RemoveAliases) Remove(actor.Aliases, text);
            foreach (var text in draft.AddAliases)
                if (!actor.Aliases.Concat(known.DisplayNames).Any(alias => alias.Text == text.Text))
                    actor.Aliases.Add(new LocalizedText { Text = text.Text, LanguageCode = text.Language });
            mask.Add("aliases");
        }
        if (draft.AddAffiliations.Count + draft.RemoveAffiliations.Count > 0)
        {
            actor.Affiliations.Add(known.Affiliations.Select(Bare));
            var composer = new ActorComposer(names);
            foreach (var one in draft.RemoveAffiliations)
                Remove(actor.Affiliations, await composer.AffiliationOfAsync(one, source: "", token).ConfigureAwait(false), one);
            foreach (var one in draft.AddAffiliations)
                if (await composer.AffiliationOfAsync(one, source: "", token).ConfigureAwait(false) is var office
                        && !actor.Affiliations.Contains(office))
                    actor.Affiliations.Add(office);
            mask.Add("affiliations");
        }
        return mask;
    }

    /// <summary>What an actor would no longer have where the lists that are named are replaced, in words.</summary>
    public static IReadOnlyList<string> Lost(Diplomacy.V1.Actor known, Diplomacy.V1.Actor replaced, IReadOnlyCollection<string> mask)
    {
        var lost = new List<string>();
        var names = replaced.DisplayNames.Concat(replaced.Aliases).Select(name => name.Text).ToHashSet(StringComparer.Ordinal);
        if (mask.Contains("display_names"))
            lost.AddRange(known.DisplayNames.Where(name => !names.Contains(name.Text)).Select(name => $"the name {name.Text}"));
        if (mask.Contains("aliases"))
            lost.AddRange(known.Aliases.Where(alias => !names.Contains(alias.Text)).Select(alias => $"the alias {alias.Text}"));
        if (mask.Contains("external_ids"))
            lost.AddRange(known.ExternalIds.Except(replaced.ExternalIds).Select(id => $"the id {id.Scheme}:{id.Value}"));
        if (mask.Contains("affiliations"))
            lost.AddRange(known.Affiliations.Select(Words).Except(replaced.Affiliations.Select(Words), StringComparer.Ordinal));
        return lost;
    }

    private static void Remove(RepeatedField<LocalizedText> aliases, string text)
    {
        var found = aliases.Where(alias => alias.Text.Equals(text, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0) throw Wrong($"'{text}' is not an alias of the actor; it has {Listed(aliases.Select(alias => alias.Text))}.");
        foreach (var alias in found) aliases.Remove(alias);
    }

    private static void Remove(RepeatedField<Affiliation> offices, Affiliation meant, AffiliationDraft draft)
    {
        var found = offices.Where(office => office.Body == meant.Body
            && (draft.Role is null || office.Roles.Any(role => role.Text.Equals(draft.Role.ToString(), StringComparison.OrdinalIgnoreCase)))
            && (string.IsNullOrEmpty(draft.Start) || office.Start.Text() == draft.Start)
            && (string.IsNullOrEmpty(draft.End) || office.End.Text() == draft.End)).ToList();
        if (found.Count == 0)
            throw Wrong($"The actor has no such office at {ResourceNames.IdOf(meant.Body)}; it has {Listed(offices.Select(Words))}.");
        if (found.Count > 1)
            throw Wrong(
                $"Several offices fit: {Listed(found.Select(Words))}. Add Role or From to say which, as in @{{ Body = '{ResourceNames.IdOf(meant.Body)}'; Role = '…' }}.");
        offices.Remove(found[0]);
    }

    private static Affiliation Bare(Affiliation office)
    {
        var bare = office.Clone();
        OutputOnlyFields.Clear(bare);
        return bare;
    }

    private static string Words(Affiliation office) =>
        $"{(office.Roles.Count > 0 ? office.Roles.First() : office.SpeaksFor ? "speaker" : "member")} of {ResourceNames.IdOf(office.Body)}{(office.Start is null && office.End is null ? "" : $" ({office.Start.Text()}–{office.End.Text()})")}";

    private static string Listed(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } some ? some : "none";

    private static DiplomacyApiException Wrong(string message) => new(message, "InvalidValue", ErrorCategory.InvalidArgument);
}
