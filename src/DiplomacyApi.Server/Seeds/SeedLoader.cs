using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Storage;
using Google.Protobuf;
using PartialDate = DiplomacyApi.Domain.Dates.PartialDate;

namespace DiplomacyApi.Server.Seeds;

/// <summary>Seeds that cannot be loaded, with the file and line.</summary>
public sealed class SeedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Loads sets of data files through the same checks as users' writes: a folder for each set, with actors.jsonl, negotiations.jsonl and
/// statements.jsonl, a request of the contract in JSON on each line. Loading twice changes nothing.
/// </summary>
public static class SeedLoader
{
    /// <summary>Who recorded what is seeded.</summary>
    public const string Recorder = "seed";

    private static readonly JsonParser Json = new(JsonParser.Settings.Default);

    /// <summary>Loads all sets below a folder, actors of all sets first, and tells how many entries were new.</summary>
    public static async Task<int> LoadAsync(Journal journal, string folder, CancellationToken cancellationToken)
    {
        var before = journal.Head.Revision;
        var sets = Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).ToList();
        foreach (var set in sets)
            await EachAsync<CreateActorRequest>(set, "actors.jsonl", (request, ct) =>
                journal.Writer.CreateActorAsync(Guarded(request, request.ActorId, id => request.RequestId = id), Recorder, ct), cancellationToken);
        foreach (var set in sets)
        {
            await EachAsync<CreateNegotiationRequest>(set, "negotiations.jsonl", (request, ct) =>
                journal.Writer.CreateNegotiationAsync(Guarded(request, request.NegotiationId, id => request.RequestId = id), Recorder, ct), cancellationToken);
            await EachAsync<RecordStatementRequest>(set, "statements.jsonl", (request, ct) =>
                journal.Writer.RecordStatementAsync(Guarded(request, request.StatementId, id => request.RequestId = id), Recorder, ct), cancellationToken);
        }
        return (int)(journal.Head.Revision - before);
    }

    /// <summary>The day on which the last statement of all sets was said; empty where there is none.</summary>
    public static string LastSaid(string folder) => Directory.EnumerateFiles(folder, "statements.jsonl", SearchOption.AllDirectories)
        .SelectMany(File.ReadLines).Where(IsRequest)
        .Select(line => PartialDate.Parse(Json.Parse<RecordStatementRequest>(line).Statement.Said.Text).Earliest)
        .DefaultIfEmpty().Max() is var last && last > DateTimeOffset.MinValue ? last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "";

    private static bool IsRequest(string line) => !string.IsNullOrWhiteSpace(line) && !line.StartsWith('#');

    /// <summary>The request with a request id of its own id, so that a second load repeats it and records nothing.</summary>
    private static T Guarded<T>(T request, string id, Action<string> set) where T : IMessage
    {
        if (id.Length == 0) throw new SeedException("a seed needs an id of its own, so that loading it twice changes nothing");
        set(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{request.Descriptor.Name} {id}")))[..32]);
        return request;
    }

    private static async Task EachAsync<T>(string set, string file, Func<T, CancellationToken, Task> record, CancellationToken cancellationToken)
        where T : IMessage, new()
    {
        var path = Path.Combine(set, file);
        if (!File.Exists(path)) return;
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            number++;
            if (!IsRequest(line)) continue;
            try
            {
                var request = Json.Parse<T>(line);
                if (RequestShape.Check(request) is { Count: > 0 } violations) throw new RefusedException(violations);
                await record(request, cancellationToken);
            }
            catch (Exception problem) when (problem is InvalidProtocolBufferException or InvalidJsonException or RefusedException or SeedException)
            {
                throw new SeedException($"{path}, line {number}: {problem.Message}", problem);
            }
        }
    }
}
