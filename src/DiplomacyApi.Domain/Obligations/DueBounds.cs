using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>From when to when what is owed is due.</summary>
public static class DueBounds
{
    /// <summary>Half-open. A due that is an instant begins with its day, in its own offset; any other with its own beginning.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) Of(PartialDate due)
    {
        ArgumentNullException.ThrowIfNull(due);
        var (earliest, latest) = DateBounds.Of(due);
        return (DayOf(due.Text) ?? earliest, latest);
    }

    /// <summary>The beginning of an instant's day; null for what is none, or begins before the first day there is.</summary>
    private static DateTimeOffset? DayOf(string text)
    {
        var clock = text.IndexOf('T', StringComparison.Ordinal);
        if (clock < 0 || text.Contains('/', StringComparison.Ordinal)) return null;
        var offset = text.IndexOfAny(['Z', '+', '-'], clock);
        var midnight = $"{text[..clock]}T00:00{(offset < 0 ? "Z" : text[offset..].TrimEnd('~', '?', '%'))}";
        return EdtfDate.TryParse(midnight, out var day, out _) ? day.Earliest : null;
    }
}
