using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using Google.Protobuf;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>What a server acknowledged: a statement by its name, the revision that was told, and when by the mark of the test's own clock.</summary>
internal sealed record Ack(string Name, long Revision, byte[] Statement, long Mark);

/// <summary>What the clients know: what they asked for, and what was acknowledged to them. The server is held to it.</summary>
internal sealed class Oracle
{
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Ack> _acks = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _problems = new();

    /// <summary>What an acknowledgement is marked with. Null: 0.</summary>
    public Func<long>? Mark { get; init; }

    public int Acknowledged => _acks.Count;

    public IEnumerable<Ack> Acks => _acks.Values;

    /// <summary>The demands that may be answered.</summary>
    public ConcurrentQueue<string> Demands { get; } = new();

    public void Asked(IEnumerable<string> names)
    {
        foreach (var name in names) _asked[name] = true;
    }

    public void Answered(IEnumerable<Statement> statements)
    {
        var mark = Mark?.Invoke() ?? 0;
        foreach (var statement in statements)
        {
            if (!_acks.TryAdd(statement.Name, new Ack(statement.Name, statement.Revision, statement.ToByteArray(), mark))) Wrong($"{statement.Name} was acknowledged twice");
            if (statement.Demand is { } demand) Demands.Enqueue(demand.Demand);
        }
    }

    /// <summary>Something that no fault may bring about.</summary>
    public void Wrong(string problem) => _problems.Enqueue(problem);

    public void AssertNothingWrong() => Assert.Empty(_problems);

    /// <summary>Every acknowledged statement is there once, as it was told; nothing that nobody asked for; no gap; the chain holds.</summary>
    public async Task<Exported> CheckAsync(DiplomacyClient client)
    {
        AssertNothingWrong();
        var journal = await Exported.ReadAsync(client);
        Assert.Null(journal.Problem);
        var there = journal.Statements.ToLookup(entry => entry.Id, StringComparer.Ordinal);
        foreach (var ack in _acks.Values)
        {
            var entry = Assert.Single(there[ack.Name]);
            Assert.Equal(ack.Revision, entry.Revision);
            Assert.Equal(ack.Statement, entry.Payload.ToByteArray());
        }
        Assert.All(there, copies => Assert.Single(copies));
        Assert.All(there, copies => Assert.True(_asked.ContainsKey(copies.Key), $"Nobody recorded {copies.Key}."));
        foreach (var ack in _acks.Values.OrderByDescending(ack => ack.Revision).Take(20))
        {
            var read = await client.Statements.GetStatementAsync(new GetStatementRequest { Name = ack.Name, At = new ReadAt { KnownAtRevision = ack.Revision } }, cancellationToken: Faults.Token);
            Assert.Equal(ack.Statement, read.Statement.ToByteArray());
        }
        return journal;
    }
}
