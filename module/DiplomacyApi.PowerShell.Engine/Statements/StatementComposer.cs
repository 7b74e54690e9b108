using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;
using Google.Protobuf.Collections;

namespace DiplomacyApi.PowerShell.Engine.Statements;

/// <summary>Puts what was typed into a statement: into an empty one, one begun like an earlier one, or a copy of the one that is edited.</summary>
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
        if (draft.Attribution != Attribution.None) statement.Attribution = MessageExtensions.From<Diplomacy.V1.Attribution>(draft.Attribution);
        if (draft.Negotiation is not null) statement.Negotiation = Name("negotiations", draft.Negotiation);
        if (draft.Marking is not null) statement.Marking = draft.Marking;
        if (draft.InReplyTo is not null) statement.InReplyTo = Name("statements", draft.InReplyTo);
        Set(statement.Summaries, draft.Summary, draft.Language);
        if (draft.Quote is not null) statement.Quotation = Quotation(draft.Quote, draft.Language ?? statement.Quotation?.LanguageCode);
        if (draft.Reports is not null)
        {
            statement.Reports.Clear();
            foreach (var report in draft.Reports) statement.Reports.Add(await ReportOfAsync(report, draft.Language, token).ConfigureAwait(false));
        }
        if (draft.Act is not null) await new ActComposer(names, draft.Language).ApplyAsync(statement, draft.Act, token).ConfigureAwait(false);
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

    public static PartialDate Date(string text) => new() { Text = text };

    /// <summary>A resource name; empty stays empty.</summary>
    public static string Name(string collection, string typed) => typed.Length == 0 ? "" : ResourceNames.Of(collection, typed);

    /// <summary>
    /// Words in one language take the place of those in that language, or of the first where none is named; words by language take the
    /// place of all; an empty text empties.
    /// </summary>
    public static void Set(RepeatedField<LocalizedText> texts, Words? words, string? language)
    {
        if (words is null) return;
        if (words.Texts is [{ Key: "", Value: var text }] && text.Length > 0 && texts.Count > 0)
        {
            var same = language is null ? texts[0] : texts.FirstOrDefault(known => known.LanguageCode.Equals(language, StringComparison.OrdinalIgnoreCase));
            if (same is not null) same.Text = text;
            else texts.Add(new LocalizedText { Text = text, LanguageCode = language });
            return;
        }
        texts.Clear();
        // Of a table without an order, the statement's own language comes first.
        IEnumerable<KeyValuePair<string, string>> ordered = words.IsOrdered ? words.Texts : words.Texts.OrderBy(one => one.Key.Equals(language, StringComparison.OrdinalIgnoreCase) ? 0 : 1);
        texts.Add(ordered.Where(one => one.Value.Length > 0).Select(one => new LocalizedText { Text = one.Value, LanguageCode = one.Key.Length > 0 ? one.Key : language ?? "" }));
    }

    private static LocalizedText? Quotation(Words quote, string? language) =>
        quote.Texts.Count == 0 || quote.Texts[0].Value.Length == 0 ? null
            : new LocalizedText { Text = quote.Texts[0].Value, LanguageCode = quote.Texts[0].Key.Length > 0 ? quote.Texts[0].Key : language ?? "" };
}

/// <summary>Who is meant on the day of one statement.</summary>
internal sealed class DatedActorResolver(ActorResolver actors, string asOf, string source)
{
    public async Task<string> OneAsync(string typed, CancellationToken token) =>
        typed.Length == 0 ? "" : await actors.ResolveAsync(typed, asOf, source, token).ConfigureAwait(false);

    public async Task SetAsync(RepeatedField<string> field, IReadOnlyList<string>? typed, CancellationToken token)
    {
        if (typed is null) return;
        field.Clear();
        foreach (var one in typed.Where(one => !string.IsNullOrWhiteSpace(one))) field.Add(await OneAsync(one, token).ConfigureAwait(false));
    }
}
