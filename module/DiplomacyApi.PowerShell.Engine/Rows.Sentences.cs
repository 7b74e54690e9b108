using Diplomacy.V1;
using DiplomacyApi.Client.Sentences;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Sentences, with names for ids.</summary>
internal sealed partial class Rows
{
    private async Task<string> ReasonAsync(Decision? decision, CancellationToken token) =>
        decision?.Reason is { } reason ? reason.InEnglish(await LookupAsync(English.NamesIn(reason), token).ConfigureAwait(false)) : "";

    private async Task<string> EffectsAsync(IReadOnlyCollection<Effect> effects, CancellationToken token)
    {
        var names = await LookupAsync(effects.SelectMany(English.NamesIn), token).ConfigureAwait(false);
        return string.Join("; ", effects.Select(effect => effect.InEnglish(names)));
    }

    private static string Without(WithoutEffect? without) => without?.InEnglish() ?? "";

    /// <summary>Fetches what these are called: actors, and promises to do something; of anything else the id is its name.</summary>
    private async Task<Func<string, string>> LookupAsync(IEnumerable<string> names, CancellationToken token)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names.Distinct(StringComparer.Ordinal))
            known[name] = name.StartsWith("actors/", StringComparison.Ordinal) ? await actors.NameAsync(name, token).ConfigureAwait(false)
                : name.StartsWith("statements/", StringComparison.Ordinal) ? await promises.TitleAsync(name, token).ConfigureAwait(false)
                : Ids.Bare(name);
        return name => known.GetValueOrDefault(name) ?? Ids.Bare(name);
    }
}
