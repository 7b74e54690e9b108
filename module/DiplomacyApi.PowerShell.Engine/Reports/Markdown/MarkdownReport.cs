using System.Text;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Markdown;

/// <summary>Writes a report as Markdown, as GitHub and most others read it.</summary>
internal sealed class MarkdownReport
{
    private readonly StringBuilder _text = new();

    private MarkdownReport()
    {
    }

    public static string Render(Document document)
    {
        var report = new MarkdownReport();
        report.Page(document);
        return report._text.ToString();
    }

    private void Page(Document document)
    {
        if (document.Marking.Length > 0) Write($"**{MarkdownText.Isolated(document.Marking)}**\n\n");
        Write($"# {MarkdownText.Isolated(document.Title.Text)}\n\n");
        Facts(document.Point.Rows);
        foreach (var section in document.Sections)
        {
            Write($"\n## {section.Title}\n");
            foreach (var block in section.Blocks)
            {
                Write("\n");
                Block(block);
            }
        }
    }

    private void Block(Block block)
    {
        switch (block)
        {
            case Paragraph paragraph: Write($"{Of(paragraph.Line)}\n"); break;
            case Subheading heading: Write($"### <a id=\"{heading.Id}\"></a>{Of(heading.Line)}\n"); break;
            case Bullets bullets:
                foreach (var line in bullets.Lines) Write($"- {Of(line)}\n");
                break;
            case Facts facts: Facts(facts.Rows); break;
            case Table table: Table(table); break;
            case Entries entries:
                foreach (var entry in entries.Rows)
                {
                    Write($"- <a id=\"{entry.Anchor}\"></a>{MarkdownText.Escape(entry.When)} · {Of(entry.Head)}\n");
                    foreach (var fact in entry.Facts) Write($"  - {fact.Term}: {Of(fact.Value)}\n");
                }
                break;
            // The table beside it says the same.
            case Picture: _text.Length--; break;
            default: throw new InvalidOperationException($"A {block.GetType().Name} cannot be written.");
        }
    }

    private void Facts(IReadOnlyList<Fact> facts)
    {
        foreach (var fact in facts) Write($"- **{fact.Term}**: {Of(fact.Value)}\n");
    }

    private void Table(Table table)
    {
        Write($"| {string.Join(" | ", table.Headings)} |\n|{string.Concat(table.Headings.Select(_ => " --- |"))}\n");
        foreach (var row in table.Rows) Write($"| {string.Join(" | ", row.Select(Of))} |\n");
    }

    private void Write(string text) => _text.Append(text);

    private static string Of(Line line) => string.Concat(line.Spans.Select((span, place) => Of(span, place == 0))).TrimEnd();

    private static string Of(Span span, bool isFirst) => span.Kind switch
    {
        SpanKind.Words or SpanKind.Date => MarkdownText.Escape(span.Text),
        SpanKind.Said => MarkdownText.Isolated(span.Text, isFirst),
        SpanKind.Quoted => $"“{MarkdownText.Isolated(span.Text)}”",
        SpanKind.Code => MarkdownText.Code(span.Text),
        SpanKind.Link => $"[{MarkdownText.Isolated(span.Text)}](<{span.Target}>)",
        SpanKind.Reference => $"[{MarkdownText.Isolated(span.Text)}](#{span.Target})",
        SpanKind.Strong or SpanKind.Alert or SpanKind.Caution or SpanKind.Mark => $"**{MarkdownText.Isolated(span.Text)}**",
        var other => throw new InvalidOperationException($"A span of kind {other} cannot be written."),
    };
}
