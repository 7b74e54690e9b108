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
    private const int ColumnsMax = 120;
    private const int ColumnsMin = 60;
    private const int HeadingWidth = 14;

    // A line that fills the last column is broken by some terminals.
    private const int Margin = 2;

    /// <summary>For how many columns text is wrapped: those of the window, or 120 where it is wider or there is none.</summary>
    public static int Columns(PSHost? host)
    {
        if (Console.IsOutputRedirected || host?.UI?.RawUI is not { } screen) return ColumnsMax;
        try
        {
            return Math.Clamp(screen.WindowSize.Width, ColumnsMin, ColumnsMax);
        }
        catch (Exception none) when (none is HostException or NotImplementedException or IOException)
        {
            return ColumnsMax;
        }
    }

    /// <summary>A due, and whether it is reached or past.</summary>
    public static string Due(string due, DueState state, string urgent, string soon, string reset) => state switch
    {
        DueState.Overdue => $"{due} {urgent}(OVERDUE){reset}",
        DueState.Due => $"{due} {soon}(DUE){reset}",
        _ => due,
    };

    /// <summary>A due of a demand, and beside it by when it was promised.</summary>
    public static string Due(PendingDemand row, string urgent, string soon, string reset)
    {
        ArgumentNullException.ThrowIfNull(row);
        var due = Due(row.Due, row.Overdue, urgent, soon, reset);
        var promised = row.PromisedDue.Length > 0 ? $"promised {row.PromisedDue}{(row.PromiseMissed ? $" {urgent}(MISSED){reset}" : "")}"
            : row.PromiseMissed ? $"{urgent}promise MISSED{reset}" : "";
        return string.Join(", ", new[] { due, promised }.Where(part => part.Length > 0));
    }

    /// <summary>A state; one that is contested says so.</summary>
    public static string State(ObligationState state, string soon, string reset) =>
        state == ObligationState.Disputed ? $"{soon}Disputed (contested){reset}" : state.ToString();

    /// <summary>Words with a handling marking before them, if there is one.</summary>
    public static string Marked(string marking, string text) => string.IsNullOrEmpty(marking) ? text : $"[{marking}] {text}";

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
            foreach (var part in Wrapped(line.Text, columns - Margin - HeadingWidth, "  "))
            {
                text.Append(heading).Append(shown.PadRight(HeadingWidth)).Append(reset).Append(colour).Append(part).Append(colour.Length > 0 ? reset : "").Append('\n');
                shown = "";
            }
        }
        return text.ToString().TrimEnd('\n');
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
