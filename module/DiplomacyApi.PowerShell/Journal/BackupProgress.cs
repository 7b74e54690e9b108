namespace DiplomacyApi.PowerShell;

/// <summary>How much of a copy is written, and the copy when it is whole.</summary>
public sealed record BackupProgress(long WrittenBytes, long SizeBytes, JournalBackup? Whole);
