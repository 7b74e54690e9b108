using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using Google.Protobuf;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>An answer that was given under load, with its question: the same question must always have it.</summary>
internal sealed record Sample(long Revision, IMessage Request, byte[] Answer);

/// <summary>Reads while others write: sees no position go back, and keeps samples of what it received.</summary>
/// <param name="address">The server.</param>
/// <param name="oracle">Records what must not be.</param>
/// <param name="random">What is asked, and when.</param>
/// <param name="isWhole">Asks for whole lists, to be compared, and not for pages of any size.</param>
internal sealed class Reader(Uri address, Oracle oracle, Random random, bool isWhole = false) : IDisposable
{
    /// <summary>So many are kept, spread over the time that it reads.</summary>
    private const int SamplesMax = 40;

    /// <summary>As much as a page may hold.</summary>
    public const int WholeSize = 1_000;

    private const int PageSizeMax = 30;

    public const string AsOf = "2025";

    private readonly DiplomacyClient _client = ServerHome.ClientOf(address);
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
    public static async Task<byte[]> AskAsync(DiplomacyClient client, IMessage request)
    {
        var asks = client.Negotiations;
        switch (request)
        {
            case ListDemandsRequest demands:
                var listed = await asks.ListDemandsAsync(demands, cancellationToken: Faults.Token);
                listed.NextPageToken = "";
                return listed.ToByteArray();
            case ListObligationsRequest obligations:
                var owed = await asks.ListObligationsAsync(obligations, cancellationToken: Faults.Token);
                owed.NextPageToken = "";
                return owed.ToByteArray();
            case GetNegotiationStatusRequest status:
                return (await asks.GetNegotiationStatusAsync(status, cancellationToken: Faults.Token))
                .ToByteArray();
            case CompareNegotiationStatusRequest compare:
                return (await asks.CompareNegotiationStatusAsync(
                compare, cancellationToken: Faults.Token)).ToByteArray();
            default: throw new ArgumentException($"Nobody asks by a {request.Descriptor.Name}.", nameof(request));
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task ReadAsync()
    {
        var head = (await _client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Faults.Token)).LogPosition.Revision;
        if (head < _seen) oracle.Wrong($"A reader that saw {_seen} received a head at {head}");
        _seen = head;
        var now = await _client.Statements.ListStatementsAsync(
            new ListStatementsRequest { PageSize = 1, At = new ReadAt { MinRevision = new LogPosition { Revision = head } } },
            cancellationToken: Faults.Token);
        if (now.LogPosition.Revision < head) oracle.Wrong($"A reader that asked for {head} was answered at {now.LogPosition.Revision}");
        _seen = now.LogPosition.Revision;

        var at = random.NextInt64(Math.Min(World.Revisions, head), head + 1);
        var request = Question(at);
        var sample = new Sample(at, request, await AskAsync(_client, request));
        if (Samples.Count < SamplesMax) Samples.Add(sample);
        else if (random.Next(Reads + 1) < SamplesMax) Samples[random.Next(SamplesMax)] = sample;
    }

    private IMessage Question(long revision) => random.Next(revision < World.Revisions ? 3 : 5) switch
    {
        0 => new ListDemandsRequest { PageSize = Size(), At = At(revision) },
        1 => new ListDemandsRequest { PageSize = Size(), At = At(revision), Filter = new DemandFilter { Pending = true } },
        2 => new ListObligationsRequest { PageSize = Size(), At = At(revision) },
        3 => new GetNegotiationStatusRequest { Name = World.Talks, At = At(revision) },
        _ =>
            new CompareNegotiationStatusRequest
            {
                Name = World.Talks,
                Before = At(random.NextInt64(World.Revisions, revision + 1)),
                After = At(revision),
            },
    };

    private int Size() => isWhole ? WholeSize : random.Next(1, PageSizeMax);

    private ReadAt At(long revision) =>
        new() { AsOf = random.Next(3) == 0 ? AsOf : $"2024-{random.Next(1, 13):D2}", KnownAtRevision = revision };
}
