namespace DiplomacyApi.PowerShell;

/// <summary>What was recorded, or would be: what it changed, the warnings about it, and the statements themselves.</summary>
public sealed record RecordingResult(
    IReadOnlyList<StatusChange> Changes, IReadOnlyList<string> Warnings, IReadOnlyList<Statement> Statements);
