namespace DiplomacyApi.PowerShell;

/// <summary>
/// Whether to ask only, under which id to write, if the caller has one, and whether what changes in negotiations themselves is to be
/// returned.
/// </summary>
public sealed record WriteOptions(bool ValidateOnly, string? RequestId, bool ReturnChanges = false);
