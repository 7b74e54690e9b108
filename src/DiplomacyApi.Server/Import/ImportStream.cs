using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Validation;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Server.Throttling;
using DiplomacyApi.Storage.Import;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Server.Import;

/// <summary>One import: options once, then numbered batches, each acknowledged before the next is read.</summary>
internal sealed class ImportStream(Storage.JournalStore journal, string recorder, Quotas quotas) : IDisposable
{
    private readonly SortedDictionary<int, RefusedException> _failures = [];
    private ImportOptions? _options;
    private readonly List<IDisposable> _reservedBytes = [];
    private DryRun? _dryRun;
    private long _number;
    private long _failed;

    /// <summary>Reads what the caller sends until it has sent all, and acknowledges each batch.</summary>
    /// <param name="requests">The messages of the call.</param>
    /// <param name="optionsOf">The options in a message; null where it has none.</param>
    /// <param name="batchOf">The batch in a message; null where it has none.</param>
    /// <param name="acknowledge">Sends an acknowledgement.</param>
    /// <param name="tokens">When no batch may begin any more, and when one that was begun must be done.</param>
    public async Task RunAsync<TRequest>(
        IAsyncStreamReader<TRequest> requests, Func<TRequest, ImportOptions?> optionsOf, Func<TRequest, ImportedBatch?> batchOf,
        Func<ImportAcknowledgement, Task> acknowledge, StreamTokens tokens)
    {
        await foreach (var request in requests.ReadAllAsync(tokens.More))
        {
            if (batchOf(request) is not { } batch)
            {
                Begin(optionsOf(request));
                continue;
            }
            Expect(batch);
            await acknowledge(await ProcessAsync(batch.Message, batch.Items(), tokens.Finish));
            if (IsStopped) throw Stopped();
        }
    }

    public void Dispose()
    {
        _dryRun?.Dispose();
        foreach (var bytes in _reservedBytes) bytes.Dispose();
    }

    /// <summary>Whether more items failed than the options allow.</summary>
    private bool IsStopped => _options is { ErrorsMax: > 0 } && _failed > _options.ErrorsMax;

    /// <summary>Refuses what goes on after too many failed; what was acknowledged stays recorded.</summary>
    private RefusedException Stopped() => new(ErrorReason.ImportStopped,
        $"{_failed} items failed, more than errors_max allows ({_options!.ErrorsMax}); correct them and send the import again: items already recorded are skipped.");

    private void Begin(ImportOptions? options)
    {
        if (options is null) throw OutOfOrder("The message is empty; send the options or a batch.");
        if (_options is not null) throw OutOfOrder("Options must be sent once, before the first batch.");
        if (RequestValidator.Validate(options) is { Count: > 0 } violations) throw new RefusedException(violations);
        if (options.ErrorsMax < 0)
            throw new RefusedException(
                [new FieldViolation("options.errors_max", ErrorReason.InvalidValue, "It must be 0 (no limit) or more.")]);
        _options = options;
        if (options.DryRun) _dryRun = journal.Imports.Try();
    }

    /// <summary>Refuses a batch that comes out of order, is empty or too large, before any of its items is looked at.</summary>
    private void Expect(ImportedBatch batch)
    {
        if (_options is null) throw OutOfOrder("Options must come first, then batches.");
        if (batch.Number != _number + 1) throw OutOfOrder($"Batch {batch.Number} was sent where {_number + 1} comes next.");
        if (batch.Count is 0 or > Limits.ImportItemsMax)
            throw new RefusedException(
                [new FieldViolation("batch.items", ErrorReason.TooLarge,
                    $"A batch must have 1 to {NumberText.Of(Limits.ImportItemsMax)} items; this one has {NumberText.Of(batch.Count)}.")]);
        _number = batch.Number;
    }

    /// <summary>Records or tries the items of the batch that was expected.</summary>
    private async Task<ImportAcknowledgement> ProcessAsync(IMessage batch, IReadOnlyList<ImportedItem> items, CancellationToken ct)
    {
        _failures.Clear();

        var rows = new List<(int Index, ImportRow Row)>(items.Count);
        var outcomes = await RecordAsync(batch, WellFormed(), items.Count, ct);
        return Acknowledged(items, rows, outcomes);

        IEnumerable<ImportRow> WellFormed()
        {
            foreach (var item in items)
            {
                if (RequestValidator.Validate(item.Item) is { Count: > 0 } violations)
                {
                    _failures[item.Index] = new RefusedException(violations);
                    continue;
                }
                rows.Add((item.Index, item.Row()));
                yield return rows[^1].Row;
            }
        }
    }

    private async Task<IReadOnlyList<ImportOutcome>> RecordAsync(
        IMessage batch, IEnumerable<ImportRow> wellFormed, int count, CancellationToken ct)
    {
        var isWhole = _options!.Mode == ImportMode.Batch;
        // Each by itself is recorded while the shape of the next is looked at.
        if (_dryRun is null && !isWhole) return await journal.Imports.RecordEachAsync(wellFormed, recorder, ct);
        List<ImportRow> rows = [.. wellFormed];
        if (_dryRun is not null)
            _reservedBytes.Add(quotas.DryRunBytes.TryAcquire(recorder, batch.CalculateSize())
                ?? throw Refusals.Busy("Dry runs in progress use all the memory set aside for them; try again later, or try fewer items."));
        if (_dryRun is not null)
            return await Task.Run(
                () => isWhole ? _dryRun.TakeTogether(rows, rows.Count < count, recorder, ct) : _dryRun.TakeEach(rows, recorder, ct), ct);
        // Of a batch that is recorded as a whole, one malformed item is enough to keep all of it out.
        if (isWhole && rows.Count < count) return [.. rows.Select(_ => new ImportOutcome(null, false))];
        return await journal.Imports.RecordTogetherAsync(batch, rows, recorder, ct);
    }

    private ImportAcknowledgement Acknowledged(
        IReadOnlyList<ImportedItem> items, IReadOnlyList<(int Index, ImportRow Row)> rows, IReadOnlyList<ImportOutcome> outcomes)
    {
        foreach (var ((index, _), outcome) in rows.Zip(outcomes))
            if (outcome.Refusal is not null)
                _failures[index] = outcome.Refusal;
        var isRefused = _options!.Mode == ImportMode.Batch && _failures.Count > 0;
        var failed = isRefused ? items.Count : _failures.Count;
        var skipped = isRefused ? 0 : outcomes.Count(outcome => outcome.IsSkipped);
        _failed += failed;
        var sources = items.ToDictionary(item => item.Index, item => item.Source);
        return new ImportAcknowledgement
        {
            Number = _number,
            Failed = failed,
            Skipped = skipped,
            Recorded = items.Count - failed - skipped,
            Problems = { ImportProblems.Of(_failures, index => sources[index]) },
            LogPosition = journal.Head.ToPosition(),
        };
    }

    private static RefusedException OutOfOrder(string message) =>
        new(ErrorReason.ImportOutOfOrder, $"{message} Send the import again from its start; what is recorded is skipped.");
}
