using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;
using static DiplomacyApi.PowerShell.Engine.Messages.FieldValues;

namespace DiplomacyApi.PowerShell.Engine.Statements;

/// <summary>
/// Puts what was typed into a statement: into an empty one, one begun like an earlier one, or a copy of the one that is edited.
/// </summary>
internal sealed class StatementComposer(ActorResolver actors)
{
    /// <summary>Changes what the draft gives, and leaves the rest.</summary>
    public async Task ApplyAsync(Diplomacy.V1.Statement statement, StatementDraft draft, string source, CancellationToken token)
    {
        if (draft.Said is not null) statement.Said = Date(draft.Said);
        var names = new DatedActorResolver(actors, statement.Said.Text(), source);
        if (draft.By is not null) statement.Speaker = await names.OneAsync(draft.By, token).ConfigureAwait(false);
        if (draft.ToldBy is not null) statement.ToldBy = await names.OneAsync(draft.ToldBy, token).ConfigureAwait(false);
        await names.SetAsync(statement.Addressees, draft.To, token).ConfigureAwait(false);
        await names.SetAsync(statement.OnBehalfOf, draft.OnBehalfOf, token).ConfigureAwait(false);
        await names.SetAsync(statement.Through, draft.Through, token).ConfigureAwait(false);
        if (draft.Form != Form.None) statement.Form = MessageExtensions.From<Diplomacy.V1.Form>(draft.Form);
        if (draft.Release != Release.None) statement.Release = MessageExtensions.From<Diplomacy.V1.Release>(draft.Release);
        if (draft.Attribution != Attribution.None)
            statement.Attribution = MessageExtensions.From<Diplomacy.V1.Attribution>(draft.Attribution);
        if (draft.Negotiation is not null) statement.Negotiation = Name("negotiations", draft.Negotiation);
        if (draft.Marking is not null) statement.Marking = draft.Marking;
        if (draft.InReplyTo is not null) statement.InReplyTo = Name("statements", draft.InReplyTo);
        Set(statement.Summaries, draft.Summary, draft.Language);
        if (draft.Quote is not null) statement.Quotation = Quotation(draft.Quote, draft.Language ?? statement.Quotation?.LanguageCode);
        if (draft.Reports is not null)
        {
            statement.Reports.Clear();
            foreach (var report in draft.Reports)
                statement.Reports.Add(await ReportOfAsync(report, draft.Language, token).ConfigureAwait(false));
        }
        if (draft.Act is not null)
            await new ActComposer(names, draft.Language).ApplyAsync(statement, draft.Act, token).ConfigureAwait(false);
    }

    public async Task<Report> ReportOfAsync(ReportDraft report, string? language, CancellationToken token) => new()
    {
        Outlet = report.Outlet is null ? "" : await actors.OutletAsync(report.Outlet, token).ConfigureAwait(false),
        Url = report.Url ?? "",
        Published = string.IsNullOrEmpty(report.Published) ? null : Date(report.Published),
        LanguageCode = report.Language ?? language ?? "",
        Title = report.Title ?? "",
        Reliability = report.Reliability?.ToUpperInvariant() ?? "",
        Credibility = report.Credibility,
        ContentHash = report.ContentHash ?? "",
    };

    private static LocalizedText? Quotation(Words quote, string? language) =>
        quote.Texts.Count == 0 || quote.Texts[0].Value.Length == 0 ? null
            : new LocalizedText
            {
                Text = quote.Texts[0].Value,
                LanguageCode = quote.Texts[0].Key.Length > 0 ? quote.Texts[0].Key : language ?? "",
            };
}
