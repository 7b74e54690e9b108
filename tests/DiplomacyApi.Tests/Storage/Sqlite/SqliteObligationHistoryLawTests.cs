using DiplomacyApi.Tests.Storage.Obligations;

namespace DiplomacyApi.Tests.Storage.Sqlite;

/// <summary>Histories on a file.</summary>
public sealed class SqliteObligationHistoryLawTests : ObligationHistoryLawTests
{
    private protected override async Task<IQueriedJournal> OpenAsync() => await JournalFile.OpenAsync();
}
