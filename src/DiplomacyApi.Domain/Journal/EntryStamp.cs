namespace DiplomacyApi.Domain.Journal;

/// <summary>What the writer gives an entry.</summary>
/// <param name="Revision">Its place in the journal.</param>
/// <param name="RecordTime">When it is recorded. Never goes back.</param>
/// <param name="Now">What the clock says; the record time is later where the last entry was recorded later.</param>
/// <param name="Recorder">Who records it.</param>
/// <param name="GivenId">The id it gets where the client gave none.</param>
public sealed record EntryStamp(long Revision, DateTimeOffset RecordTime, DateTimeOffset Now, string Recorder, string GivenId);
