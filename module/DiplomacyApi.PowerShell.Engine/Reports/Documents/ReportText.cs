using System.Globalization;
using System.Text;
using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine.Reports.Documents;

/// <summary>How a report says what messages hold as values.</summary>
internal static class ReportText
{
    public const string None = "–";

    /// <summary>AwaitingAnswers as "awaiting answers".</summary>
    public static string InWords(Enum value) => InWords(value.ToString());

    public static string InWords(string value)
    {
        var words = new StringBuilder();
        foreach (var letter in value)
        {
            if (char.IsAsciiLetterUpper(letter) && words.Length > 0) words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }

    public static string State(Diplomacy.V1.NegotiationState state) =>
        state == Diplomacy.V1.NegotiationState.Unspecified ? "not begun" : InWords(state);

    public static string Position(Diplomacy.V1.Disposition position) =>
        position == Diplomacy.V1.Disposition.Unspecified ? None : InWords(position);

    /// <summary>Who vouches for something.</summary>
    public static string Basis(Diplomacy.V1.Attribution basis) => basis switch
    {
        Diplomacy.V1.Attribution.OnRecord => "on record",
        Diplomacy.V1.Attribution.Readout => "according to a readout",
        Diplomacy.V1.Attribution.Counterpart => "according to the other side",
        Diplomacy.V1.Attribution.Anonymous => "according to an anonymous source",
        Diplomacy.V1.Attribution.Media => "according to the media",
        _ => None,
    };

    public static string Owed(Diplomacy.V1.ObligationKind kind) => kind switch
    {
        Diplomacy.V1.ObligationKind.Reply => "a reply",
        Diplomacy.V1.ObligationKind.Performance => "what was promised",
        _ => "an answer",
    };

    /// <summary>A due, and whether it is reached or past, in words.</summary>
    public static Line Due(PartialDate? due, Diplomacy.V1.DueState state)
    {
        var line = new Line();
        return due is null ? line : Mark(line.Date(due.Text), state);
    }

    /// <summary>Whether a due date is reached or past; it follows the date.</summary>
    public static Line Mark(Line dues, Diplomacy.V1.DueState state) => state switch
    {
        Diplomacy.V1.DueState.Overdue => dues.Words(" ").Alert("OVERDUE"),
        Diplomacy.V1.DueState.Due => dues.Words(" ").Caution("DUE"),
        _ => dues,
    };

    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(instant.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd HH:mm' UTC'" : "yyyy-MM-dd HH:mm:ss' UTC'",
            CultureInfo.InvariantCulture);

    /// <summary>An as-of date as it was given; the server's now, which has ticks, to the minute.</summary>
    public static string AsOf(string date) => DateTimeOffset.TryParseExact(
        date, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
        ? instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm' UTC'", CultureInfo.InvariantCulture)
        : date;

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Several of something, or one.</summary>
    public static string Count(int count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";
}
