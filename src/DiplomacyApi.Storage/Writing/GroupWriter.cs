using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Watermarks;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// Decides a group of requests and commits it in one transaction, and only then answers them. What it looked up and folded is kept for the
/// next group.
/// </summary>
internal sealed class GroupWriter(
    IWriteStore store, Watermark<Head> head, RecordClock clock, Action checkOpen, WriterFault fault, Action<List<WriteItem>, int> putBack,
    TimeProvider time, ILogger logger, CancellationToken deciding)
{
    private Workspace? _workspace;
    private volatile int _kept;

    /// <summary>How much it keeps in memory from one group to the next.</summary>
    public int Kept => _kept;

    /// <summary>Something else writes: what is kept may not be what is recorded.</summary>
    public void Forget() => _workspace = null;

    public void Write(List<WriteItem> items)
    {
        var isCommitted = false;
        try
        {
            checkOpen();
            var group = GroupAfter(head.Value);
            var (begun, started) = (time.GetUtcNow(), time.GetTimestamp());
            Answer(group, items);
            Head? made = null;
            if (items.Count > 0)
                made = store.Run((transaction, found) =>
                {
                    checkOpen();
                    if (found != group.Head)
                    {
                        // Another server has written meanwhile: what was kept may be behind, and a request may be a repeat of one recorded
                        // there.
                        group = GroupAfter(found);
                        Answer(group, items);
                    }
                    var last = found;
                    using var rows = transaction.CanWriteBesideReads && items.Sum(item => item.Entries) >= RowsBehind.EntriesMin
                        ? new RowsBehind(entry =>
                        {
                            last = transaction.Append(last, entry);
                            entry.ForgetProjections();
                        })
                        : null;
                    Decide(group, items, rows);
                    (begun, started) = (time.GetUtcNow(), time.GetTimestamp());
                    if (rows is not null) rows.Flush();
                    else last = group.Entries.Aggregate(last, transaction.Append);
                    return group.Entries.Count > 0 ? last : null;
                });
            isCommitted = made is not null;
            _workspace = group.Workspace;
            if (made is not null) _workspace.MoveTo(made);
            _kept = _workspace.Count;
            group.Complete();
            if (isCommitted) Telemetry.Committed(group.Entries.Count, begun, time.GetElapsedTime(started), logger);
        }
        catch (Exception failed) when (isCommitted || fault.IsUnknown(failed))
        {
            fault.Set(failed);
            foreach (var item in items) item.Fail(WriterRefusals.Unknown());
        }
        catch (OperationCanceledException) when (deciding.IsCancellationRequested)
        {
            foreach (var item in items) item.Fail(WriterRefusals.Stopping());
        }
        catch (Exception failed) when (store.OutcomeOf(failed) is RefusedException refused)
        {
            foreach (var item in items) item.Fail(refused.Copy());
        }
        catch (Exception failed)
        {
            WriteEach(items, failed);
        }
    }

    /// <summary>A group that is decided on a head, with what is kept from the last one where that was on the same.</summary>
    private Group GroupAfter(Head after)
    {
        var workspace = _workspace?.CanGoOnFrom(after) == true ? _workspace : new Workspace(store.Transaction, after);
        // Whatever is thrown from here on, it may hold what is not committed.
        _workspace = null;
        return new Group(store.Transaction, workspace, after, clock.After(after));
    }

    /// <summary>Answers those that need no transaction, and leaves the others.</summary>
    private void Answer(Group group, List<WriteItem> items)
    {
        group.LookUpIds(items, deciding);
        for (var index = 0; index < items.Count; index++)
        {
            if (group.IsFull) putBack(items, index);
            else if (!items[index].IsAbandoned) group.TryAnswer(items[index], deciding);
        }
        items.RemoveAll(item => item.Done.IsCompleted);
    }

    private void Decide(Group group, List<WriteItem> items, RowsBehind? rows)
    {
        group.Load(items, deciding);
        for (var (index, written) = (0, 0); index < items.Count; index++)
        {
            // The first comes in any case: those that only validate may have taken all the room.
            if (index > 0 && group.IsFull) putBack(items, index);
            // A caller that goes away later does not un-record what was decided.
            else if (!items[index].IsAbandoned) group.Decide(items[index], deciding);
            for (; rows is not null && written < group.Entries.Count; written++) rows.Add(group.Entries[written]);
        }
    }

    /// <summary>One request of a group is at fault; nothing was written, so that each can be taken alone.</summary>
    private void WriteEach(List<WriteItem> items, Exception failed)
    {
        try
        {
            store.CheckHead();
        }
        catch (Exception unknown)
        {
            fault.Set(unknown);
        }
        if (items.Count > 1) StorageLog.GroupFailed(logger, items.Count, failed);
        else StorageLog.RequestFailed(logger, failed);
        foreach (var item in items.ToList())
        {
            if (fault.IsSet) item.Fail(WriterRefusals.Unknown());
            else if (items.Count == 1) item.Fail(failed);
            else if (!item.Done.IsCompleted) Write([item]);
        }
    }
}
