using System.Collections.Concurrent;
using System.Security.Cryptography;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using Google.Protobuf;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>
/// What a server acknowledged: a statement by its name, the revision of the response, the hash of its bytes, and when by the mark of the
/// test's own clock.
/// </summary>
internal sealed record Ack(string Name, long Revision, string Hash, long Mark)
{
    /// <summary>Stands for the bytes: a long run keeps millions of acknowledgements.</summary>
    public static string HashOf(ReadOnlySpan<byte> statement) => Convert.ToHexString(SHA256.HashData(statement));
}

/// <summary>What the clients know: what they asked for, and what was acknowledged to them. The server is held to it.</summary>
internal sealed class Oracle
{
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Ack> _acks = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly List<string> _demands = [];

    /// <summary>What an acknowledgement is marked with. Null: 0.</summary>
    public Func<long>? Mark { get; init; }

    public int Acknowledged => _acks.Count;

    public IEnumerable<Ack> Acks => _acks.Values;

    /// <summary>One of the demands that may be answered; null while there is none.</summary>
    public string? AnyDemand(Random random)
    {
        lock (_demands) return _demands.Count == 0 ? null : _demands[random.Next(_demands.Count)];
    }

    public void Asked(IEnumerable<string> names)
    {
        foreach (var name in names) _asked[name] = true;
    }

    public void Answered(IEnumerable<Statement> statements)
    {
        var mark = Mark?.Invoke() ?? 0;
        foreach (var statement in statements)
        {
            if (!_acks.TryAdd(statement.Name, new Ack(statement.Name, statement.Revision, Ack.HashOf(statement.ToByteArray()), mark)))
                Wrong($"{statement.Name} was acknowledged twice");
            if (statement.Demand is not { } demand) continue;
            lock (_demands) _demands.Add(demand.Demand);
        }
    }

    /// <summary>Something that no fault may bring about.</summary>
    public void Wrong(string problem) => _problems.Enqueue(problem);

    public void AssertNothingWrong() => Assert.Empty(_problems);

    /// <summary>
    /// Every acknowledged statement is there once, as it was acknowledged; nothing that nobody asked for; no gap; the chain holds.
    /// </summary>
    public async Task<Exported> CheckAsync(DiplomacyClient client)
    {
        AssertNothingWrong();
        var journal = await Exported.ReadAsync(client, _acks.IsEmpty ? 0 : _acks.Values.Max(ack => ack.Revision));
        Assert.Null(journal.Problem);
        var there = journal.Statements.ToLookup(entry => entry.Id, StringComparer.Ordinal);
        foreach (var ack in _acks.Values)
        {
            Assert.True(there.Contains(ack.Name),
                $"{ack.Name} was acknowledged at revision {ack.Revision}, and the journal of {journal.Head.Revision} does not have it.");
            var entry = Assert.Single(there[ack.Name]);
            Assert.Equal(ack.Revision, entry.Revision);
            Assert.Equal(ack.Hash, Ack.HashOf(entry.Payload.Span));
        }
        Assert.All(there, copies => Assert.Single(copies));
        Assert.All(there, copies => Assert.True(_asked.ContainsKey(copies.Key), $"Nobody recorded {copies.Key}."));
        foreach (var ack in _acks.Values.OrderByDescending(ack => ack.Revision).Take(20))
        {
            var read = await client.Statements.GetStatementAsync(
                new GetStatementRequest { Name = ack.Name, At = new ReadAt { KnownAtRevision = ack.Revision } },
                cancellationToken: Faults.Token);
            Assert.Equal(ack.Hash, Ack.HashOf(read.Statement.ToByteArray()));
        }
        return journal;
    }
}
