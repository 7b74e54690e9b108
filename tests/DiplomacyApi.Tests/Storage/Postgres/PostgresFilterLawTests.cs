using DiplomacyApi.Tests.Storage.Obligations;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>Filters on a database.</summary>
public sealed class PostgresFilterLawTests(SharedCluster shared) : FilterLawTests
{
    private protected override async Task<IQueriedJournal> OpenAsync() =>
        await QueriedDatabase.CreateAsync(await shared.StartedAsync(JournalFile.Ct));
}
