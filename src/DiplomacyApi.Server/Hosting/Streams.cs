using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Ends a stream when the server is told to stop; the framework alone would leave it open until the host gives up.</summary>
internal static class Streams
{
    /// <summary>Runs until it is done or the caller goes away, or the server stops (SHUTTING_DOWN, with what is to be known to go on).</summary>
    public static async Task RunAsync(
        Readiness readiness, Func<CancellationToken, Task> run, Func<(string Message, IReadOnlyDictionary<string, string> Metadata)> onStop, CancellationToken caller)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(caller, readiness.Stopping);
        try
        {
            await run(ended.Token);
        }
        catch (OperationCanceledException) when (readiness.Stopping.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            var (message, metadata) = onStop();
            throw new RefusedException(ErrorReason.ShuttingDown, message, metadata: metadata);
        }
    }

    /// <summary>The same, of a stream with nothing to go on from.</summary>
    public static Task RunAsync(Readiness readiness, Func<CancellationToken, Task> run, CancellationToken caller) =>
        RunAsync(readiness, run, () => ("The server is stopping; start this again.", new Dictionary<string, string>()), caller);
}
