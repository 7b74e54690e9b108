using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;
using DiplomacyApi.PowerShell.Engine.Reports.Reading;
using DiplomacyApi.PowerShell.Engine.Reports.Sections;

namespace DiplomacyApi.PowerShell.Engine.Reports;

/// <summary>Puts a report together: one page first, then what it rests on.</summary>
internal static class ReportComposer
{
    public static Document Compose(ReportFacts facts)
    {
        var context = new ReportContext(facts);
        var marking = Markings.Highest(facts.Markings);
        var title = facts.Negotiation.Titles.FirstOrDefault();
        return new Document(
            ResourceNames.IdOf(facts.Negotiation.Name),
            new Span(title?.Text ?? ResourceNames.IdOf(facts.Negotiation.Name), SpanKind.Said, Language: title?.LanguageCode ?? ""),
            marking,
            ReportHeader.RunningLine(facts.Point, marking, new Line().Said(ResourceNames.IdOf(facts.Negotiation.Name))),
            ReportHeader.Facts(facts.Point, marking, context.Actors(facts.Negotiation.Parties)),
            [.. FirstPage.Of(context), TimelineSection.Of(context), PositionsSection.Of(context), .. PromisesSection.Of(context),
                MeetingsSection.Of(context), WarningsSection.Of(context), WaitingSection.Of(context),
                ReportHeader.RecordSection(facts.Point)]);
    }
}
