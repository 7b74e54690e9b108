using System.Collections.Concurrent;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Postgres.Reading;

/// <summary>
/// Looks up together what is asked for while earlier look-ups are under way. A look-up by itself takes a round trip, during which it holds
/// a thread and a connection, and that costs more than what the database does for it.
/// </summary>
internal sealed class StatementLookups(ReadAccess reads) : IStatementLookups
{
    // OFFSET 0: each name is looked for by the index, whatever the planner thinks of the number of names.
    private const string Query =
        """
        SELECT q.place, s.bytes, s.overlay FROM unnest(?1, ?2) WITH ORDINALITY q(name, revision, place),
        LATERAL (SELECT coalesce(s.replaced, p.bytes) AS bytes, s.overlay FROM statements s JOIN payload p ON p.revision = s.revision
          WHERE s.name = q.name AND s.rev_from <= q.revision AND s.rev_until > q.revision OFFSET 0) s
        """;

    private readonly ConcurrentQueue<Lookup> _waiting = new();
    private readonly SharedPages _pages = new();
    private int _running;

    public Task<FrozenItems?> FindAsync(string name, long revision, CancellationToken ct)
    {
        var lookup = new Lookup(name, revision, ct);
        _waiting.Enqueue(lookup);
        if (TryBegin()) ThreadPool.UnsafeQueueUserWorkItem(static lookups => lookups.Run(), this, preferLocal: false);
        return lookup.Found.WaitAsync(ct);
    }

    public Task<FrozenPage> PageAsync(StatementPageKey key, Func<FrozenPage> read) => _pages.Of(key, read);

    public IReadOnlyList<FrozenItems?> Find(Lease lease, IReadOnlyList<string> names, long revision) =>
        Read(lease, [.. names], [.. names.Select(_ => revision)]);

    private bool TryBegin()
    {
        while (Volatile.Read(ref _running) is var running && running < Limits.LookupsAtOnceMax)
            if (Interlocked.CompareExchange(ref _running, running + 1, running) == running)
                return true;
        return false;
    }

    private void Run()
    {
        do
        {
            while (Take() is { Count: > 0 } taken) Answer(taken);
            Interlocked.Decrement(ref _running);
            // What came between the last look and the end would find nobody.
        }
        while (!_waiting.IsEmpty && TryBegin());
    }

    private List<Lookup> Take()
    {
        var taken = new List<Lookup>();
        while (taken.Count < Limits.LookupsTogetherMax && _waiting.TryDequeue(out var lookup))
            if (!lookup.IsAbandoned)
                taken.Add(lookup);
        return taken;
    }

    private void Answer(List<Lookup> taken)
    {
        try
        {
            var found = reads.ReadOne(
                lease => Read(lease, [.. taken.Select(lookup => lookup.Name)], [.. taken.Select(lookup => lookup.Revision)]),
                CancellationToken.None);
            for (var place = 0; place < taken.Count; place++) taken[place].Answer(found[place]);
        }
        catch (Exception failed)
        {
            foreach (var lookup in taken) lookup.Fail(failed);
        }
    }

    private static FrozenItems?[] Read(Lease lease, string[] names, long[] revisions)
    {
        var found = new FrozenItems?[names.Length];
        using var rows = lease.Prepared(Query).Run(names, revisions);
        while (rows.Read()) (found[rows.Number(0) - 1] = new FrozenItems()).Add(rows.Blob(1), rows.Blob(2));
        return found;
    }

    private sealed class Lookup(string name, long revision, CancellationToken caller)
    {
        private readonly TaskCompletionSource<FrozenItems?> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => name;

        public long Revision => revision;

        public Task<FrozenItems?> Found => _found.Task;

        /// <summary>Whoever asked waits no longer.</summary>
        public bool IsAbandoned => caller.IsCancellationRequested && _found.TrySetCanceled(caller);

        public void Answer(FrozenItems? found) => _found.TrySetResult(found);

        public void Fail(Exception failed) => _found.TrySetException(failed);
    }
}
