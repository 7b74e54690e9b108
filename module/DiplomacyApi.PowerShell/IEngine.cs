namespace DiplomacyApi.PowerShell;

/// <summary>
/// What the cmdlets ask of the engine, a file for each slice. It stands between two load contexts: nothing of gRPC may show here.
/// </summary>
public partial interface IEngine : IDisposable;

/// <summary>The two clocks of a read, and through which statements it looks.</summary>
public sealed record Clocks(string? AsOf, DateTimeOffset? KnownAt, long? KnownAtRevision, string? PublishedBy);
