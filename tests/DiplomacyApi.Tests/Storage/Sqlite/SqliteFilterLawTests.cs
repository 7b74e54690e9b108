using DiplomacyApi.Tests.Storage.Obligations;

namespace DiplomacyApi.Tests.Storage.Sqlite;

/// <summary>Filters on a file.</summary>
public sealed class SqliteFilterLawTests : FilterLawTests
{
    private protected override async Task<IQueriedJournal> OpenAsync() => await JournalFile.OpenAsync();
}
