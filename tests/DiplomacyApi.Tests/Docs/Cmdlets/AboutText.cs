using System.Text;

namespace DiplomacyApi.Tests.Docs.Cmdlets;

/// <summary>Writes an about_ page as the text that Get-Help shows.</summary>
internal static class AboutText
{
    private const int ColumnsMax = 78;
    private const string Indent = "    ";

    public static string Of(string[] lines)
    {
        var text = new StringBuilder();
        var paragraph = new List<string>();
        var isCode = false;
        var isTable = false;
        foreach (var line in lines.Append(""))
        {
            var isRow = !isCode && line.StartsWith('|');
            if (paragraph.Count > 0 && (isRow || line.Length == 0 || line[0] is '#' or '`')) Flush(text, paragraph);
            if (line.StartsWith("```", StringComparison.Ordinal)) isCode = !isCode;
            else if (isCode) text.Append(Indent).Append(Indent).AppendLine(line);
            else if (line.StartsWith("# ", StringComparison.Ordinal))
                text.AppendLine("TOPIC").Append(Indent).AppendLine(line[2..]).AppendLine().AppendLine("SHORT DESCRIPTION");
            else if (line.StartsWith("## ", StringComparison.Ordinal)) text.AppendLine(line[3..].ToUpperInvariant());
            else if (isRow) Row(text, line, isFirst: !isTable);
            else if (line.Length > 0) paragraph.Add(line);
            else text.AppendLine();
            isTable = isRow;
        }
        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static void Flush(StringBuilder text, List<string> paragraph)
    {
        Wrapped(text, string.Join(' ', paragraph), Indent);
        paragraph.Clear();
    }

    /// <summary>
    /// What is in the first cell, and below it what is in the second. The row of headings and the one under it are left out.
    /// </summary>
    private static void Row(StringBuilder text, string line, bool isFirst)
    {
        var cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries);
        if (isFirst || cells[0].StartsWith("---", StringComparison.Ordinal)) return;
        Wrapped(text, cells[0], Indent);
        // A command stays on one line, so that it can be copied.
        if (cells[1].StartsWith('`')) text.Append(Indent).Append(Indent).AppendLine(cells[1].Trim('`')).AppendLine();
        else Wrapped(text, cells[1], Indent + Indent);
    }

    private static void Wrapped(StringBuilder text, string paragraph, string indent)
    {
        var column = 0;
        foreach (var word in paragraph.Split(' '))
        {
            if (column == 0) text.Append(indent).Append(word);
            else if (column + 1 + word.Length > ColumnsMax) text.AppendLine().Append(indent).Append(word);
            else text.Append(' ').Append(word);
            column = (column == 0 || column + 1 + word.Length > ColumnsMax ? indent.Length : column + 1) + word.Length;
        }
        text.AppendLine();
    }
}
