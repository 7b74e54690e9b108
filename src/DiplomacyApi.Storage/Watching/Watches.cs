using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Watermarks;

namespace DiplomacyApi.Storage.Watching;

/// <summary>What watches read: the entries after a place, and the dues that pass. A watch holds its place and nothing else.</summary>
public sealed class Watches
{
    private readonly Watermark<Head> _head;
    private readonly NewestItems<StatementEntry> _statements;
    private readonly NewestItems<WatchedChange> _changes;
    private readonly SharedReads<Watched<WatchedChange>> _passed;
    private long _entriesRead;

    internal Watches(Readers readers, Watermark<Head> head, DueClock dues)
    {
        _head = head;
        _statements = new(after => Counted(EntryReads.Statements(readers, head.Value, after)), Limits.WatchedBytesMax);
        _changes = new(after => Framed(EntryReads.Changes(readers, head.Value, after)), Limits.WatchedBytesMax);
        _passed = new(after => Framed(dues.PassedAfter(after)));
        Dues = dues;
    }

    /// <summary>How many entries about statements were read from the store, by all watches together.</summary>
    public long EntriesRead => Interlocked.Read(ref _entriesRead);

    /// <summary>The dues that pass while somebody watches.</summary>
    public DueClock Dues { get; }

    /// <summary>Forgets what was read before something was erased; it is read again.</summary>
    internal void Forget()
    {
        _statements.Forget();
        _changes.Forget();
        _passed.Forget();
    }

    /// <summary>The entries about statements after a revision, as far as one read goes. The head must be past it.</summary>
    public Task<Watched<StatementEntry>> StatementsAfterAsync(long revision, CancellationToken ct) =>
        _statements.AfterAsync(revision).WaitAsync(ct);

    /// <summary>The changes of status made by the entries after a revision, as far as one read goes. The head must be past it.</summary>
    public Task<Watched<WatchedChange>> ChangesAfterAsync(long revision, CancellationToken ct) =>
        _changes.AfterAsync(revision).WaitAsync(ct);

    /// <summary>The dues that passed after a time, given in ticks, up to when the clock has come. It must be past that time.</summary>
    public Task<Watched<WatchedChange>> PassedAfterAsync(long ticks, CancellationToken ct) => _passed.AfterAsync(ticks).WaitAsync(ct);

    /// <summary>Ends once the head is past a revision.</summary>
    public Task WaitUntilPastAsync(long revision) => _head.WaitUntilPastAsync(revision);

    /// <summary>Whether a change is meant: before it or after it.</summary>
    public static bool Matches(DemandFilter? filter, StatusChange change)
    {
        if (!change.Subject.StartsWith("demands/", StringComparison.Ordinal)) return false;
        if (filter is null) return true;
        var (was, now) = (StateBefore(change), change.State);
        return (filter.Debtor.Length == 0 || change.Debtor == filter.Debtor)
            && (filter.Creditor.Length == 0 || change.Creditors.Contains(filter.Creditor))
            && (filter.Negotiation.Length == 0 || change.Negotiation == filter.Negotiation)
            && (filter.Demands.Count == 0 || filter.Demands.Contains(change.Subject))
            && (filter.DueStates.Count == 0 || filter.DueStates.Contains(change.DueState))
            && ((!filter.Pending && !filter.Contested)
                || (filter.Pending && (SegmentFilter.Owed.Contains(was) || SegmentFilter.Owed.Contains(now)))
                || (filter.Contested && (was == ObligationState.Disputed || now == ObligationState.Disputed)));
    }

    private Watched<StatementEntry> Counted(Watched<StatementEntry> read)
    {
        Interlocked.Add(ref _entriesRead, read.Items.Count);
        return read;
    }

    private static Watched<WatchedChange> Framed(Watched<StatusChange> read) =>
        new([.. read.Items.Select(change => new WatchedChange(change))], read.Through);

    private static ObligationState StateBefore(StatusChange change) => change.What == StatusChangeKind.State
        ? change.Before?.State ?? default
        : change.State;
}
