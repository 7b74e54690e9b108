using System.Runtime.CompilerServices;
using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>
/// Writes statements to a file: as JSON Lines, as they were recorded and with what was mended; as CSV, as they stand, without those that
/// were annulled or count as others. The file takes its name when it is whole.
/// </summary>
internal sealed class Exporting(DiplomacyClient client, ActorDirectory actors)
{
    private const int BatchNames = 500;

    public async IAsyncEnumerable<long> WriteAsync(string path, ExportSettings settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = await Failures.Told(() => RequestAsync(settings, cancellationToken)).ConfigureAwait(false);
        var unfinished = $"{path}.part";
        var isTable = settings.Format == FileFormat.Csv || (settings.Format == FileFormat.Auto && Path.GetExtension(path).ToUpperInvariant() is ".CSV" or ".TSV");
        var isWhole = false;
        try
        {
            var file = Created(unfinished);
            await using (file.ConfigureAwait(false))
            {
                var counts = isTable ? TableAsync(file, request, settings, Path.GetExtension(path).ToUpperInvariant() is ".TSV" ? '\t' : ',', cancellationToken) : LinesAsync(file, request, cancellationToken);
                await foreach (var count in counts.ConfigureAwait(false)) yield return count;
            }
            File.Move(unfinished, path, overwrite: true);
            isWhole = true;
        }
        finally
        {
            if (!isWhole) File.Delete(unfinished);
        }
    }

    private static StreamWriter Created(string path)
    {
        try
        {
            return new StreamWriter(path) { NewLine = "\n" };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DiplomacyApiException($"'{path}' cannot be written: {problem.Message}", "FileNotWritable", System.Management.Automation.ErrorCategory.WriteError);
        }
    }

    private async Task<ExportStatementsRequest> RequestAsync(ExportSettings settings, CancellationToken token) => new()
    {
        At = settings.Clocks.ToReadAt(),
        IncludeNamed = settings.IncludeNamed,
        Filter = new StatementFilter
        {
            Negotiation = settings.Negotiation is null ? "" : Ids.Name("negotiations", settings.Negotiation),
            Speaker = await actors.ResolveOptionalAsync(settings.Speaker, token).ConfigureAwait(false) ?? "",
            Subject = settings.Subject is null ? "" : Ids.Name("demands", settings.Subject),
            Said = settings.Said ?? "",
        },
    };

    private async IAsyncEnumerable<long> LinesAsync(StreamWriter file, ExportStatementsRequest request, [EnumeratorCancellation] CancellationToken token)
    {
        var count = 0L;
        await foreach (var answer in PartsAsync(request, token).ConfigureAwait(false))
        {
            foreach (var item in answer.Items) await file.WriteLineAsync(AsSent.Json(item)).ConfigureAwait(false);
            yield return count += answer.Items.Count;
        }
    }

    private async IAsyncEnumerable<long> TableAsync(StreamWriter file, ExportStatementsRequest request, ExportSettings settings, char separator, [EnumeratorCancellation] CancellationToken token)
    {
        request.IncludeNamed = false;
        // Which acts there are, and what was annulled, is known at the end only: the columns stand in the first line.
        var (acts, annulling) = (new SortedSet<Diplomacy.V1.ActKind>(), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var answer in PartsAsync(request, token).ConfigureAwait(false))
        {
            request.At = new ReadAt { KnownAtRevision = answer.LogPosition.Revision };
            foreach (var item in answer.Items)
            {
                if (item.Statement is not null) acts.Add(item.Statement.Statement.ActKind);
                else if (item.Correction?.Correction is { Replacement: { } replacement }) acts.Add(replacement.ActKind);
                else if (item.Correction is not null) annulling.Add($"corrections/{item.Correction.CorrectionId}");
            }
        }
        var table = new TableWriter(file, acts.Select(act => act.ToString()).ToDictionary(act => act, act => settings.Columns[act], StringComparer.Ordinal), separator);
        await using var ended = table.ConfigureAwait(false);
        await table.WriteHeaderAsync().ConfigureAwait(false);

        var (count, names) = (0L, new List<string>());
        await foreach (var answer in PartsAsync(request, token).ConfigureAwait(false))
        {
            names.AddRange(answer.Items.Where(item => item.Statement is not null).Select(item => $"statements/{item.Statement.StatementId}"));
            while (names.Count > 0 && (names.Count >= BatchNames || answer.Complete))
            {
                var taken = names.Take(BatchNames).ToList();
                names.RemoveRange(0, taken.Count);
                var got = await Failures.Told(async () => await client.Statements.BatchGetStatementsAsync(new BatchGetStatementsRequest { Names = { taken }, At = request.At }, cancellationToken: token).ConfigureAwait(false)).ConfigureAwait(false);
                foreach (var statement in got.Statements.Where(statement => !annulling.Contains(statement.CorrectedBy)))
                {
                    await table.WriteAsync(statement).ConfigureAwait(false);
                    count++;
                }
                yield return count;
            }
        }
    }

    private async IAsyncEnumerable<ExportStatementsResponse> PartsAsync(ExportStatementsRequest request, [EnumeratorCancellation] CancellationToken token)
    {
        using var call = client.Statements.ExportStatements(request.Clone(), cancellationToken: token);
        var isComplete = false;
        while (await Failures.Told(() => MoveNextAsync(call.ResponseStream, token)).ConfigureAwait(false))
        {
            isComplete = call.ResponseStream.Current.Complete;
            yield return call.ResponseStream.Current;
        }
        if (!isComplete) throw new DiplomacyApiException("The server ended the export before it was whole; export again.", "Unreachable", System.Management.Automation.ErrorCategory.ConnectionError);
    }

    private static async Task<bool> MoveNextAsync(IAsyncStreamReader<ExportStatementsResponse> stream, CancellationToken token)
    {
        try
        {
            return await stream.MoveNext(token).ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            throw DiplomacyException.From(failure);
        }
    }
}
