using System.Globalization;
using System.Management.Automation.Host;
using System.Text;
using System.Text.RegularExpressions;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// What the views say of a row. Urgency is always in words; the colours around it are those that the view hands in, and PowerShell takes
/// them out where they do not belong.
/// </summary>
public static class ViewText
{
    private const int WindowMax = 200;
    private const int WindowDefault = 120;
    private const int WindowMin = 60;
    private const int HeadingWidth = 14;

    /// <summary>
    /// How many columns a line may fill: one less than the host has, of which PowerShell leaves the last; without a host that says so, of
    /// 120.
    /// </summary>
    public static int Columns(PSHost? host)
    {
        try
        {
            if (host?.UI?.RawUI?.BufferSize.Width is { } width and > 0) return Math.Clamp(width, WindowMin, WindowMax) - 1;
        }
        catch (SystemException)
        {
            // Hosts without a screen throw exceptions of their own.
        }
        return WindowDefault - 1;
    }

    /// <summary>By when it was asked for and by when it was promised, and where the date stands to them.</summary>
    public static string Due(string asked, string promised, DueState state, bool isMissed)
    {
        var promise = promised.Length > 0 ? $"promised {promised}{(isMissed ? " (MISSED)" : "")}" : isMissed ? "promise (MISSED)" : "";
        var dues = string.Join(", ", new[] { asked, promise }.Where(part => part.Length > 0));
        return state == DueState.None ? dues : $"{dues} ({state.ToString().ToUpperInvariant()})";
    }

    /// <summary>A due in a column of this width, what is urgent in colours.</summary>
    public static string Due(string due, int width, string urgent, string soon, string reset) =>
        Coloured(Wrap(due, width), urgent, soon, reset);

    /// <summary>A promise's due.</summary>
    public static string PromiseDue(string due, DueState state, bool isMissed, int width, string urgent, string soon, string reset) =>
        Due($"{Due(due, "", state, isMissed: false)}{(isMissed ? " (MISSED)" : "")}", width, urgent, soon, reset);

    /// <summary>A state; one that is contested says so.</summary>
    public static string State(ObligationState state, int width, string urgent, string soon, string reset) =>
        Coloured(Wrap(state == ObligationState.Disputed ? "Disputed (contested)" : state.ToString(), width), urgent, soon, reset);

    /// <summary>A change, coloured where something became overdue.</summary>
    public static string Change(StatusChange change, int width, string urgent, string soon, string reset)
    {
        ArgumentNullException.ThrowIfNull(change);
        var text = Wrap(change.Change, width);
        return change is { DueState: DueState.Overdue, What: "Overdue" } && IsColoured ? Lines(text, urgent, reset) : text;
    }

    /// <summary>How many; coloured where there are any.</summary>
    public static string Count(int count, string urgent, string reset) =>
        count > 0 && IsColoured ? $"{urgent}{count}{reset}" : count.ToString(CultureInfo.InvariantCulture);

    /// <summary>A value's name; nothing where there is none.</summary>
    public static string Word(object? value) => value?.ToString() is { } word and not "None" ? word : "";

    /// <summary>A time, to the second and in UTC; nothing where there is none.</summary>
    public static string Time(DateTimeOffset? time) =>
        time is null || time == default(DateTimeOffset) ? "" : time.Value.ToString("u", CultureInfo.InvariantCulture);

    /// <summary>
    /// A name in a column of this width; where it would take more than two lines, the id that the next cmdlet takes as well, if that is
    /// shorter.
    /// </summary>
    public static string Name(string name, string id, int width)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(id);
        var (named, known) = (Wrap(name, width), Wrap(id, width));
        return named.Count(letter => letter == '\n') > 1 && id.Length > 0 && id.Length < name.Length ? known : named;
    }

    /// <summary>Words with a handling marking before them, if there is one.</summary>
    public static string Marked(string marking, string text) => string.IsNullOrEmpty(marking) ? text : $"[{marking}] {text}";

    /// <summary>What a statement says, with its marking; what does not stand says so first.</summary>
    public static string Said(string marking, string summary, Standing standing, string duplicateOf) => standing switch
    {
        Standing.Annulled => $"ANNULLED: {Marked(marking, summary)}",
        Standing.Duplicate => $"DUPLICATE of {duplicateOf}: {Marked(marking, summary)}",
        _ => Marked(marking, summary),
    };

    /// <summary>Words, broken between words, and where a word is longer than the column, after a slash, or else after a hyphen.</summary>
    public static string Wrap(string text, int width)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= width
            ? text
            : string.Join('\n', Wrapped(text, width, "").SelectMany(line => line.Length <= width ? [line] : Pieces(line, width)));
    }

    /// <summary>The brief of a negotiation, wrapped, its headings in a column of their own.</summary>
    public static string Brief(NegotiationStatus status, int columns, string heading, string urgent, string soon, string reset)
    {
        ArgumentNullException.ThrowIfNull(status);
        var text = new StringBuilder();
        var last = "";
        foreach (var line in status.GetBrief())
        {
            var shown = line.Heading == last ? "" : line.Heading;
            last = line.Heading;
            var colour = !IsColoured ? "" : line.Urgency switch { DueState.Overdue => urgent, DueState.Due => soon, _ => "" };
            foreach (var part in Wrapped(line.Text, columns - HeadingWidth, "  "))
            {
                text.Append(IsColoured ? heading : "").Append(shown.PadRight(HeadingWidth))
                    .Append(IsColoured ? reset : "").Append(colour).Append(part).Append(colour.Length > 0 ? reset : "").Append('\n');
                shown = "";
            }
        }
        return text.ToString().TrimEnd('\n');
    }

    // Where there is no terminal, colours are letters among letters.
    private static bool IsColoured => !Console.IsOutputRedirected;

    /// <summary>Colours come after wrapping, which would count them as characters.</summary>
    private static string Coloured(string text, string urgent, string soon, string reset) => !IsColoured ? text : text
        .Replace("(OVERDUE)", $"{urgent}(OVERDUE){reset}", StringComparison.Ordinal)
        .Replace("(MISSED)", $"{urgent}(MISSED){reset}", StringComparison.Ordinal)
        .Replace("(contested)", $"{soon}(contested){reset}", StringComparison.Ordinal)
        .Replace("(DUE)", $"{soon}(DUE){reset}", StringComparison.Ordinal);

    /// <summary>Each line coloured by itself, as a table resets colours at a line's end.</summary>
    private static string Lines(string text, string colour, string reset) =>
        $"{colour}{text.Replace("\n", $"{reset}\n{colour}", StringComparison.Ordinal)}{reset}";

    /// <summary>A long word, such as an id or an interval, in pieces that fit.</summary>
    private static List<string> Pieces(string word, int width)
    {
        var lines = new List<string> { "" };
        foreach (var piece in Regex.Split(word, "(?<=/)")
            .SelectMany(part => part.Length <= width ? [part] : Regex.Split(part, "(?<=-)|(?<=[0-9])(?=T[0-9])")))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + piece.Length > width) lines.Add("");
            lines[^1] += piece;
        }
        return lines;
    }

    /// <summary>Lines of at most a width; those after the first are set in.</summary>
    private static IEnumerable<string> Wrapped(string text, int width, string indent)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && Width(line) + 1 + Width(word) > width)
            {
                yield return line.ToString();
                line.Clear().Append(indent);
            }
            else if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }
        yield return line.ToString();
    }

    private static int Width(object text) => new StringInfo(text.ToString()!).LengthInTextElements;
}
