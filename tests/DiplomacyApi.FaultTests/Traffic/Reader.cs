using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using Google.Protobuf;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>An answer that was given under load, with its question: the same question must always have it.</summary>
internal sealed record Sample(long Revision, ListDemandsRequest Request, byte[] Answer);

/// <summary>Reads while others write: sees no position go back, and keeps samples of what it was told.</summary>
internal sealed class Reader(Uri address, Oracle oracle, Random random) : IDisposable
{
    /// <summary>So many are kept, spread over the time that it reads.</summary>
    private const int SamplesMax = 40;

    public const string AsOf = "2025";

    private readonly DiplomacyClient _client = Place.ClientOf(address);
    private long _seen;

    public List<Sample> Samples { get; } = [];

    public int Reads { get; private set; }

    public async Task RunAsync(Func<bool> isOver)
    {
        while (!isOver())
        {
            try
            {
                await ReadAsync();
                Reads++;
            }
            catch (DiplomacyException failure) when (WriterClient.IsPassing(failure))
            {
            }
            await Task.Delay(random.Next(20), Faults.Token);
        }
    }

    /// <summary>What is answered to a question of a sample, without what differs from asking to asking.</summary>
    public static async Task<byte[]> AskAsync(DiplomacyClient client, ListDemandsRequest request)
    {
        var answer = await client.Negotiations.ListDemandsAsync(request, cancellationToken: Faults.Token);
        answer.NextPageToken = "";
        return answer.ToByteArray();
    }

    public void Dispose() => _client.Dispose();

    private async Task ReadAsync()
    {
        var head = (await _client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Faults.Token)).LogPosition.Revision;
        if (head < _seen) oracle.Wrong($"A reader that saw {_seen} was told of a head at {head}");
        _seen = head;
        var now = await _client.Statements.ListStatementsAsync(new ListStatementsRequest { PageSize = 1, At = new ReadAt { MinRevision = new LogPosition { Revision = head } } }, cancellationToken: Faults.Token);
        if (now.LogPosition.Revision < head) oracle.Wrong($"A reader that asked for {head} was answered at {now.LogPosition.Revision}");
        _seen = now.LogPosition.Revision;

        var at = random.NextInt64(head + 1);
        var request = new ListDemandsRequest { PageSize = random.Next(1, 30), At = new ReadAt { AsOf = AsOf, KnownAtRevision = at } };
        var sample = new Sample(at, request, await AskAsync(_client, request));
        if (Samples.Count < SamplesMax) Samples.Add(sample);
        else if (random.Next(Reads + 1) < SamplesMax) Samples[random.Next(SamplesMax)] = sample;
    }
}
