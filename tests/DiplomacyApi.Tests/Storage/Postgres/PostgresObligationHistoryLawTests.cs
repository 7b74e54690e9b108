using DiplomacyApi.Tests.Storage.Obligations;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>Histories on a database.</summary>
public sealed class PostgresObligationHistoryLawTests(SharedCluster shared) : ObligationHistoryLawTests
{
    private protected override async Task<IQueriedJournal> OpenAsync() =>
        await QueriedDatabase.CreateAsync(await shared.StartedAsync(JournalFile.Ct));
}
