using DiplomacyApi.Tests.Storage.Search;

namespace DiplomacyApi.Tests.Storage.Sqlite.Search;

/// <summary>Words in a file.</summary>
public sealed class SqliteSearchTests : SearchTests
{
    private protected override async Task<IQueriedJournal> OpenAsync() => await JournalFile.OpenAsync();
}
