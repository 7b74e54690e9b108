using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>
/// Says one thing after the other in talks. What fails is sent again, the same, until it is answered; what is refused is left.
/// </summary>
internal sealed class Negotiator(Uri address, Talks talks, Oracle oracle, string name, Random random) : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly DiplomacyClient _client = ServerHome.ClientOf(address);
    private long _seen;

    public async Task RunAsync(Func<bool> isOver)
    {
        for (var number = 0; !isOver(); number++)
        {
            switch (talks.Next(random, $"{name}-{number}"))
            {
                case RecordStatementRequest record:
                    oracle.Asked([$"statements/{record.StatementId}"]);
                    if (await AnsweredAsync(() =>
                            _client.Statements.RecordStatementAsync(
                                record, cancellationToken: Faults.Token).ResponseAsync) is not { } recorded)
                        break;
                    oracle.Answered([recorded.Statement]);
                    talks.Said(recorded.Statement);
                    Take(recorded.LogPosition, recorded.Replayed);
                    break;
                case CorrectStatementRequest correct:
                    if (await AnsweredAsync(() =>
                            _client.Statements.CorrectStatementAsync(
                                correct, cancellationToken: Faults.Token).ResponseAsync) is not { } corrected)
                        break;
                    talks.AddCorrection(corrected.Correction);
                    Take(corrected.LogPosition, corrected.Replayed);
                    break;
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private void Take(LogPosition position, bool replayed)
    {
        // The answer to a repeat is the first one, and so is its position.
        if (!replayed && position.Revision <= _seen) oracle.Wrong($"{name} was at {_seen}, and was answered at {position.Revision}");
        _seen = Math.Max(_seen, position.Revision);
    }

    private static async Task<T?> AnsweredAsync<T>(Func<Task<T>> send)
        where T : class
    {
        while (true)
        {
            try
            {
                return await send();
            }
            catch (DiplomacyException failure) when (WriterClient.IsPassing(failure))
            {
                await Task.Delay(RetryDelay, Faults.Token);
            }
            catch (DiplomacyException)
            {
                return null;
            }
        }
    }
}
