using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine.Messages;

/// <summary>Small conversions between messages and rows.</summary>
internal static class MessageExtensions
{
    /// <summary>The value of the same name; UNSPECIFIED is None.</summary>
    public static TTo To<TTo>(this Enum value)
        where TTo : struct, Enum => Enum.TryParse<TTo>(value.ToString(), out var same) ? same : default;

    /// <summary>The value of the same name; None is UNSPECIFIED.</summary>
    public static TTo From<TTo>(Enum value) where TTo : struct, Enum => Enum.TryParse<TTo>(value.ToString(), out var same) ? same : default;

    public static string First(this IEnumerable<LocalizedText> texts) => texts.FirstOrDefault()?.Text ?? "";

    public static string Text(this PartialDate? date) => date?.Text ?? "";

    public static DateTimeOffset? Earliest(this PartialDate? date) => date?.EarliestTime?.ToDateTimeOffset();

    public static DateTimeOffset? Latest(this PartialDate? date) => date?.LatestTime?.ToDateTimeOffset();

    public static ReadAt ToReadAt(this Clocks clocks)
    {
        var at = new ReadAt { AsOf = clocks.AsOf ?? "" };
        if (clocks.KnownAtRevision is { } revision) at.KnownAtRevision = revision;
        else if (clocks.KnownAt is { } time) at.KnownAtTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(time);
        return at;
    }

    public static StatusLens? ToLens(this Clocks clocks) => clocks.PublishedBy is null && clocks.MinBasis == Attribution.None
        ? null
        : new StatusLens { PublishedBy = clocks.PublishedBy ?? "", MinBasis = From<Diplomacy.V1.Attribution>(clocks.MinBasis) };

    /// <summary>Where a statement was reported, in a line.</summary>
    public static string Sources(IEnumerable<Report> reports) => string.Join("; ", reports.Select(report =>
        string.Join(" ", new[] { ResourceNames.IdOf(report.Outlet), report.Published.Text(), report.Url }.Where(part => part.Length > 0))));
}
