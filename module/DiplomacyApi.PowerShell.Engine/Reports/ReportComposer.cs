using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Sections;

namespace DiplomacyApi.PowerShell.Engine.Reports;

/// <summary>Puts a report together: one page first, then what it rests on.</summary>
internal static class ReportComposer
{
    public static Document Compose(ReportFacts facts)
    {
        var composing = new Composing(facts);
        var marking = Markings.Highest(facts.Markings);
        var title = facts.Negotiation.Titles.FirstOrDefault();
        return new Document(
            ResourceNames.IdOf(facts.Negotiation.Name),
            new Span(title?.Text ?? ResourceNames.IdOf(facts.Negotiation.Name), SpanKind.Said, Language: title?.LanguageCode ?? ""),
            marking,
            PointFacts.Running(facts.Point, marking, new Line().Said(ResourceNames.IdOf(facts.Negotiation.Name))),
            PointFacts.Of(facts.Point, marking, composing.Actors(facts.Negotiation.Parties)),
            [.. FirstPage.Of(composing), TimelineSection.Of(composing), PositionsSection.Of(composing), .. PromisesSection.Of(composing), MeetingsSection.Of(composing), WarningsSection.Of(composing), WaitingSection.Of(composing), PointFacts.Record(facts.Point)]);
    }
}
