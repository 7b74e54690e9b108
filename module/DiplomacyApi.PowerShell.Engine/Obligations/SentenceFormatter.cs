using Diplomacy.V1;
using DiplomacyApi.Client.Sentences;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>Writes the codes of the contract as sentences, with names instead of ids.</summary>
internal sealed class SentenceFormatter(ActorDisplayNames actors, PromiseTitleLookup promises)
{
    public async Task<string> ReasonAsync(Decision? decision, CancellationToken token) =>
        decision?.Reason is { } reason ? reason.InEnglish(await LookupAsync(English.NamesIn(reason), token).ConfigureAwait(false)) : "";

    public async Task<string> EffectsAsync(IReadOnlyCollection<Effect> effects, CancellationToken token)
    {
        var names = await LookupAsync(effects.SelectMany(English.NamesIn), token).ConfigureAwait(false);
        return string.Join("; ", effects.Select(effect => effect.InEnglish(names)));
    }

    public static string WithoutEffect(WithoutEffect? without) => without?.InEnglish() ?? "";

    /// <summary>Fetches what these are called: actors, and promises to do something; of anything else the id is its name.</summary>
    public async Task<Func<string, string>> LookupAsync(IEnumerable<string> names, CancellationToken token)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names.Distinct(StringComparer.Ordinal))
            known[name] = name.StartsWith("actors/", StringComparison.Ordinal) ? await actors.NameAsync(name, token).ConfigureAwait(false)
                : name.StartsWith("statements/", StringComparison.Ordinal) ? await promises.TitleAsync(name, token).ConfigureAwait(false)
                : ResourceNames.IdOf(name);
        return name => known.GetValueOrDefault(name) ?? ResourceNames.IdOf(name);
    }
}
