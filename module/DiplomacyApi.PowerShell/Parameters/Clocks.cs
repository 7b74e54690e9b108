using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>The two clocks of a read, and through which statements it looks.</summary>
public sealed record Clocks(string? AsOf, DateTimeOffset? KnownAt, long? KnownAtRevision, string? PublishedBy)
{
    /// <summary>Only statements on this word or better. None: all.</summary>
    public Attribution MinBasis { get; init; }

    internal static Clocks Known(DateTimeOffset? time, long? revision) => time is null || revision is null
        ? new Clocks(null, time, revision, null)
        : throw new DiplomacyApiException("A time and a revision to be known at cannot both be given; give one of them.", "InvalidValue",
            ErrorCategory.InvalidArgument);
}
