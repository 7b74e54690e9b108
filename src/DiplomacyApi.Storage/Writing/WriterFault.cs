using DiplomacyApi.Storage.Monitoring;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Writing;

/// <summary>What ends the writing of this process: that the outcome of a commit is not known.</summary>
internal sealed class WriterFault(IWriteStore store, ILogger logger)
{
    private readonly TaskCompletionSource _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends only by a fault.</summary>
    public Task Fatal => _fatal.Task;

    /// <summary>Whether nothing more may be written.</summary>
    public bool IsSet => Fatal.IsFaulted;

    /// <summary>Ends the writing: what is on the disk is not known, or not to be relied on any more.</summary>
    public void Set(Exception fault)
    {
        _fatal.TrySetException(fault);
        StorageLog.OutcomeUnknown(logger, fault is OutcomeUnknownException ? fault.InnerException! : fault);
    }

    /// <summary>Whether it leaves open what is on the disk, or whether this process can go on at all.</summary>
    public bool IsUnknown(Exception fault) => fault is OutOfMemoryException || store.OutcomeOf(fault) is OutcomeUnknownException;
}
