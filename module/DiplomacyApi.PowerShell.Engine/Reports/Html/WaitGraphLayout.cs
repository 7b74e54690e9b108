using System.Globalization;
using System.Text;
using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine.Reports.Html;

internal readonly record struct Place(double X, double Y);

internal sealed record PlacedNode(string Actor, string Name, Place Centre, double Width);

/// <summary>An arrow: a curve from a border to a border, and where its count stands.</summary>
internal sealed record PlacedEdge(WaitEdge Edge, Place From, Place Bend, Place To, Place Label);

/// <summary>
/// Where actors and arrows stand. Actors stand on an ellipse in the order of their names in the log, so that the same graph is always the
/// same picture; arrows bend to their left, so that two that go both ways do not cover each other.
/// </summary>
internal sealed record WaitGraphLayout(double Width, double Height, IReadOnlyList<PlacedNode> Nodes, IReadOnlyList<PlacedEdge> Edges)
{
    public const double NodeHeight = 34;

    private const int NodesMax = 24;
    private const double PageWidth = 720;
    private const double Margin = 110;
    private const double Bend = 0.14;
    private const double Gap = 3;
    private const double CountGap = 13;
    private const double CountHalfWidth = 50;

    /// <summary>The layout; null where there are too many actors for a picture.</summary>
    public static WaitGraphLayout? Of(WaitGraph graph, Func<string, string> name)
    {
        var actors = graph.Edges.SelectMany(edge => new[] { edge.Debtor, edge.Creditor }).Distinct().Order(StringComparer.Ordinal).ToList();
        if (actors.Count > NodesMax) return null;
        var height = actors.Count <= 2 ? 120 : 180 + (34 * actors.Count);
        var nodes = actors.Select((actor, i) =>
            new PlacedNode(actor, name(actor), OnEllipse(i, actors.Count, height), WidthOf(name(actor)))).ToDictionary(node => node.Actor,
            StringComparer.Ordinal);
        return new WaitGraphLayout(PageWidth, height, [.. nodes.Values],
            [.. graph.Edges.Select(edge => Placed(edge, nodes[edge.Creditor], nodes[edge.Debtor]))]);
    }

    private static Place OnEllipse(int i, int count, double height)
    {
        // Two stand side by side, and of more the first stands on top.
        var angle = (2 * Math.PI * i / count) - (count == 2 ? Math.PI : Math.PI / 2);
        var radius = (height / 2) - NodeHeight;
        return new Place((PageWidth / 2) + (((PageWidth / 2) - Margin) * Math.Cos(angle)), (height / 2) + (radius * Math.Sin(angle)));
    }

    private static PlacedEdge Placed(WaitEdge edge, PlacedNode from, PlacedNode to)
    {
        var (x, y) = (to.Centre.X - from.Centre.X, to.Centre.Y - from.Centre.Y);
        var bend = new Place(((from.Centre.X + to.Centre.X) / 2) + (Bend * y), ((from.Centre.Y + to.Centre.Y) / 2) - (Bend * x));
        var (start, end) = (Border(from, bend), Border(to, bend));
        // The count stands on the outer side of the bend, further off where the arrow is steep and would run through the words.
        var length = Math.Sqrt((x * x) + (y * y));
        var (outX, outY) = (y / length, -x / length);
        var away = CountGap + (Math.Abs(outX) * CountHalfWidth);
        return new PlacedEdge(edge, start, bend, end,
            new Place(((start.X + (2 * bend.X) + end.X) / 4) + (away * outX), ((start.Y + (2 * bend.Y) + end.Y) / 4) + (away * outY)));
    }

    /// <summary>Where the way from an actor to a place leaves the actor's frame.</summary>
    private static Place Border(PlacedNode node, Place towards)
    {
        var (x, y) = (towards.X - node.Centre.X, towards.Y - node.Centre.Y);
        var (halfWidth, halfHeight) = ((node.Width / 2) + Gap, (NodeHeight / 2) + Gap);
        var share = Math.Min(x == 0 ? double.MaxValue : halfWidth / Math.Abs(x), y == 0 ? double.MaxValue : halfHeight / Math.Abs(y));
        return new Place(node.Centre.X + (x * Math.Min(share, 1)), node.Centre.Y + (y * Math.Min(share, 1)));
    }

    private static double WidthOf(string name) => 26 + name.EnumerateRunes().Sum(rune =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark ? 0 : rune.Value is >= 0x2E80 and < 0x20000 ? 14.5 : 8.3);
}
