using DiplomacyApi.Tests.Storage.Search;

namespace DiplomacyApi.Tests.Storage.Postgres.Search;

/// <summary>Words in a database.</summary>
public sealed class PostgresSearchTests(SharedCluster shared) : SearchTests
{
    private protected override async Task<IQueriedJournal> OpenAsync() =>
        await QueriedDatabase.CreateAsync(await shared.StartedAsync(Ct));
}
