using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Statements;

/// <summary>What statements are filtered by, in the form in which it is stored and compared.</summary>
internal sealed record StatementColumns(
    string Negotiation,
    string Speaker,
    ActKind ActKind,
    Attribution Attribution,
    Form Form,
    Release Release,
    long SaidFrom,
    long SaidUntil,
    string Recorder,
    string Principals,
    string Addressees,
    string Languages,
    string Outlets)
{
    // Outlets have spaces in them.
    private const char Separator = '\n';

    public static StatementColumns Of(Statement content, IReadOnlyList<ReportAttachment> attachments)
    {
        var (from, until) = Times.Bounds(content.Said) ?? (0, 0);
        var reports = content.Reports.Concat(attachments.Select(attachment => attachment.Report)).ToList();
        var languages = content.Summaries.Append(content.Quotation).OfType<LocalizedText>().Select(text => text.LanguageCode)
            .Concat(reports.Select(report => report.LanguageCode));
        return new StatementColumns(
            content.Negotiation, content.Speaker, content.ActKind, content.Attribution, content.Form,
            content.Release == Release.Unspecified ? Release.Public : content.Release, from, until, content.Recorder,
            List(content.Principals), List(content.Addressees), List(languages.SelectMany(WithRoots)),
            List(reports.Select(report => Folded(report.Outlet))));
    }

    /// <summary>One member as it stands in a list, to be looked for.</summary>
    public static string Member(string text) => $"{Separator}{text}{Separator}";

    /// <summary>Languages and outlets are compared without case, however their accents are written.</summary>
    public static string Folded(string text) => text.Normalize().ToLowerInvariant();

    private static string List(IEnumerable<string> members)
    {
        var list = members.Where(member => member.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return list.Count == 0 ? "" : $"{Separator}{string.Join(Separator, list)}{Separator}";
    }

    /// <summary>`zh-Hans-CN` is also found as `zh-Hans` and as `zh`.</summary>
    private static IEnumerable<string> WithRoots(string language)
    {
        for (var code = Folded(language); ; code = code[..code.LastIndexOf('-')])
        {
            yield return code;
            if (!code.Contains('-', StringComparison.Ordinal)) yield break;
        }
    }
}
