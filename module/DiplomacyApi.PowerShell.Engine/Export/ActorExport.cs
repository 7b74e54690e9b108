using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Export;

/// <summary>
/// Writes actors to a file, each after the bodies it belongs to and what replaces it. The file takes its name when it is whole.
/// </summary>
internal static class ActorExport
{
    public static async Task WriteAsync(string path, IReadOnlyList<Diplomacy.V1.Actor> actors, CancellationToken token)
    {
        var unfinished = AtomicFile.Beside(path);
        var isWhole = false;
        try
        {
            await ErrorTranslator.TranslateFileErrorsAsync(path, async () =>
            {
                var file = new StreamWriter(AtomicFile.CreatePrivate(unfinished)) { NewLine = "\n" };
                await using (file.ConfigureAwait(false))
                    foreach (var actor in BodiesFirst(actors))
                    {
                        token.ThrowIfCancellationRequested();
                        var request = new CreateActorRequest { ActorId = ResourceNames.IdOf(actor.Name), Actor = actor };
                        await file.WriteLineAsync(OutputOnlyFields.Json(new StatementItem { Actor = request })).ConfigureAwait(false);
                    }
                File.Move(unfinished, path, overwrite: true);
            }).ConfigureAwait(false);
            isWhole = true;
        }
        finally
        {
            if (!isWhole) File.Delete(unfinished);
        }
    }

    private static List<Diplomacy.V1.Actor> BodiesFirst(IReadOnlyList<Diplomacy.V1.Actor> actors)
    {
        var (byName, ordered, seen) = (actors.ToDictionary(actor => actor.Name, StringComparer.Ordinal), new List<Diplomacy.V1.Actor>(),
            new HashSet<string>(StringComparer.Ordinal));
        var waiting = new Stack<(Diplomacy.V1.Actor Actor, bool IsReady)>(actors.Reverse().Select(actor => (actor, false)));
        while (waiting.TryPop(out var next))
        {
            if (next.IsReady) ordered.Add(next.Actor);
            else if (seen.Add(next.Actor.Name))
            {
                waiting.Push((next.Actor, true));
                foreach (var name in next.Actor.Affiliations.Select(office => office.Body).Append(next.Actor.ReplacedBy))
                    if (byName.TryGetValue(name, out var body) && !seen.Contains(name)) waiting.Push((body, false));
            }
        }
        return ordered;
    }
}
