using System.Globalization;
using System.Text;
using System.Xml;
using DiplomacyApi.Client.Sentences;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;
using DiplomacyApi.PowerShell.Engine.Reports.Reading;
using DiplomacyApi.PowerShell.Engine.Reports.Sections;

namespace DiplomacyApi.PowerShell.Engine.Reports.Site;

/// <summary>
/// The feed of a site (RFC 4287): what was recorded last, each statement with what it did to the status. An entry's id is made of the log's
/// id and the revision, so that it is the same in every feed of that log.
/// </summary>
internal sealed class AtomFeed
{
    public const string FileName = "feed.atom";

    private const int EntriesMax = 200;
    private const string Namespace = "http://www.w3.org/2005/Atom";

    private readonly SortedList<long, Item> _items = [];

    private sealed record Item(Diplomacy.V1.Statement Statement, string Speaker, IReadOnlyList<string> Effects, string Page);

    public void Add(ReportFacts facts)
    {
        foreach (var entry in facts.Timeline)
            _items[entry.Statement.Revision] = new Item(
                entry.Statement, facts.Name(entry.Statement.Speaker), [.. entry.Effects.Select(effect => effect.InEnglish(facts.Name))],
                SiteIndex.PageOf(facts.Negotiation.Name));
        while (_items.Count > EntriesMax) _items.RemoveAt(0);
    }

    public string Render(ReportPoint point)
    {
        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("feed", Namespace);
            xml.WriteAttributeString("xml", "lang", null, "en");
            Write(xml, "id", IdOf(point.Position.LogId));
            Write(xml, "title", "Negotiations: statements and what they did");
            Write(xml, "updated", Time(point.Recorded ?? DateTimeOffset.UnixEpoch));
            Link(xml, "self", FileName, "application/atom+xml");
            Link(xml, "alternate", SiteIndex.FileName, "text/html");
            xml.WriteStartElement("author", Namespace);
            Write(xml, "name", "DiplomacyApi");
            xml.WriteEndElement();
            foreach (var (revision, item) in _items.Reverse())
                Entry(xml, IdOf($"{point.Position.LogId}:{ReportText.Number(revision)}"), item);
            xml.WriteEndElement();
        }
        return text + "\n";
    }

    private static void Entry(XmlWriter xml, string id, Item item)
    {
        var statement = item.Statement;
        var marking = statement.Marking.Length > 0 ? $"[{statement.Marking}] " : "";
        xml.WriteStartElement("entry", Namespace);
        Write(xml, "id", id);
        Write(xml, "title", $"{marking}{item.Speaker}: {ReportText.InWords(statement.ActKind)}, {statement.Said.Text()}");
        Write(xml, "updated", Time(statement.RecordTime.ToDateTimeOffset()));
        Link(xml, "alternate", $"{item.Page}#{ReportContext.AnchorOf(statement.Name)}", "text/html");
        xml.WriteStartElement("summary", Namespace);
        if (statement.Summaries.FirstOrDefault() is { LanguageCode.Length: > 0 } summary)
            xml.WriteAttributeString("xml", "lang", null, summary.LanguageCode);
        xml.WriteString(PlainText.Clean(statement.Summaries.First()));
        xml.WriteEndElement();
        Write(xml, "content",
            string.Join("\n", item.Effects.Prepend($"{statement.Summaries.First()} ({ReportText.Basis(statement.Attribution)})")));
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, string element, string text) =>
        xml.WriteElementString(element, Namespace, PlainText.Clean(text));

    private static void Link(XmlWriter xml, string relation, string target, string type)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", target);
        xml.WriteEndElement();
    }

    private static string IdOf(string name) => $"urn:uuid:{StableId.Of(name)}";

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>What is written, in the encoding that the file is written in.</summary>
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
