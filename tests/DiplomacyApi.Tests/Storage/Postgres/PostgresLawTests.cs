namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>The law on a database.</summary>
public sealed class PostgresLawTests(SharedCluster shared) : LawTests
{
    private protected override async Task<IQueriedJournal> OpenAsync() =>
        await QueriedDatabase.CreateAsync(await shared.StartedAsync(JournalFile.Ct));
}
