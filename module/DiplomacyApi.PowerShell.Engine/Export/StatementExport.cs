using System.Runtime.CompilerServices;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Export;

/// <summary>
/// Writes statements to a file: as JSON Lines, as they were recorded and with what was corrected; as CSV, as they stand, without those that
/// were annulled or count as others. The file takes its name when it is whole.
/// </summary>
internal sealed class StatementExport(DiplomacyClient client)
{
    private const int BatchNames = 500;

    public async IAsyncEnumerable<long> WriteAsync(
        string path, ExportSettings settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = await ErrorTranslator.TranslateErrorsAsync(() => RequestAsync(settings, cancellationToken)).ConfigureAwait(false);
        // All passes see the same point of the log; and a server that is dead is found within the timeout, which streams do not have.
        if (request.At.KnownAtCase == ReadAt.KnownAtOneofCase.None)
            request.At.KnownAtRevision = await ErrorTranslator.TranslateErrorsAsync(() =>
                HeadAsync(cancellationToken)).ConfigureAwait(false);
        var extension = Path.GetExtension(path).ToUpperInvariant();
        var isTable = settings.Format == FileFormat.Csv || (settings.Format == FileFormat.Auto && extension is ".CSV" or ".TSV");
        var unfinished = AtomicFile.Beside(path);
        var file = await ErrorTranslator.TranslateFileErrorsAsync(path,
            () => Task.FromResult(new StreamWriter(AtomicFile.CreatePrivate(unfinished)) { NewLine = "\n" })).ConfigureAwait(false);
        var isWhole = false;
        try
        {
            await using (file.ConfigureAwait(false))
            {
                var counts = isTable
                    ? TableAsync(file, request, settings, extension is ".TSV" ? '\t' : ',', cancellationToken)
                    : LinesAsync(file, request, cancellationToken);
                var written = counts.GetAsyncEnumerator(cancellationToken);
                await using var ended = written.ConfigureAwait(false);
                while (await ErrorTranslator.TranslateFileErrorsAsync(path, async () =>
                        await written.MoveNextAsync().ConfigureAwait(false)).ConfigureAwait(false))
                    yield return written.Current;
                await ErrorTranslator.TranslateFileErrorsAsync(path, file.FlushAsync).ConfigureAwait(false);
            }
            await ErrorTranslator.TranslateFileErrorsAsync(path, () =>
            {
                File.Move(unfinished, path, overwrite: true);
                return Task.CompletedTask;
            }).ConfigureAwait(false);
            isWhole = true;
        }
        finally
        {
            if (!isWhole) File.Delete(unfinished);
        }
    }

    private async Task<ExportStatementsRequest> RequestAsync(ExportSettings settings, CancellationToken token) => new()
    {
        At = settings.Clocks.ToReadAt(),
        IncludeNamed = settings.IncludeNamed,
        Filter = new StatementFilter
        {
            Negotiation = settings.Negotiation is null ? "" : ResourceNames.Parse("negotiations", settings.Negotiation),
            Speaker = await new ActorResolver(client).ResolveOptionalAsync(settings.Speaker, token).ConfigureAwait(false),
            Subject = settings.Subject is null ? "" : ResourceNames.Parse("demands", settings.Subject),
            Said = settings.Said ?? "",
        },
    };

    private async IAsyncEnumerable<long> LinesAsync(
        StreamWriter file, ExportStatementsRequest request, [EnumeratorCancellation] CancellationToken token)
    {
        var count = 0L;
        await foreach (var item in ItemsAsync(request, token).ConfigureAwait(false))
        {
            await file.WriteLineAsync(OutputOnlyFields.Json(item)).ConfigureAwait(false);
            if (++count % BatchNames == 0) yield return count;
        }
        yield return count;
    }

    private async IAsyncEnumerable<long> TableAsync(StreamWriter file, ExportStatementsRequest request, ExportSettings settings,
        char separator, [EnumeratorCancellation] CancellationToken token)
    {
        request.IncludeNamed = false;
        // Which acts there are, and what was annulled, is known at the end only: the columns stand in the first line.
        var (acts, annulling, order) =
            (new SortedSet<Diplomacy.V1.ActKind>(), new HashSet<string>(StringComparer.Ordinal), new DependencyOrder());
        await foreach (var item in ItemsAsync(request, token).ConfigureAwait(false))
        {
            if (item.Statement is not null) acts.Add(item.Statement.Statement.ActKind);
            else if (item.Correction?.Correction is { Replacement: { } replacement })
            {
                acts.Add(replacement.ActKind);
                order.NoteReplacement(replacement);
            }
            else if (item.Correction is not null) annulling.Add($"corrections/{item.Correction.CorrectionId}");
        }
        var table = new CsvTableWriter(file,
            acts.Select(act => act.ToString()).ToDictionary(act => act, act => settings.Columns[act], StringComparer.Ordinal), separator);
        await using var ended = table.ConfigureAwait(false);
        await table.WriteHeaderAsync().ConfigureAwait(false);

        var (count, names) = (0L, new List<string>());
        await foreach (var item in ItemsAsync(request, token).ConfigureAwait(false))
        {
            if (item.Statement is not null) names.Add($"statements/{item.Statement.StatementId}");
            if (names.Count < BatchNames) continue;
            yield return count += await WriteAsync(table, names, annulling, order, request.At, token).ConfigureAwait(false);
            names.Clear();
        }
        if (names.Count > 0) count += await WriteAsync(table, names, annulling, order, request.At, token).ConfigureAwait(false);
        foreach (var statement in order.Rest()) await table.WriteAsync(statement).ConfigureAwait(false);
        yield return count;
    }

    private Task<int> WriteAsync(CsvTableWriter table, IReadOnlyList<string> names, HashSet<string> annulling, DependencyOrder order,
        ReadAt at, CancellationToken token) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        var got = await client.Statements.BatchGetStatementsAsync(
            new BatchGetStatementsRequest { Names = { names }, At = at }, cancellationToken: token).ConfigureAwait(false);
        var standing = got.Statements.Where(statement => !annulling.Contains(statement.CorrectedBy)).ToList();
        foreach (var statement in standing.SelectMany(order.Take)) await table.WriteAsync(statement).ConfigureAwait(false);
        return standing.Count;
    });

    private async Task<long> HeadAsync(CancellationToken token) =>
        (await client.Journal.GetJournalAsync(new GetJournalRequest(),
            cancellationToken: token).ConfigureAwait(false)).LogPosition.Revision;

    private async IAsyncEnumerable<StatementItem> ItemsAsync(
        ExportStatementsRequest request, [EnumeratorCancellation] CancellationToken token)
    {
        var items = client.ExportStatementsAsync(request, token).GetAsyncEnumerator(token);
        await using var ended = items.ConfigureAwait(false);
        while (await ErrorTranslator.TranslateErrorsAsync(async () =>
                await items.MoveNextAsync().ConfigureAwait(false)).ConfigureAwait(false))
            yield return items.Current;
    }
}
