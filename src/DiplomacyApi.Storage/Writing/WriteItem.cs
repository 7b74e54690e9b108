using System.Security.Cryptography;
using System.Text;
using DiplomacyApi.Domain.Recording;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Decides one entry of a request.</summary>
internal delegate IMessage Step(Loaded loaded, Stamp stamp);

/// <summary>What waits for the writer.</summary>
internal abstract class QueueItem
{
    public abstract void Fail(Exception exception);
}

/// <summary>A request that waits for its commit.</summary>
internal sealed class WriteItem(IMessage request, EntryKind kind, string recorder, string requestId, bool validateOnly, IReadOnlyList<Step> steps, CancellationToken caller)
    : QueueItem
{
    private readonly TaskCompletionSource<Written> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EntryKind Kind => kind;
    public string Recorder => recorder;
    public string RequestId => requestId;
    public bool ValidateOnly => validateOnly;
    public bool IsBatch => request is Diplomacy.V1.BatchRecordStatementsRequest;

    /// <summary>One for each entry that it makes.</summary>
    public IReadOnlyList<Step> Steps => steps;

    public Task<Written> Done => _done.Task;

    /// <summary>Every name that the request mentions.</summary>
    public IReadOnlyCollection<string> Needs { get; } = RequestNeeds.Of(request);

    /// <summary>Tells a repeat of the request from another one with its id.</summary>
    public byte[] RequestHash { get; } = requestId.Length == 0 ? [] : HashOf(request);

    /// <summary>The caller went away before it was taken up, so it need not be recorded.</summary>
    public bool IsAbandoned => caller.IsCancellationRequested && _done.TrySetCanceled(caller);

    public void Complete(Written written) => _done.TrySetResult(written);

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    private static byte[] HashOf(IMessage request)
    {
        var bytes = request.ToByteArray();
        if (request.Descriptor.FindFieldByName("validate_only") is { } field)
        {
            var recorded = request.Descriptor.Parser.ParseFrom(bytes);
            field.Accessor.Clear(recorded);
            bytes = recorded.ToByteArray();
        }
        return SHA256.HashData([.. Encoding.UTF8.GetBytes(request.Descriptor.FullName), .. bytes]);
    }
}

/// <summary>Work on the whole database that must not meet a write.</summary>
internal sealed class MaintenanceItem(Action work) : QueueItem
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public void Run()
    {
        work();
        _done.TrySetResult();
    }

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}

/// <summary>The answer to a request: its entries, and the revision of the last.</summary>
internal sealed record Written(IReadOnlyList<Entry> Entries, long Revision, bool Replayed);
