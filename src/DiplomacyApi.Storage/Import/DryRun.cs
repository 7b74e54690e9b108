using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Journal;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Domain.Validation;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Import;

/// <summary>
/// An import that is decided on the log as it is, and kept in memory only. It lasts as long as its caller likes, and so has a connection
/// of its own, apart from those that reads share.
/// </summary>
public sealed class DryRun : IDisposable
{
    private readonly Reader _reader;
    private readonly Head _head;
    private readonly TimeProvider _time;
    private readonly DecisionRows _rows;
    private readonly StatementLoader _loader;
    private readonly DecisionContext _loaded = new();
    private long _items;
    private long _bytes;

    internal DryRun(Reader reader, Head head, TimeProvider time)
    {
        (_reader, _head, _time) = (reader, head, time);
        _rows = new DecisionRows(() => reader.Connection, reader.Prepared);
        _loader = new StatementLoader(_rows.Statements, head.Revision);
    }

    /// <summary>What would become of the rows, each by itself.</summary>
    public IReadOnlyList<ImportOutcome> TakeEach(IReadOnlyList<ImportRow> rows, string recorder, CancellationToken ct)
    {
        Load(rows, ct);
        return [.. rows.Select(row => One(row, recorder))];
    }

    /// <summary>What would become of the rows together: where one fails, those after them do not see any of them.</summary>
    public IReadOnlyList<ImportOutcome> TakeTogether(IReadOnlyList<ImportRow> rows, bool hasFailed, string recorder, CancellationToken ct)
    {
        Load(rows, ct);
        var outcomes = rows.Select(row => One(row, recorder)).ToList();
        if (hasFailed || outcomes.Exists(outcome => outcome.Refusal is not null)) _loaded.Rollback();
        return outcomes;
    }

    private void Load(IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        _bytes += rows.Sum(row => (long)row.Request.CalculateSize());
        if (_items + rows.Count > Limits.DryRunItemsMax || _bytes > Limits.DryRunBytesMax)
            throw new RefusedException([new FieldViolation("batch", ErrorReason.TooLarge,
                $"A dry run takes at most {NumberText.Of(Limits.DryRunItemsMax)} items and {Limits.DryRunBytesMax >> 20} MiB; try a part of them.")]);
        var needs = rows.SelectMany(row => ReferencedNames.Of(row.Request)).ToHashSet(StringComparer.Ordinal);
        Loading.LoadInto(_loaded, _rows, _loader, needs, ct);
        _loaded.Checkpoint();
    }

    /// <summary>Closes its connection; nothing of it is kept.</summary>
    public void Dispose() => _reader.Dispose();

    private ImportOutcome One(ImportRow row, string recorder)
    {
        try
        {
            var now = _time.GetUtcNow();
            var stamp = new EntryStamp(_head.Revision + ++_items, now, now, recorder, GivenId.New());
            return new ImportOutcome(null, row.Step.Decide(_loaded, stamp) is null);
        }
        catch (RefusedException refusal)
        {
            return new ImportOutcome(refusal, false);
        }
    }
}
