using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Import;
using DiplomacyApi.Domain.Journal;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Writing;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Import;

/// <summary>One item of an import, well formed, and how it is decided.</summary>
public sealed class ImportRow
{
    private ImportRow(IMessage request, JournalEntryKind kind, Func<DecisionContext, EntryStamp, IMessage?> decide) =>
        (Request, Step) = (request, new Step(kind, request, decide));

    internal IMessage Request { get; }

    internal Step Step { get; }

    /// <summary>The row of one item of an import.</summary>
    public static ImportRow Of(StatementItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var kind = item.ItemCase switch
        {
            StatementItem.ItemOneofCase.Actor => JournalEntryKind.ActorCreated,
            StatementItem.ItemOneofCase.Negotiation => JournalEntryKind.Negotiation,
            StatementItem.ItemOneofCase.Statement => JournalEntryKind.Statement,
            StatementItem.ItemOneofCase.Correction => JournalEntryKind.Correction,
            _ => JournalEntryKind.ReportAttached,
        };
        var normal = item.Statement is null ? null : NormalStatement.Of(item.Statement.Statement);
        return new(item, kind, (loaded, stamp) => ImportDecisions.Decide(loaded, item, normal, stamp));
    }

    /// <summary>The row of an actor of an import.</summary>
    public static ImportRow Of(CreateActorRequest actor) =>
        new(actor, JournalEntryKind.ActorCreated, (loaded, stamp) => ImportDecisions.Decide(loaded, actor, stamp));
}

/// <summary>What became of an item: refused, or there already, or recorded.</summary>
public sealed record ImportOutcome(RefusedException? Refusal, bool IsSkipped);

/// <summary>Records what other systems hold.</summary>
public sealed class Imports
{
    private readonly Writer _writer;
    private readonly Func<Reader> _open;
    private readonly Func<Head> _head;
    private readonly TimeProvider _time;

    internal Imports(Writer writer, Func<Reader> open, Func<Head> head, TimeProvider time) =>
        (_writer, _open, _head, _time) = (writer, open, head, time);

    /// <summary>
    /// Each row by itself, in order. The first are decided and committed while the next are still asked for; how many wait at once is the
    /// queue's to say, so that an import leaves room for others.
    /// </summary>
    public async Task<IReadOnlyList<ImportOutcome>> RecordEachAsync(IEnumerable<ImportRow> rows, string recorder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var written = new List<Task<ImportOutcome>>();
        foreach (var row in rows)
            written.Add(OutcomeAsync(await _writer.ImportAsync(row.Request, [row.Step], recorder, ct).ConfigureAwait(false)));
        return await Task.WhenAll(written).WaitAsync(ct).ConfigureAwait(false);
    }

    /// <summary>
    /// All rows together, or none of them. Of a batch that is refused every row is, those that are not at fault because of the others.
    /// </summary>
    public async Task<IReadOnlyList<ImportOutcome>> RecordTogetherAsync(
        IMessage batch, IReadOnlyList<ImportRow> rows, string recorder, CancellationToken ct)
    {
        try
        {
            var there = new HashSet<int>();
            var steps = rows.Select((row, index) => row.Step with
            {
                Decide = (loaded, stamp) => Noting(row.Step.Decide(loaded, stamp), index),
            }).ToList();
            var written = await _writer.ImportAsync(batch, steps, recorder, ct).ConfigureAwait(false);
            await written.WaitAsync(ct).ConfigureAwait(false);
            return [.. rows.Select((_, index) => new ImportOutcome(null, there.Contains(index)))];

            IMessage? Noting(IMessage? message, int index)
            {
                if (message is null) there.Add(index);
                else there.Remove(index);
                return message;
            }
        }
        catch (StepsRefusedException refused)
        {
            return [.. rows.Select((_, index) => new ImportOutcome(refused.Refusals.GetValueOrDefault(index), false))];
        }
    }

    /// <summary>Decides rows without recording them, each as if those before it had been.</summary>
    public DryRun Try()
    {
        _writer.CheckOpen();
        return new DryRun(_open(), _head(), _time);
    }

    private static async Task<ImportOutcome> OutcomeAsync(Task<Written> written)
    {
        try
        {
            return new ImportOutcome(null, (await written.ConfigureAwait(false)).Entries.Count == 0);
        }
        catch (StepsRefusedException refused)
        {
            return new ImportOutcome(refused.Refusals[0], false);
        }
    }
}
