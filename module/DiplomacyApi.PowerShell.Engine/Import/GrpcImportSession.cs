using System.Management.Automation;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Calls;
using Google.Protobuf;

namespace DiplomacyApi.PowerShell.Engine.Import;

/// <summary>An import: rows are composed, sent in batches bounded by bytes, and their outcomes reported by row.</summary>
internal abstract class GrpcImportSession<TItem>(DiplomacyClient client, ImportSettings settings) : ImportSession
    where TItem : IMessage<TItem>
{
    private const int BatchBytesMax = 4 << 20;
    private const int BatchItemsMax = 1_000;

    private readonly Dictionary<string, string> _known = new(settings.ActorMap, StringComparer.OrdinalIgnoreCase);
    private ActorResolver? _names;
    private BatchSender<TItem>? _stream;

    protected ActorResolver Names => _names ??= new ActorResolver(client, _known);

    public override IReadOnlyList<UnresolvedName> Unresolved => Names.Unresolved;

    public override Task<ImportOutcome> SendAsync(
        IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        foreach (var (name, actor) in Brought(rows)) _known.TryAdd(name, actor);
        var (problems, items) = (new List<ImportProblem>(), new List<(ImportRow Row, TItem Item)>());
        foreach (var row in rows)
        {
            try
            {
                items.Add((row, await ItemAsync(row, cancellationToken).ConfigureAwait(false)));
            }
            catch (DiplomacyApiException problem) when (!problem.IsAboutTheConnection)
            {
                problems.Add(new ImportProblem(row, problem, problem.Reason is "UnknownActor" or "AmbiguousActor")
                {
                    IsUnread = row.Json is not null,
                });
            }
            catch (DiplomacyException refused) when (refused.Status == Grpc.Core.StatusCode.InvalidArgument)
            {
                problems.Add(new ImportProblem(row, ErrorTranslator.ToError(refused), IsUnresolved: false)
                {
                    IsUnread = row.Json is not null,
                });
            }
        }
        var (sent, steps) = await StepsAsync(items, problems, cancellationToken).ConfigureAwait(false);
        // Of rows that are recorded together, one that is wrong keeps all of them out.
        if (settings.IsAtomic && problems.Count > 0 && !settings.IsDryRun) return Spoiled(rows, problems);
        var outcome = new ImportOutcome(0, 0, problems, 0);
        foreach (var batch in Batches(sent)) outcome = await SendBatchAsync(batch, outcome, cancellationToken).ConfigureAwait(false);
        return steps is null ? outcome : Counted(steps, outcome);
    });

    public override void Dispose() => Interlocked.Exchange(ref _stream, null)?.Dispose();

    /// <summary>The actors that the rows themselves bring, by their names and ids.</summary>
    protected virtual IEnumerable<(string Name, string Actor)> Brought(IReadOnlyList<ImportRow> rows) => [];

    /// <summary>
    /// What to send, and, of an update, what it does with each row; null where rows are recorded or skipped as the server finds them.
    /// </summary>
    protected virtual Task<(List<(ImportRow Row, TItem Item)> Sent, IReadOnlyList<PlannedRow>? Steps)> StepsAsync(
        List<(ImportRow Row, TItem Item)> items, List<ImportProblem> problems, CancellationToken token) =>
        Task.FromResult<(List<(ImportRow Row, TItem Item)>, IReadOnlyList<PlannedRow>?)>((items, null));

    /// <summary>The message that a row makes.</summary>
    protected abstract Task<TItem> ItemAsync(ImportRow row, CancellationToken token);

    /// <summary>The client's import of such messages.</summary>
    protected abstract IAsyncEnumerable<Diplomacy.V1.ImportAcknowledgement> Import(
        IAsyncEnumerable<IReadOnlyList<TItem>> batches, ImportOptions options, CancellationToken token);

    /// <summary>The message of a line of JSON; null where it is another one.</summary>
    protected static T Parsed<T>(string json) where T : IMessage<T>, new()
    {
        try
        {
            return JsonParser.Default.Parse<T>(json);
        }
        catch (Exception problem)
            when (problem is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException)
        {
            throw new DiplomacyApiException($"It is not a valid {new T().Descriptor.Name}: {problem.Message}", "InvalidRow",
                ErrorCategory.InvalidData);
        }
    }

    private async Task<Diplomacy.V1.ImportAcknowledgement> AcknowledgedAsync(IReadOnlyList<TItem> items, CancellationToken token)
    {
        var options = new ImportOptions
        {
            Mode = settings.IsAtomic ? Diplomacy.V1.ImportMode.Batch : Diplomacy.V1.ImportMode.Item,
            DryRun = settings.IsDryRun,
        };
        _stream ??= new BatchSender<TItem>((batches, ended) => Import(batches, options, ended), client.Options.Timeout);
        try
        {
            return await _stream.SendAsync(items, token).ConfigureAwait(false);
        }
        catch
        {
            // The next rows open a new stream.
            Dispose();
            throw;
        }
    }

    /// <summary>An update counts rows, whatever messages each of them needed.</summary>
    private static ImportOutcome Counted(IReadOnlyList<PlannedRow> steps, ImportOutcome sent)
    {
        var failed = sent.Problems.Select(problem => problem.Row).ToHashSet<ImportRow>(ReferenceEqualityComparer.Instance);
        var done = steps.Where(step => !failed.Contains(step.Row)).ToList();
        var corrected = done.Count(step => step.Change?.Change == ImportChangeKind.Changed);
        var same = done.Count(step => step.Change?.Change == ImportChangeKind.Same);
        // What is neither was recorded, or was there: actors, say, and what was sent again after a cut.
        var there = Math.Min(sent.Skipped, done.Count - corrected - same);
        return sent with
        {
            Recorded = done.Count - corrected - same - there,
            Corrected = corrected,
            Skipped = same + there,
            Problems = [.. sent.Problems.DistinctBy(problem => problem.Row, ReferenceEqualityComparer.Instance)],
            Changes = [.. done.Select(step => step.Change).OfType<ImportChange>()],
        };
    }

    protected async Task<ImportOutcome> SendBatchAsync(
        List<(ImportRow Row, TItem Item)> batch, ImportOutcome before, CancellationToken token)
    {
        var acknowledged = await AcknowledgedAsync([.. batch.Select(row => row.Item)], token).ConfigureAwait(false);
        var problems = before.Problems.ToList();
        foreach (var problem in acknowledged.Problems)
        {
            var row = batch[problem.Index].Row;
            var isUnresolved = problem.Reason == ErrorReason.UnknownActor;
            if (isUnresolved && problem.Metadata.TryGetValue("actor", out var actor))
                await Names.NoteAsync(actor, row.Source, token).ConfigureAwait(false);
            problems.Add(new ImportProblem(row, ErrorTranslator.ToError(problem), isUnresolved));
        }
        if (settings.IsAtomic && acknowledged.Failed > 0)
            return new ImportOutcome(0, 0, Spoiled([.. batch.Select(row => row.Row)], problems).Problems,
                acknowledged.LogPosition.Revision);
        return new ImportOutcome(before.Recorded + acknowledged.Recorded, before.Skipped + acknowledged.Skipped, problems,
            acknowledged.LogPosition.Revision);
    }

    private static ImportOutcome Spoiled(IReadOnlyList<ImportRow> rows, List<ImportProblem> problems)
    {
        var others = rows.Except(problems.Select(problem => problem.Row)).Select(row => new ImportProblem(
            row,
            new DiplomacyApiException("It is valid but was not recorded: another row is wrong, and -Mode Atomic records all or none.",
                "NotRecorded", ErrorCategory.InvalidData),
            IsUnresolved: false));
        return new ImportOutcome(0, 0, [.. problems, .. others], 0);
    }

    protected IEnumerable<List<(ImportRow Row, TItem Item)>> Batches(List<(ImportRow Row, TItem Item)> items)
    {
        if (settings.IsAtomic)
        {
            if (items.Count > 0) yield return items;
            yield break;
        }
        var (batch, bytes) = (new List<(ImportRow, TItem)>(), 0);
        foreach (var item in items)
        {
            if (bytes > BatchBytesMax || batch.Count >= BatchItemsMax)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }
            batch.Add(item);
            bytes += item.Item.CalculateSize();
        }
        if (batch.Count > 0) yield return batch;
    }
}
