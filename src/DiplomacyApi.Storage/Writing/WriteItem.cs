using System.Security.Cryptography;
using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Journal;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Domain.Validation;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Decides one entry of a request, from the part of it that asks for the entry; null where there is nothing to record.</summary>
internal sealed record Step(JournalEntryKind Kind, IMessage Request, Func<DecisionContext, EntryStamp, IMessage?> Decide)
{
    /// <summary>Every name that it mentions; found while it does not hold up the writer.</summary>
    public IReadOnlyCollection<string> Needs { get; } = ReferencedNames.Of(Request);
}

/// <summary>What waits for the writer.</summary>
internal abstract class QueueItem
{
    /// <summary>In whose turn it is taken.</summary>
    public abstract string Recorder { get; }

    /// <summary>Its place among all that came, as the queue gives it.</summary>
    public long Arrival { get; set; }

    /// <summary>How many entries it may make.</summary>
    public virtual int Entries => 1;

    public abstract void Fail(Exception exception);
}

/// <summary>A request that waits for its commit.</summary>
internal sealed class WriteItem(IMessage request, string recorder, CancellationToken caller) : QueueItem
{
    private readonly TaskCompletionSource<Written> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string Recorder => recorder;
    public override int Entries => Math.Max(1, Steps.Count);

    /// <summary>Empty: it has none.</summary>
    public string RequestId
    {
        get;
        init => (field, RequestHash) = (value, value.Length == 0 ? [] : RequestHashes.Of(request));
    } = "";

    /// <summary>Tells a repeat of the request from another one with its id; made while it does not hold up the writer.</summary>
    public byte[] RequestHash { get; private init; } = [];

    public bool ValidateOnly { get; init; }
    public IReadOnlyList<Expectation> Expectations { get; init; } = [];

    /// <summary>One for each entry that it may make.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>The field of the request that holds one element for each step; empty where the request is one step.</summary>
    public string StepsField { get; init; } = "";

    /// <summary>Whether every step is tried, to tell all that are refused (<see cref="StepsRefusedException"/>).</summary>
    public bool ReportsAllRefusals { get; init; }

    public Task<Written> Done => _done.Task;

    /// <summary>The actors that it affiliates and that others may speak for already.</summary>
    public IReadOnlyCollection<string> Affiliated { get; } = ReferencedNames.Affiliated(request);

    /// <summary>The caller went away before it was taken up, so it need not be recorded.</summary>
    public bool IsAbandoned => caller.IsCancellationRequested && _done.TrySetCanceled(caller);

    public void Complete(Written written) => _done.TrySetResult(written);

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}

/// <summary>Tells requests apart by their hash, whether they are tried or carried out, and whatever their answers are to tell.</summary>
internal static class RequestHashes
{
    private static readonly string[] Ignored = ["validate_only", "return_negotiation_changes"];

    public static byte[] Of(IMessage request)
    {
        var bytes = request.ToByteArray();
        if (Ignored.Select(request.Descriptor.FindFieldByName).OfType<FieldDescriptor>()
                .Where(field => field.Accessor.GetValue(request) is true).ToList() is { Count: > 0 } fields)
        {
            var recorded = request.Descriptor.Parser.ParseFrom(bytes);
            foreach (var field in fields) field.Accessor.Clear(recorded);
            bytes = recorded.ToByteArray();
        }
        return SHA256.HashData([.. Encoding.UTF8.GetBytes(request.Descriptor.FullName), .. bytes]);
    }
}

/// <summary>A request that rewrites what was recorded, and so has a transaction of its own.</summary>
internal sealed record ExclusiveRequest<T>(T Request, string Recorder)
    where T : IMessage
{
    public byte[] Hash { get; } = RequestHashes.Of(Request);
}

/// <summary>What writes in a transaction of its own, on the head at a record time, and tells the head it makes; null to undo it.</summary>
internal sealed class ExclusiveItem(string recorder, Func<WriteTransaction, Head, DateTimeOffset, CancellationToken, Head?> write)
    : QueueItem
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string Recorder => recorder;

    public Task Done => _done.Task;

    public Head? Write(WriteTransaction transaction, Head head, DateTimeOffset recordTime, CancellationToken ct) =>
        write(transaction, head, recordTime, ct);

    public void Complete() => _done.TrySetResult();

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}

/// <summary>Work on the whole database that must not meet a write.</summary>
internal sealed class MaintenanceItem(Action work) : QueueItem
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string Recorder => "";

    public Task Done => _done.Task;

    public void Run()
    {
        work();
        _done.TrySetResult();
    }

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}

/// <summary>The answer to a request: its entries, and the revision of the last; the head where it made none.</summary>
internal sealed record Written(IReadOnlyList<Entry> Entries, long Revision, bool Replayed)
{
    /// <summary>What a request of one entry recorded.</summary>
    public T Of<T>() where T : IMessage => (T)Entries[0].Message;
}

/// <summary>Steps of a request that were refused, by their index. Nothing of the request is recorded.</summary>
internal sealed class StepsRefusedException(IReadOnlyDictionary<int, RefusedException> refusals) : Exception
{
    public IReadOnlyDictionary<int, RefusedException> Refusals => refusals;
}
