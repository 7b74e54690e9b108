namespace DiplomacyApi.PowerShell;

/// <summary>Whether to ask only, and under which id to write, if the caller has one.</summary>
public sealed record WriteOptions(bool ValidateOnly, string? RequestId);
