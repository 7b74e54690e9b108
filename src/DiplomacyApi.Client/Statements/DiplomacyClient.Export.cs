using System.Runtime.CompilerServices;
using Diplomacy.V1;
using Grpc.Core;

namespace DiplomacyApi.Client;

public sealed partial class DiplomacyClient
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<StatementItem> ExportStatementsAsync(
        ExportStatementsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = request.Clone();
        var backoff = new Backoff(Options.Time);
        for (var received = 0L; ;)
        {
            using var call = Statements.ExportStatements(asked, cancellationToken: cancellationToken);
            var toSkip = received;
            while (await NextAsync(call, received, backoff, cancellationToken).ConfigureAwait(false) is { } message)
            {
                // Only at the same K does the same item come at the same place.
                asked.At ??= new ReadAt();
                asked.At.KnownAtRevision = message.LogPosition.Revision;
                foreach (var item in message.Items)
                {
                    if (toSkip-- > 0) continue;
                    received++;
                    yield return item;
                }
                if (message.Complete) yield break;
            }
        }
    }

    /// <summary>The next message. Null: the export was cut, and the wait before it is opened again is over.</summary>
    private async Task<ExportStatementsResponse?> NextAsync(
        AsyncServerStreamingCall<ExportStatementsResponse> call, long received, Backoff backoff, CancellationToken cancellationToken)
    {
        var (reason, asked) = ("The server ended it.", default(TimeSpan?));
        try
        {
            if (await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                backoff.Reset();
                return call.ResponseStream.Current;
            }
            if (backoff.IsSpent)
                throw DiplomacyException.Broken(
                    $"The server ended the export after item {received}, again and again, without saying that it is whole. Begin it again.");
        }
        catch (DiplomacyException failure) when ((failure.IsBusy || (failure.IsCut && received > 0)) && !backoff.IsSpent)
        {
            (reason, asked) = (failure.Message, failure.RetryAfter);
        }
        var wait = backoff.Next(asked);
        ClientLog.Cut(_logger, nameof(ExportStatementsAsync), $"item {received}", reason, wait);
        await backoff.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        return null;
    }
}
