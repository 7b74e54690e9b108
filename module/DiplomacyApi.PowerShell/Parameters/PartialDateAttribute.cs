using System.Globalization;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// Takes a date as text (EDTF), DateTime, DateTimeOffset or DateOnly, and gives the text. No culture has a say in it: a date that is a
/// value is written as a date, not as the culture would print it.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PartialDateAttribute : ArgumentTransformationAttribute
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:sszzz";
    private const string NoOffsetFormat = "yyyy-MM-dd'T'HH:mm:ss";

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            string text =>
                DateAdvice.For(text.Trim()) is { } advice ? throw new ArgumentTransformationMetadataException(advice) : text.Trim(),
            DateOnly day => day.ToString(DayFormat, CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.ToString(InstantFormat, CultureInfo.InvariantCulture),
            // Midnight is how a day is written as a DateTime, of whatever kind; who means the instant gives a DateTimeOffset.
            DateTime { TimeOfDay.Ticks: 0 } day => day.ToString(DayFormat, CultureInfo.InvariantCulture),
            DateTime instant => new DateTimeOffset(instant).ToString(InstantFormat, CultureInfo.InvariantCulture),
            int year => year.ToString("0000", CultureInfo.InvariantCulture),
            var other =>
                throw new ArgumentTransformationMetadataException(
                    $"A {other.GetType().Name} is not a date; give text such as 2022-01-18 or 2021-12, a DateTime, DateTimeOffset or DateOnly."),
        };

    /// <summary>The same of a part of a value, such as the date of a report.</summary>
    internal static string? OfPart(string part, object? value)
    {
        try
        {
            return (string?)new PartialDateAttribute().Transform(null!, value);
        }
        catch (ArgumentTransformationMetadataException problem)
        {
            throw new DiplomacyApiException($"{part}: {problem.Message}", "InvalidDate", ErrorCategory.InvalidArgument);
        }
    }

    /// <summary>
    /// The same of a row, which must mean the same on every machine: a time that ConvertFrom-Json read of a text without an offset is that
    /// text again, and one that it moved to the local offset is written in UTC.
    /// </summary>
    internal static object? OfRow(object? cell) => (cell is PSObject wrapped ? wrapped.BaseObject : cell) switch
    {
        DateTime { TimeOfDay.Ticks: not 0, Kind: DateTimeKind.Unspecified } time =>
            time.ToString(NoOffsetFormat, CultureInfo.InvariantCulture),
        DateTime { TimeOfDay.Ticks: not 0 } instant =>
            new DateTimeOffset(instant.ToUniversalTime()).ToString(InstantFormat, CultureInfo.InvariantCulture),
        _ => new PartialDateAttribute().Transform(null!, cell),
    };
}
