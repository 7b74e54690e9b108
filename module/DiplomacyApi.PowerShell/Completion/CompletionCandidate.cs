namespace DiplomacyApi.PowerShell;

/// <summary>An id that may be meant, and what it is called.</summary>
public sealed record CompletionCandidate(string Id, string Tip);
