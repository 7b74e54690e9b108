using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>Up to when, that time included, what is read stays as it is if nothing more is said.</summary>
internal sealed class NextChange
{
    public DateTimeOffset Until { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>A time after which it is another, as a due has it.</summary>
    public void After(Timestamp? time)
    {
        if (time is not null && time.ToDateTimeOffset() is var after && after < Until) Until = after;
    }

    /// <summary>A time from which on it is another, as the end of a segment has it.</summary>
    public void From(DateTimeOffset time)
    {
        if (time != DateTimeOffset.MaxValue && time.AddTicks(-1) is var last && last < Until) Until = last;
    }
}
