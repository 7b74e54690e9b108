using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using Grpc.Core;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>
/// Records one thing after the other. What fails is sent again, the same, until it is answered: an error is not an absence.
/// </summary>
internal sealed class WriterClient(Uri address, Oracle oracle, string name, Random random) : IDisposable
{
    private const int BatchSize = 3;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly DiplomacyClient _client = ServerHome.ClientOf(address);
    private long _seen;
    private int _retries;

    /// <summary>Tries that failed.</summary>
    public int Retries => _retries;

    /// <summary>Requests whose first answer was lost.</summary>
    public int Replays { get; private set; }

    /// <summary>The reasons that they failed with.</summary>
    public HashSet<string> Failures { get; } = [];

    public async Task RunAsync(Func<bool> isOver, TimeSpan pauseMax)
    {
        for (var number = 0; !isOver(); number++)
        {
            await RecordAsync($"{name}-{number}");
            await Task.Delay(random.Next((int)pauseMax.TotalMilliseconds + 1), Faults.Token);
        }
    }

    /// <summary>Records one statement, or a batch of them, and reports to the oracle.</summary>
    public async Task RecordAsync(string id)
    {
        var requests = random.Next(10) == 0
            ? Enumerable.Range(0, BatchSize).Select(part => World.Remark(random, $"{id}-{part}")).ToList()
            : [World.Any(random, id, oracle.AnyDemand)];
        oracle.Asked(requests.Select(request => $"statements/{request.StatementId}"));
        var (statements, position, replayed) = await UntilAnsweredAsync(() => SendAsync(id, requests));
        oracle.Answered(statements);
        if (replayed) Replays++;
        if (statements.Count != requests.Count || statements[^1].Revision != position.Revision)
            oracle.Wrong($"{id} was recorded at {position.Revision}, and its statement says {statements[^1].Revision}");
        // The answer to a repeat is the first one, and so is its position.
        if (!replayed && position.Revision <= _seen) oracle.Wrong($"{name} was at {_seen}, and {id} was recorded at {position.Revision}");
        _seen = Math.Max(_seen, position.Revision);
    }

    public void Dispose() => _client.Dispose();

    private async Task<(IReadOnlyList<Statement> Statements, LogPosition Position, bool Replayed)> SendAsync(
        string id, List<RecordStatementRequest> requests)
    {
        if (requests is [var one])
        {
            var request = one.Clone();
            request.RequestId = id;
            var recorded = await _client.Statements.RecordStatementAsync(request, cancellationToken: Faults.Token);
            return ([recorded.Statement], recorded.LogPosition, recorded.Replayed);
        }
        var batch = await _client.Statements.BatchRecordStatementsAsync(
            new BatchRecordStatementsRequest { Requests = { requests }, RequestId = id }, cancellationToken: Faults.Token);
        return (batch.Statements, batch.LogPosition, batch.Replayed);
    }

    private async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> send)
    {
        while (true)
        {
            try
            {
                return await send();
            }
            catch (DiplomacyException failure) when (IsPassing(failure))
            {
                _retries++;
                Failures.Add(failure.Reason == ErrorReason.Unspecified ? failure.Status.ToString() : failure.Reason.ToString());
                await Task.Delay(RetryDelay, Faults.Token);
            }
        }
    }

    /// <summary>What the contract says to try again, and what a connection that breaks looks like.</summary>
    public static bool IsPassing(DiplomacyException failure) => failure.IsTransient || failure.Reason == ErrorReason.StorageFull
        || (failure.Reason == ErrorReason.Unspecified
            && failure.Status is StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Internal or StatusCode.Unknown);
}
