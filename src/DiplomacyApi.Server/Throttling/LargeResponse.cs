namespace DiplomacyApi.Server.Throttling;

/// <summary>
/// A response that is counted until it is sent. The framework ends a call when its response is written, which may be long before the caller
/// reads it.
/// </summary>
internal sealed class LargeResponse(IDisposable room)
{
    private readonly IDisposable _room = room;

    /// <summary>Waits until the large response of a call, if it has one, is sent, the caller is gone, or the server stops.</summary>
    public static async Task WaitUntilSentAsync(HttpContext call, CancellationToken stopping)
    {
        if (call.Features.Get<LargeResponse>() is not { } answer) return;
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
