using System.Runtime.CompilerServices;
using Diplomacy.V1;
using Grpc.Core;

namespace DiplomacyApi.Client;

public sealed partial class DiplomacyClient
{
    /// <summary>
    /// Gives statements as they were recorded, with their corrections and reports, in an order in which they can be imported: whole, or
    /// with an exception. An export that is cut goes on at the same point of the log, where it was.
    /// </summary>
    public async IAsyncEnumerable<StatementItem> ExportStatementsAsync(ExportStatementsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = request.Clone();
        var backoff = new Backoff(Options.Time);
        for (var told = 0L; ;)
        {
            using var call = Statements.ExportStatements(asked, cancellationToken: cancellationToken);
            var toSkip = told;
            while (await NextAsync(call, told, backoff, cancellationToken).ConfigureAwait(false) is { } message)
            {
                // Only at the same K does the same item come at the same place.
                asked.At ??= new ReadAt();
                asked.At.KnownAtRevision = message.LogPosition.Revision;
                foreach (var item in message.Items)
                {
                    if (toSkip-- > 0) continue;
                    told++;
                    yield return item;
                }
                if (message.Complete) yield break;
            }
        }
    }

    /// <summary>The next message. Null: the export was cut, and the wait before it is opened again is over.</summary>
    private async Task<ExportStatementsResponse?> NextAsync(
        AsyncServerStreamingCall<ExportStatementsResponse> call, long told, Backoff backoff, CancellationToken cancellationToken)
    {
        var reason = "The server ended it.";
        try
        {
            if (await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                backoff.Reset();
                return call.ResponseStream.Current;
            }
        }
        catch (DiplomacyException failure) when (failure.IsCut && told > 0)
        {
            reason = failure.Message;
        }
        var wait = backoff.Next();
        ClientLog.Cut(_logger, nameof(ExportStatementsAsync), $"item {told}", reason, wait);
        await backoff.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        return null;
    }
}
