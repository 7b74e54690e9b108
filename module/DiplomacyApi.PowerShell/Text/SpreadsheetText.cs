namespace DiplomacyApi.PowerShell;

/// <summary>
/// Texts in cells that a spreadsheet is to show and not to calculate. What begins like a formula gets an apostrophe before it, as one would
/// type it there, and what has apostrophes before that gets one more, so that the text can be had back.
/// </summary>
internal static class SpreadsheetText
{
    private const char Mark = '\'';

    public static string Escape(string text) => IsFormula(text) ? Mark + text : text;

    public static string Unescape(string cell) => cell is [Mark, ..] && IsFormula(cell) ? cell[1..] : cell;

    private static bool IsFormula(string text) =>
        text.AsSpan().TrimStart(Mark) is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..];
}
