using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Validation;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Import;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;

namespace DiplomacyApi.Server.Import;

/// <summary>Seeds that cannot be loaded, with the file and line.</summary>
public sealed class SeedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Loads sets of data files through the same checks as users' writes: a folder for each set, with actors.jsonl, negotiations.jsonl and
/// statements.jsonl, a request of the contract in JSON on each line. What is there already under its id stays as it is, whoever changed
/// it since, so that loading twice changes nothing.
/// </summary>
public static class SeedLoader
{
    /// <summary>Who recorded what is seeded.</summary>
    private const string Recorder = ReservedNames.Seed;

    private static readonly JsonParser Json = new(JsonParser.Settings.Default);

    /// <summary>
    /// Loads all sets below a folder, and returns how many seeds were new. Actors of all sets come first, each after the bodies it belongs
    /// to, then negotiations, then statements. A log that takes no writes is left as it is.
    /// </summary>
    public static async Task<int> LoadAsync(Storage.JournalStore journal, string folder, CancellationToken cancellationToken)
    {
        if (journal.State != LogState.Open) return 0;
        var sets = Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).ToList();
        var actors = sets.SelectMany(set =>
            Read<CreateActorRequest>(set, "actors.jsonl", request => new StatementItem { Actor = request }));
        List<Seed> seeds =
        [
            .. Domain.Actors.ActorOrder.BodiesFirst(actors, seed => seed.Name, seed => seed.Item.Actor.Actor),
            .. sets.SelectMany(set =>
                Read<CreateNegotiationRequest>(set, "negotiations.jsonl", request => new StatementItem { Negotiation = request })),
            .. sets.SelectMany(set =>
                Read<RecordStatementRequest>(set, "statements.jsonl", request => new StatementItem { Statement = request })),
        ];
        var fresh = Missing(journal.Queries, seeds, cancellationToken);
        if (fresh.Count == 0) return 0;

        foreach (var batch in fresh.Chunk(Limits.ImportItemsMax)) await RecordTogetherAsync(journal, batch, cancellationToken);
        return fresh.Count;
    }

    /// <summary>The day on which the last statement of all sets was said; empty where there is none.</summary>
    public static string LastSaid(string folder) => Directory.EnumerateFiles(folder, "statements.jsonl", SearchOption.AllDirectories)
        .SelectMany(File.ReadLines).Where(IsRequest)
        .Select(line => EdtfDate.Parse(Json.Parse<RecordStatementRequest>(line).Statement.Said.Text).Earliest)
        .DefaultIfEmpty().Max() is var last && last > DateTimeOffset.MinValue
            ? last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            : "";

    private static bool IsRequest(string line) => !string.IsNullOrWhiteSpace(line) && !line.StartsWith('#');

    private static async Task RecordTogetherAsync(
        Storage.JournalStore journal, IReadOnlyList<Seed> seeds, CancellationToken cancellationToken)
    {
        var outcomes = await journal.Imports.RecordTogetherAsync(
            new StatementBatch { Items = { seeds.Select(seed => seed.Item) } }, [.. seeds.Select(seed => ImportRow.Of(seed.Item))],
            Recorder, cancellationToken);
        foreach (var (seed, outcome) in seeds.Zip(outcomes))
            if (outcome.Refusal is { } refusal)
                throw new SeedException($"{seed.Place}: {refusal.Message}", refusal);
    }

    /// <summary>Those of which nothing is recorded under their name.</summary>
    private static List<Seed> Missing(Queries queries, List<Seed> seeds, CancellationToken cancellationToken)
    {
        var point = queries.Points.Of(null);
        var there = new HashSet<string>(StringComparer.Ordinal);
        var actors = seeds.Where(seed => seed.Item.Actor is not null).Select(seed => seed.Name).ToList();
        there.UnionWith(queries.Actors.Actors(actors, point, cancellationToken).OfType<Actor>().Select(actor => actor.Name));
        var statements = seeds.Where(seed => seed.Item.Statement is not null).Select(seed => seed.Name).ToList();
        foreach (var (name, bytes) in statements.Zip(queries.Statements.StatementsBytes(statements, point, cancellationToken)))
            if (bytes is not null)
                there.Add(name);
        return seeds.FindAll(seed => !there.Contains(seed.Name)
            && (seed.Item.Negotiation is null || queries.Negotiations.Negotiation(seed.Name, point, cancellationToken) is null));
    }

    private static IEnumerable<Seed> Read<T>(string set, string file, Func<T, StatementItem> itemOf)
        where T : IMessage, new()
    {
        var path = Path.Combine(set, file);
        if (!File.Exists(path)) yield break;
        foreach (var (index, line) in File.ReadLines(path).Index())
            if (IsRequest(line))
                yield return SeedOf($"{path}, line {index + 1}", line, itemOf);
    }

    private static Seed SeedOf<T>(string place, string line, Func<T, StatementItem> itemOf)
        where T : IMessage, new()
    {
        try
        {
            var request = Json.Parse<T>(line);
            if (RequestValidator.Validate(request) is { Count: > 0 } violations) throw new RefusedException(violations);
            var seed = new Seed(place, itemOf(request));
            return !seed.Name.EndsWith('/')
                ? seed
                : throw new SeedException($"{place}: a seed needs an id of its own, so that loading it twice changes nothing");
        }
        catch (Exception problem) when (problem is InvalidProtocolBufferException or InvalidJsonException or RefusedException)
        {
            throw new SeedException($"{place}: {problem.Message}", problem);
        }
    }

    /// <summary>One line of a file.</summary>
    private sealed record Seed(string Place, StatementItem Item)
    {
        public string Name { get; } = Item.ItemCase switch
        {
            StatementItem.ItemOneofCase.Actor => $"actors/{Item.Actor.ActorId}",
            StatementItem.ItemOneofCase.Negotiation => $"negotiations/{Item.Negotiation.NegotiationId}",
            _ => $"statements/{Item.Statement.StatementId}",
        };
    }
}
