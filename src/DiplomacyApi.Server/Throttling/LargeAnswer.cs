namespace DiplomacyApi.Server.Throttling;

/// <summary>An answer that is counted until it is sent. The framework ends a call when its answer is written, which may be long before whoever asked reads it.</summary>
internal sealed class LargeAnswer(IDisposable room)
{
    private readonly IDisposable _room = room;

    /// <summary>Waits until the answer of a call, where it is large, is sent, or the caller is gone, or the server stops.</summary>
    public static async Task SentAsync(HttpContext call, CancellationToken stopping)
    {
        if (call.Features.Get<LargeAnswer>() is not { } answer) return;
        using (answer._room)
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(call.RequestAborted, stopping))
        {
            try
            {
                await call.Response.BodyWriter.FlushAsync(over.Token);
            }
            catch (OperationCanceledException)
            {
                // Nobody waits for it any more.
            }
        }
    }
}
