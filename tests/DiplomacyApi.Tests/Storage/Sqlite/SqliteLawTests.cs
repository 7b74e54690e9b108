namespace DiplomacyApi.Tests.Storage.Sqlite;

/// <summary>The law on a file.</summary>
public sealed class SqliteLawTests : LawTests
{
    private protected override async Task<IQueriedJournal> OpenAsync() => await JournalFile.OpenAsync();
}
