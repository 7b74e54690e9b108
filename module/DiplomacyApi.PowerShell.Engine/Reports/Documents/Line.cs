using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine.Reports.Documents;

/// <summary>A line of a report, put together piece by piece.</summary>
internal sealed class Line
{
    private readonly List<Span> _spans = [];

    public IReadOnlyList<Span> Spans => _spans;

    public bool IsEmpty => _spans.Count == 0;

    /// <summary>The report's own words.</summary>
    public Line Words(string words) => Add(words, SpanKind.Words);

    /// <summary>A date, which does not break.</summary>
    public Line Date(string date) => Add(date, SpanKind.Date);

    /// <summary>A separator, where something stands before it.</summary>
    public Line Then(string separator) => IsEmpty ? this : Words(separator);

    /// <summary>Somebody's words or name.</summary>
    public Line Said(string text, string language = "") => Add(text, SpanKind.Said, language: language);

    public Line Said(IEnumerable<LocalizedText> texts) => texts.FirstOrDefault() is { } first ? Said(first.Text, first.LanguageCode) : this;

    public Line Quoted(LocalizedText? quotation) =>
        quotation is null ? this : Add(quotation.Text, SpanKind.Quoted, language: quotation.LanguageCode);

    public Line Strong(string text) => Add(text, SpanKind.Strong);

    public Line Code(string id) => Add(id, SpanKind.Code);

    /// <summary>What is overdue or missed.</summary>
    public Line Alert(string text) => Add(text, SpanKind.Alert);

    /// <summary>What is due or contested.</summary>
    public Line Caution(string text) => Add(text, SpanKind.Caution);

    /// <summary>A handling marking.</summary>
    public Line Mark(string marking) => Add(marking, SpanKind.Mark);

    /// <summary>A link out of the report. An address that is not a web address is shown, and leads nowhere.</summary>
    public Line Link(string url, string text, string language = "") => WebAddress.Of(url) is { } address
        ? Add(text.Length > 0 ? text : url, SpanKind.Link, address, language)
        : Said(text, language).Said(text.Length > 0 && url.Length > 0 ? $" ({url})" : url);

    public Line Reference(string anchor, string text) => Add(text, SpanKind.Reference, anchor);

    public Line With(Line other)
    {
        _spans.AddRange(other.Spans);
        return this;
    }

    private Line Add(string text, SpanKind kind, string target = "", string language = "")
    {
        if (text.Length > 0) _spans.Add(new Span(text, kind, target, language));
        return this;
    }
}
