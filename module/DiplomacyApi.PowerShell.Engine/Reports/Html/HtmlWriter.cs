using System.Text;

namespace DiplomacyApi.PowerShell.Engine.Reports.Html;

/// <summary>
/// Writes HTML and the SVG within it. Every text and every attribute's value is escaped here; what is not, are names of elements and
/// attributes, which are ours, and the stylesheet.
/// </summary>
internal sealed class HtmlWriter
{
    private static readonly string[] OwnLine =
    [
        "head", "meta", "title", "body", "header", "main", "nav", "section", "h1", "h2", "h3", "p", "ul", "ol", "li", "dl", "div", "dt",
        "table", "thead", "tbody", "tr", "th", "td",
        "figure", "svg", "g", "rect", "path", "link", "defs",
    ];

    private readonly StringBuilder _text = new("<!DOCTYPE html>");

    public void Element(string name, ReadOnlySpan<(string Name, string Value)> attributes, Action content)
    {
        Open(name, attributes);
        _text.Append('>');
        content();
        _text.Append("</").Append(name).Append('>');
    }

    public void Element(string name, ReadOnlySpan<(string Name, string Value)> attributes, string text) =>
        Element(name, attributes, () => Text(text));

    /// <summary>An element that has no content.</summary>
    public void Empty(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        _text.Append('>');
    }

    /// <summary>A shape of an SVG, which must close itself.</summary>
    public void Shape(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        _text.Append("/>");
    }

    public void Text(string text) => Escape(text);

    public void Style(string css) => _text.Append("\n<style>\n").Append(css).Append("\n</style>");

    public override string ToString() => _text.ToString() + "\n";

    private void Open(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        if (OwnLine.Contains(name)) _text.Append('\n');
        _text.Append('<').Append(name);
        foreach (var (key, value) in attributes)
        {
            _text.Append(' ').Append(key).Append("=\"");
            Escape(value);
            _text.Append('"');
        }
    }

    private void Escape(string text)
    {
        foreach (var letter in PlainText.Clean(text))
            _ = letter switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                _ => _text.Append(letter),
            };
    }
}
