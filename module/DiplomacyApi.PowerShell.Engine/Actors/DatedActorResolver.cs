using Google.Protobuf.Collections;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>Resolves actors as of the date of one statement.</summary>
internal sealed class DatedActorResolver(ActorResolver actors, string asOf, string source)
{
    public async Task<string> OneAsync(string typed, CancellationToken token) =>
        typed.Length == 0 ? "" : await actors.ResolveAsync(typed, asOf, source, token).ConfigureAwait(false);

    public async Task SetAsync(RepeatedField<string> field, IReadOnlyList<string>? typed, CancellationToken token)
    {
        if (typed is null) return;
        field.Clear();
        foreach (var one in typed.Where(one => !string.IsNullOrWhiteSpace(one)))
            field.Add(await OneAsync(one, token).ConfigureAwait(false));
    }
}
