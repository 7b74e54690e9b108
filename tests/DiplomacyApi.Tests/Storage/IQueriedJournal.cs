using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Watching;

namespace DiplomacyApi.Tests.Storage;

/// <summary>A journal of whatever store, in which tests record and of which they ask.</summary>
internal interface IQueriedJournal : IRecordingJournal, IAsyncDisposable
{
    Head Head { get; }

    Queries Queries { get; }

    Watches Watches { get; }

    /// <summary>Derives all again.</summary>
    Task RebuildAsync();

    /// <summary>All rows of some tables, in the order of their values.</summary>
    string Dump(params string[] tables);
}
