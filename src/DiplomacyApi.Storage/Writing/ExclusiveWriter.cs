using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Monitoring;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Does, between the groups, what must not meet a write: what rewrites the log's words, and work on the whole database.</summary>
internal sealed class ExclusiveWriter(
    IWriteStore store, RecordClock clock, Action checkOpen, Action onRewritten, WriterFault fault, ILogger logger,
    CancellationToken deciding)
{
    /// <summary>Writes in a transaction of its own.</summary>
    public void Write(ExclusiveItem item)
    {
        try
        {
            checkOpen();
            store.Run(
                (transaction, head) =>
                {
                    checkOpen();
                    return item.Write(transaction, head, clock.After(head).RecordTime, deciding);
                },
                onRewritten);
            item.Complete();
        }
        catch (Exception failed) when (fault.IsUnknown(failed))
        {
            fault.Set(failed);
            item.Fail(WriterRefusals.Unknown());
        }
        catch (OperationCanceledException) when (deciding.IsCancellationRequested)
        {
            item.Fail(WriterRefusals.Stopping());
        }
        catch (Exception failed)
        {
            if (failed is not RefusedException) StorageLog.RequestFailed(logger, failed);
            item.Fail(failed);
        }
    }

    /// <summary>Runs work that has transactions of its own; one that it left open is undone.</summary>
    public void Maintain(MaintenanceItem maintenance)
    {
        try
        {
            maintenance.Run();
        }
        catch (Exception failed)
        {
            Undo(maintenance, failed);
        }
    }

    private void Undo(MaintenanceItem maintenance, Exception failed)
    {
        var outcome = store.OutcomeOf(failed);
        try
        {
            store.Rollback();
        }
        catch (OutcomeUnknownException unknown)
        {
            outcome = unknown;
        }
        if (fault.IsUnknown(outcome)) fault.Set(outcome);
        else if (outcome is not RefusedException) StorageLog.RequestFailed(logger, outcome);
        maintenance.Fail(fault.IsUnknown(outcome) ? WriterRefusals.Unknown() : outcome);
    }
}
