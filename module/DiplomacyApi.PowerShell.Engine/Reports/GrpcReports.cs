using System.Runtime.CompilerServices;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Calendars;
using DiplomacyApi.PowerShell.Engine.Reports.Html;
using DiplomacyApi.PowerShell.Engine.Reports.Markdown;
using DiplomacyApi.PowerShell.Engine.Reports.Reading;
using DiplomacyApi.PowerShell.Engine.Reports.Site;

namespace DiplomacyApi.PowerShell.Engine.Reports;

/// <summary>Reports of the negotiations of a server.</summary>
internal sealed class GrpcReports(DiplomacyClient client) : IReportQueries
{
    public Task<string> GetReportAsync(
        ReportQuery query, Clocks clocks, CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        var reader = await ReportReader.AtAsync(client, clocks, query.ChangedSince, cancellationToken).ConfigureAwait(false);
        var facts = await reader.ReadAsync(ResourceNames.Parse("negotiations", query.Negotiation), cancellationToken).ConfigureAwait(false);
        if (query.Format == ReportFormat.ICalendar)
        {
            var calendar = new CalendarFile(reader.Point);
            calendar.Add(facts);
            return calendar.Render(facts.Negotiation.Titles.First());
        }
        var report = ReportComposer.Compose(facts);
        return query.Format == ReportFormat.Html ? HtmlReport.Render(report) : MarkdownReport.Render(report);
    });

    public async IAsyncEnumerable<ReportFile> GetSiteAsync(
        ReportQuery query, Clocks clocks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = await ErrorTranslator.TranslateErrorsAsync(() =>
            ReportReader.AtAsync(client, clocks, query.ChangedSince, cancellationToken)).ConfigureAwait(false);
        var site = new SiteIndex(reader.Point);
        foreach (var negotiation in await ErrorTranslator.TranslateErrorsAsync(() =>
            reader.NegotiationsAsync(cancellationToken)).ConfigureAwait(false))
        {
            var facts = await ErrorTranslator.TranslateErrorsAsync(() =>
                reader.ReadAsync(negotiation, cancellationToken)).ConfigureAwait(false);
            site.Add(facts);
            yield return new ReportFile(SiteIndex.PageOf(negotiation),
                HtmlReport.Render(ReportComposer.Compose(facts), SiteIndex.FileName));
        }
        yield return new ReportFile(AtomFeed.FileName, site.Feed.Render(reader.Point));
        yield return new ReportFile(CalendarFile.FileName, site.Calendar.Render("Negotiations"));
        yield return new ReportFile(SiteIndex.FileName,
            HtmlReport.Render(site.Compose(), feed: AtomFeed.FileName, calendar: CalendarFile.FileName));
    }
}
