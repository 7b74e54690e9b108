namespace DiplomacyApi.Storage.Journal;

/// <summary>A copy of a journal's file as it was at one revision.</summary>
public sealed record BackupFile(string Path, Head Head, long SizeBytes);
