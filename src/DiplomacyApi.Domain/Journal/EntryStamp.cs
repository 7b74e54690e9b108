namespace DiplomacyApi.Domain.Journal;

/// <summary>What the writer gives an entry.</summary>
/// <param name="Revision">Its place in the journal: 1 for the first entry, then one more each.</param>
/// <param name="RecordTime">When it is recorded, in UTC. Never before that of the entry before.</param>
/// <param name="Now">The time by the clock, in UTC; the record time is later if the last entry was recorded later.</param>
/// <param name="Recorder">Who records it.</param>
/// <param name="GivenId">The id that it gets if the client gave none.</param>
public sealed record EntryStamp(long Revision, DateTimeOffset RecordTime, DateTimeOffset Now, string Recorder, string GivenId);
