namespace DiplomacyApi.PowerShell;

/// <summary>What was recorded, or would be: what it changed, what is odd about it, and the statements themselves.</summary>
public sealed record RecordingResult(IReadOnlyList<StatusChange> Changes, IReadOnlyList<string> Oddities, IReadOnlyList<Statement> Statements);
