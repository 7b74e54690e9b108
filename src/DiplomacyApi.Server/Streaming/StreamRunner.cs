using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Lifetime;

namespace DiplomacyApi.Server.Streaming;

/// <summary>When a stream must not begin anything more, and when it must have finished what it has begun.</summary>
internal readonly record struct StreamTokens(CancellationToken More, CancellationToken Finish);

/// <summary>Ends a stream when the server stops; the framework alone would leave it open until the host gives up.</summary>
internal static class StreamRunner
{
    /// <summary>
    /// How long a stream may finish what it has begun once the server is stopping: a message that is being read is read whole, a batch
    /// that is being recorded is acknowledged. A caller that does not read delays the stop by no more than this.
    /// </summary>
    private static readonly TimeSpan FinishMax = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Runs until it is done, the caller goes away, or the server stops (SHUTTING_DOWN, with what the caller needs to continue).
    /// </summary>
    public static async Task RunAsync(
        Readiness readiness, Func<StreamTokens, Task> run, Func<(string Message, IReadOnlyDictionary<string, string> Metadata)> onStop,
        CancellationToken caller)
    {
        using var more = CancellationTokenSource.CreateLinkedTokenSource(caller, readiness.Stopping);
        using var finish = CancellationTokenSource.CreateLinkedTokenSource(caller);
        using var stopping = readiness.Stopping.UnsafeRegister(
            static cut => ((CancellationTokenSource)cut!).CancelAfter(FinishMax), finish);
        try
        {
            await run(new StreamTokens(more.Token, finish.Token));
        }
        catch (OperationCanceledException) when (readiness.Stopping.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            var (message, metadata) = onStop();
            throw new RefusedException(ErrorReason.ShuttingDown, message, metadata: metadata);
        }
    }

    /// <summary>The same for a stream that cannot continue where it was.</summary>
    public static Task RunAsync(Readiness readiness, Func<StreamTokens, Task> run, CancellationToken caller) =>
        RunAsync(readiness, run, () => ("The server is stopping; start this again.", new Dictionary<string, string>()), caller);
}
