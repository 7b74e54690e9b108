using System.Globalization;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// Takes an instant as ISO 8601 text, DateTime or DateTimeOffset, whatever the culture; a date alone is its beginning, or its end.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class InstantAttribute : ArgumentTransformationAttribute
{
    // Clocks differ by less.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether it is a time at which something was known: a day alone then means its end, as the day of -AsOf does, or now where it is
    /// today; and what lies in the future is refused.
    /// </summary>
    public bool IsKnown { get; set; }

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Choice.Bare(inputData) switch
    {
        null => null,
        DateTimeOffset instant => Checked(instant, instant),
        DateTime { TimeOfDay.Ticks: 0 } day when IsKnown => Day(DateOnly.FromDateTime(day)),
        DateTime instant => Checked(new DateTimeOffset(instant), instant),
        DateOnly day => Day(day),
        string text when DateOnly.TryParseExact(
            text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Day(day),
        string text when IsIso(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) =>
                Checked(instant, text),
        string text =>
            throw Wrong(
                $"'{text}' is not understood as a time. Write 2022-01-28T12:00:00Z, or a day such as 2022-01-28.{DateAdvice.Meant(text)}"),
        var other =>
            throw Wrong($"A {other.GetType().Name} is not a time; give text such as 2022-01-28T12:00:00Z, a DateTime or a DateTimeOffset."),
    };

    private DateTimeOffset Day(DateOnly day)
    {
        var begins = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        if (!IsKnown) return begins;
        var (ends, now) = (begins.AddDays(1).AddTicks(-1), TimeProvider.System.GetUtcNow());
        return Checked(begins, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) <= now && ends > now ? now : ends;
    }

    private DateTimeOffset Checked(DateTimeOffset instant, object typed) => IsKnown && instant > TimeProvider.System.GetUtcNow() + Ahead
        ? throw Wrong(
            $"{string.Create(CultureInfo.InvariantCulture, $"{typed}")} is in the future, and nothing is known of it yet; leave the parameter out for all that is recorded.")
        : instant;

    private static bool IsIso(string text) =>
        text.AsSpan().TrimStart() is [>= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', '-', ..];

    private static ArgumentTransformationMetadataException Wrong(string message) => new(message);
}
