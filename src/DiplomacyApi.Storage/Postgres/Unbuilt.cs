using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Search;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Postgres;

/// <summary>Words are not searched yet.</summary>
internal sealed class NoSearch : ISearchIndex
{
    public bool IsThere => false;

    public long Reached => 0;

    public long Cleared => long.MaxValue;

    public Task<bool> ReachAsync(long revision, TimeProvider time, CancellationToken ct) => Task.FromResult(true);

    public (FrozenPage Page, long Searched)? Find(
        string words, StatementCriteria criteria, Func<SqlText, string> more, ReadPoint point, int size, string? key,
        CancellationToken ct) => null;

    public Task StopAsync() => Task.CompletedTask;

    public void Dispose() { }
}

/// <summary>Erased rows are left to autovacuum.</summary>
internal sealed class NoScrubber : IScrubber
{
    public long Run(long from, int bytes) => IScrubber.End;
}
