using System.Globalization;
using System.Management.Automation.Host;
using System.Text;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// What the views say of a row. Urgency is always in words; the colours around it are those that the view hands in, and PowerShell takes
/// them out where they do not belong.
/// </summary>
public static class ViewText
{
    private const int WindowMax = 120;
    private const int WindowMin = 60;
    private const int HeadingWidth = 14;

    /// <summary>How many columns a line may fill: one less than the window has, of which PowerShell leaves the last; of 120 where it is wider or there is none.</summary>
    public static int Columns(PSHost? host)
    {
        if (Console.IsOutputRedirected || host?.UI?.RawUI is not { } screen) return WindowMax - 1;
        try
        {
            return Math.Clamp(screen.WindowSize.Width, WindowMin, WindowMax) - 1;
        }
        catch (SystemException)
        {
            // Hosts without a screen tell it in ways of their own.
            return WindowMax - 1;
        }
    }

    /// <summary>A due, and whether it is reached or past.</summary>
    public static string Due(string due, DueState state, string urgent, string soon, string reset) => state switch
    {
        DueState.Overdue => $"{due} {urgent}(OVERDUE){reset}",
        DueState.Due => $"{due} {soon}(DUE){reset}",
        _ => due,
    };

    /// <summary>A due in a column of this width.</summary>
    public static string Due(string due, DueState state, int width, string urgent, string soon, string reset) =>
        Coloured(Wrap(Due(due, state, "", "", ""), width), urgent, soon, reset);

    /// <summary>By when it was asked for and by when it was promised, and where the date stands to them, in a column of this width.</summary>
    public static string Dues(string asked, string promised, DueState state, bool isMissed, int width, string urgent, string soon, string reset)
    {
        var promise = promised.Length > 0 ? $"promised {promised}{(isMissed ? " (MISSED)" : "")}" : isMissed ? "promise (MISSED)" : "";
        var dues = string.Join(", ", new[] { asked, promise }.Where(part => part.Length > 0));
        return Coloured(Wrap(Due(dues, state, "", "", ""), width), urgent, soon, reset);
    }

    /// <summary>A state; one that is contested says so.</summary>
    public static string State(ObligationState state, string soon, string reset) =>
        state == ObligationState.Disputed ? $"{soon}Disputed (contested){reset}" : state.ToString();

    /// <summary>A state in a narrow column: on two lines where it is contested, each coloured by itself, as a table resets colours at a line's end.</summary>
    public static string NarrowState(ObligationState state, string soon, string reset) => State(state, soon, reset).Replace(" ", $"{reset}\n{soon}", StringComparison.Ordinal);

    /// <summary>Words with a handling marking before them, if there is one.</summary>
    public static string Marked(string marking, string text) => string.IsNullOrEmpty(marking) ? text : $"[{marking}] {text}";

    /// <summary>What a statement says, with its marking; what does not stand says so first.</summary>
    public static string Said(string marking, string summary, Standing standing, string duplicateOf) => standing switch
    {
        Standing.Annulled => $"ANNULLED: {Marked(marking, summary)}",
        Standing.Duplicate => $"DUPLICATE of {duplicateOf}: {Marked(marking, summary)}",
        _ => Marked(marking, summary),
    };

    /// <summary>Words, broken between words and after a slash, so that a column does not break within them.</summary>
    public static string Wrap(string text, int width)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= width ? text : string.Join('\n', Wrapped(text, width, "").SelectMany(line => line.Length <= width ? [line] : line.Replace("/", "/\n", StringComparison.Ordinal).Split('\n')));
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
            var colour = line.Urgency switch { DueState.Overdue => urgent, DueState.Due => soon, _ => "" };
            foreach (var part in Wrapped(line.Text, columns - HeadingWidth, "  "))
            {
                text.Append(heading).Append(shown.PadRight(HeadingWidth)).Append(reset).Append(colour).Append(part).Append(colour.Length > 0 ? reset : "").Append('\n');
                shown = "";
            }
        }
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Colours come after wrapping, which would count them as characters.</summary>
    private static string Coloured(string text, string urgent, string soon, string reset) => text
        .Replace("(OVERDUE)", $"{urgent}(OVERDUE){reset}", StringComparison.Ordinal)
        .Replace("(MISSED)", $"{urgent}(MISSED){reset}", StringComparison.Ordinal)
        .Replace("(DUE)", $"{soon}(DUE){reset}", StringComparison.Ordinal);

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
