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
    IReadOnlyList<string> Principals,
    IReadOnlyList<string> Addressees,
    string Languages,
    string Outlets)
{
    // Outlets have spaces in them.
    private const char Separator = '\n';

    public static StatementColumns Of(Statement content, IReadOnlyList<ReportAttachment> attachments)
    {
        var (from, until) = Times.Bounds(content.Said) ?? (0, 0);
        var (languages, outlets) = (new List<string>(), new List<string>());
        foreach (var summary in content.Summaries) AddWithRoots(languages, summary.LanguageCode);
        if (content.Quotation is { } quotation) AddWithRoots(languages, quotation.LanguageCode);
        foreach (var report in content.Reports) Add(report);
        foreach (var attachment in attachments) Add(attachment.Report);
        return new StatementColumns(
            content.Negotiation, content.Speaker, content.ActKind, content.Attribution, content.Form,
            content.Release == Release.Unspecified ? Release.Public : content.Release, from, until, content.Recorder,
            content.Principals, content.Addressees, List(languages), List(outlets));

        void Add(Report report)
        {
            AddWithRoots(languages, report.LanguageCode);
            outlets.Add(Folded(report.Outlet));
        }
    }

    /// <summary>One member as it stands in a list, to be looked for.</summary>
    public static string Member(string text) => $"{Separator}{text}{Separator}";

    /// <summary>Languages and outlets are compared without case, however their accents are written.</summary>
    public static string Folded(string text) => text.Normalize().ToLowerInvariant();

    /// <summary>Each once. There are few, so that looking through them costs less than a set.</summary>
    private static string List(IReadOnlyList<string> members)
    {
        var list = new List<string>(members.Count);
        foreach (var member in members)
            if (member.Length > 0 && !list.Contains(member))
                list.Add(member);
        return list.Count == 0 ? "" : Member(list.Count == 1 ? list[0] : string.Join(Separator, list));
    }

    /// <summary>`zh-Hans-CN` is also found as `zh-Hans` and as `zh`.</summary>
    private static void AddWithRoots(List<string> languages, string language)
    {
        for (var code = Folded(language); ; code = code[..code.LastIndexOf('-')])
        {
            languages.Add(code);
            if (!code.Contains('-', StringComparison.Ordinal)) return;
        }
    }
}
