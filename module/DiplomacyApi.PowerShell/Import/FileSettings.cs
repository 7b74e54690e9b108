namespace DiplomacyApi.PowerShell;

/// <summary>How a file is read. The format is null where the extension decides.</summary>
public sealed record FileSettings(FileFormat Format, char? Delimiter, string? Encoding);
