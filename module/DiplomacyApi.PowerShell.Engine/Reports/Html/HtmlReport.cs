using System.Text.RegularExpressions;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Html;

/// <summary>Writes a report as one HTML page that needs nothing else: no script, no font, no picture from anywhere.</summary>
internal sealed partial class HtmlReport
{
    /// <summary>No script runs and nothing is loaded, whatever a text may hold.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private readonly HtmlWriter _html = new();

    private HtmlReport()
    {
    }

    /// <param name="document">Its content.</param>
    /// <param name="index">The page that leads to all, where there is one.</param>
    /// <param name="feed">The feed of the site, where there is one.</param>
    /// <param name="calendar">The calendar of the site, where there is one.</param>
    public static string Render(Document document, string index = "", string feed = "", string calendar = "")
    {
        var report = new HtmlReport();
        report.Page(document, [(index, "All negotiations"), (feed, "Feed"), (calendar, "Calendar")], feed);
        return report._html.ToString();
    }

    private void Page(Document document, (string Target, string Text)[] ways, string feed) => _html.Element("html", [("lang", "en")], () =>
    {
        _html.Element("head", [], () =>
        {
            _html.Empty("meta", [("charset", "utf-8")]);
            _html.Empty("meta", [("http-equiv", "Content-Security-Policy"), ("content", Policy)]);
            _html.Empty("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            _html.Empty("meta", [("name", "referrer"), ("content", "no-referrer")]);
            _html.Empty("meta", [("name", "color-scheme"), ("content", "light dark")]);
            _html.Element("title", [], document.Title.Text);
            if (feed.Length > 0)
                _html.Empty("link", [("rel", "alternate"), ("type", "application/atom+xml"), ("title", "Statements"), ("href", feed)]);
            _html.Style(ReportStyle.Css);
        });
        _html.Element("body", [], () =>
        {
            _html.Element("div", [("class", "running")], () => Line(document.Running));
            _html.Element("main", [], () =>
            {
                Header(document, ways);
                foreach (var section in document.Sections) Section(section);
            });
        });
    });

    private void Header(Document document, (string Target, string Text)[] ways) => _html.Element("header", [], () =>
    {
        if (document.Marking.Length > 0) _html.Element("p", [("class", "marking")], () => Words(document.Marking));
        _html.Element("h1", [], () => Span(document.Title));
        Facts(document.Point.Rows, "point");
        _html.Element("nav", [("aria-label", "Parts of this report")], () => _html.Element("ul", [], () =>
        {
            foreach (var (target, text) in ways.Where(way => way.Target.Length > 0))
                _html.Element("li", [], () => _html.Element("a", [("href", target)], text));
            foreach (var section in document.Sections)
                _html.Element("li", [], () => _html.Element("a", [("href", $"#{section.Id}")], section.Title));
        }));
    });

    private void Section(Section section) => _html.Element("section",
        [("id", section.Id), ("class", section.OnNewPage ? "new-page" : "part")], () =>
    {
        _html.Element("h2", [], section.Title);
        foreach (var block in section.Blocks) Block(block);
    });

    private void Block(Block block)
    {
        switch (block)
        {
            case Paragraph paragraph: _html.Element("p", [], () => Line(paragraph.Line)); break;
            case Subheading heading: _html.Element("h3", [("id", heading.Id)], () => Line(heading.Line)); break;
            case Bullets bullets:
                _html.Element("ul", [], () =>
                {
                    foreach (var line in bullets.Lines) _html.Element("li", [], () => Line(line));
                });
                break;
            case Facts facts: Facts(facts.Rows, "facts"); break;
            case Table table: Table(table); break;
            case Entries entries: Entries(entries); break;
            case Picture picture: WaitGraphSvg.Write(_html, picture); break;
            default: throw new InvalidOperationException($"A {block.GetType().Name} cannot be written.");
        }
    }

    private void Facts(IReadOnlyList<Fact> facts, string look) => _html.Element("dl", [("class", look)], () =>
    {
        foreach (var fact in facts)
            _html.Element("div", [], () =>
            {
                _html.Element("dt", [], fact.Term);
                _html.Element("dd", [], () => Line(fact.Value));
            });
    });

    private void Table(Table table) => _html.Element("table", [], () =>
    {
        _html.Element("thead", [], () => _html.Element("tr", [], () =>
        {
            foreach (var heading in table.Headings) _html.Element("th", [("scope", "col")], heading);
        }));
        _html.Element("tbody", [], () =>
        {
            foreach (var row in table.Rows)
                _html.Element("tr", [], () =>
                {
                    for (var i = 0; i < row.Count; i++)
                    {
                        var cell = row[i];
                        // The heading goes with the cell, for a screen that has no room for columns.
                        _html.Element("td", [("data-heading", table.Headings[i])], () =>
                            _html.Element("div", [("class", "cell")], () => Line(cell)));
                    }
                });
        });
    });

    private void Entries(Entries entries) => _html.Element("ol", [("class", "entries")], () =>
    {
        foreach (var entry in entries.Rows)
            _html.Element("li", [("id", entry.Anchor)], () =>
            {
                _html.Element("p", [("class", "when")], () => Dated(entry.When));
                _html.Element("div", [], () =>
                {
                    _html.Element("p", [("class", "what")], () => Line(entry.Head));
                    Facts(entry.Facts, "details");
                });
            });
    });

    private void Line(Line line)
    {
        foreach (var span in line.Spans) Span(span);
    }

    private void Span(Span span)
    {
        switch (span.Kind)
        {
            case SpanKind.Words or SpanKind.Date: Dated(span.Text); break;
            case SpanKind.Strong: _html.Element("strong", [], () => Words(span.Text)); break;
            case SpanKind.Said: Words(span.Text, span.Language); break;
            case SpanKind.Quoted: _html.Element("q", [], () => Words(span.Text, span.Language)); break;
            case SpanKind.Code: _html.Element("code", [], span.Text); break;
            case SpanKind.Alert: _html.Element("strong", [("class", "alert")], span.Text); break;
            case SpanKind.Caution: _html.Element("strong", [("class", "caution")], span.Text); break;
            case SpanKind.Mark: _html.Element("span", [("class", "mark")], () => Words(span.Text)); break;
            case SpanKind.Link:
                _html.Element("a", [("href", span.Target), ("rel", "noreferrer noopener nofollow")],
                () => Words(span.Text, span.Language)); break;
            case SpanKind.Reference:
                _html.Element("a",
                [("href", span.Target.Contains('.', StringComparison.Ordinal) ? span.Target : $"#{span.Target}"), ("class", "reference")],
                () => Words(span.Text)); break;
            default: throw new InvalidOperationException($"A span of kind {span.Kind} cannot be written.");
        }
    }

    /// <summary>Somebody's words, in their own direction, so that they turn nothing around them.</summary>
    private void Words(string text, string language = "")
    {
        if (language.Length > 0) _html.Element("bdi", [("dir", "auto"), ("lang", language)], () => Dated(text));
        else _html.Element("bdi", [("dir", "auto")], () => Dated(text));
    }

    /// <summary>A text whose days and months do not break at their hyphens.</summary>
    private void Dated(string text)
    {
        var written = 0;
        foreach (var date in Day().EnumerateMatches(text))
        {
            _html.Text(text[written..date.Index]);
            _html.Element("span", [("class", "date")], text.Substring(date.Index, date.Length));
            written = date.Index + date.Length;
        }
        _html.Text(text[written..]);
    }

    [GeneratedRegex(@"(?<![\w/-])[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:/[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)?[~?%]?(?![\w/-])")]
    private static partial Regex Day();
}
