using DiplomacyApi.Tests.Storage.Obligations;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>Filters on a database.</summary>
public sealed class PostgresFilterLawTests(SharedCluster shared) : FilterLawTests
{
    /// <summary>Fewer than on a file: what is asked is the same text, and each answer takes a round trip.</summary>
    public static new TheoryData<int> Seeds => [.. Domain.Law.LawRun.Seeds(2)];

    private protected override async Task<IQueriedJournal> OpenAsync() =>
        await QueriedDatabase.CreateAsync(await shared.StartedAsync(JournalFile.Ct));
}
