namespace DiplomacyApi.PowerShell;

/// <summary>A copy of the journal in a file.</summary>
public sealed class JournalBackup
{
    /// <summary>The file that was written.</summary>
    public string Path { get; init; } = "";

    /// <summary>The id of the log.</summary>
    public string LogId { get; init; } = "";

    /// <summary>Up to where the copy goes.</summary>
    public long Revision { get; init; }

    /// <summary>The hash of the entry there. Kept elsewhere, it proves later that the copy was not changed.</summary>
    public string HeadHash { get; init; } = "";

    /// <summary>The size of the file, in bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>The SHA-256 of the file, the same as the server's.</summary>
    public string Sha256 { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => Path;
}
