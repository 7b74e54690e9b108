using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Html;

/// <summary>Draws who waits for whom: an arrow from who waits to whoever is to act.</summary>
internal static class WaitGraphSvg
{
    private const int NameLettersMax = 24;

    public static void Write(HtmlWriter html, Picture picture)
    {
        var layout = WaitGraphLayout.Of(picture.Graph, actor => Short(picture.Name(actor)));
        if (layout is null)
        {
            html.Element("p", [], "There are too many actors for a picture; the table names them all.");
            return;
        }
        html.Element("figure", [],
            () =>
                html.Element("svg",
                    [("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {Number(layout.Width)} {Number(layout.Height)}"),
                        ("role", "img"), ("aria-labelledby", "waiting-title waiting-told")],
                    () =>
        {
            html.Element("title", [("id", "waiting-title")], "Who waits for whom");
            html.Element("desc", [("id", "waiting-told")],
                string.Join(" ",
                    picture.Graph.Edges.Select(edge =>
                        $"{picture.Name(edge.Creditor)} waits for {picture.Name(edge.Debtor)}: {Label(edge)}.")));
            foreach (var edge in layout.Edges) Edge(html, edge);
            foreach (var node in layout.Nodes) Node(html, node);
            foreach (var edge in layout.Edges)
                html.Element("text",
                    [("class", edge.Edge.OverdueCount > 0 ? "count late" : "count"), ("x", Number(edge.Label.X)),
                        ("y", Number(edge.Label.Y + 4)), ("text-anchor", "middle")],
                    Label(edge.Edge));
        }));
    }

    private static void Edge(HtmlWriter html, PlacedEdge edge)
    {
        var late = edge.Edge.OverdueCount > 0 ? " late" : "";
        html.Shape("path", [("class", $"edge{late}"), ("d", $"M{At(edge.From)} Q{At(edge.Bend)} {At(edge.To)}")]);
        var (x, y) = (edge.To.X - edge.Bend.X, edge.To.Y - edge.Bend.Y);
        var length = Math.Sqrt((x * x) + (y * y));
        (x, y) = (x / length, y / length);
        var back = new Place(edge.To.X - (11 * x), edge.To.Y - (11 * y));
        html.Shape("path",
            [("class", $"tip{late}"),
                ("d",
                    $"M{At(edge.To)} L{At(new Place(back.X - (5 * y), back.Y + (5 * x)))} L{At(new Place(back.X + (5 * y), back.Y - (5 * x)))} Z")]);
    }

    private static void Node(HtmlWriter html, PlacedNode node)
    {
        html.Shape("rect",
            [("class", "node"), ("x", Number(node.Centre.X - (node.Width / 2))),
                ("y", Number(node.Centre.Y - (WaitGraphLayout.NodeHeight / 2))), ("width", Number(node.Width)),
                ("height", Number(WaitGraphLayout.NodeHeight)), ("rx", "8")]);
        html.Element("text",
            [("x", Number(node.Centre.X)), ("y", Number(node.Centre.Y + 5)), ("text-anchor", "middle"), ("unicode-bidi", "plaintext")],
            node.Name);
    }

    private static string Label(WaitEdge edge) =>
        $"{ReportText.Number(edge.OwedCount)} owed{(edge.OverdueCount > 0 ? $", {ReportText.Number(edge.OverdueCount)} OVERDUE" : "")}";

    private static string Short(string name)
    {
        var letters = new StringInfo(name);
        return letters.LengthInTextElements <= NameLettersMax ? name : letters.SubstringByTextElements(0, NameLettersMax - 1) + "…";
    }

    private static string At(Place place) => $"{Number(place.X)},{Number(place.Y)}";

    private static string Number(double number) =>
        (Math.Round(number, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture) is "-0"
            ? "0"
            : Math.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
