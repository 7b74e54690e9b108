namespace DiplomacyApi.Tests.Docs.Cmdlets;

/// <summary>docs/glossary.md, written from the module's page about_DiplomacyTerms, so that both explain a term alike.</summary>
internal static class GlossaryPage
{
    private const string Heading = "# about_DiplomacyTerms\n";
    private const string SeeAlso = "\n## See also\n";

    public static string Source => Path.Combine(HelpPage.Folder, "about_DiplomacyTerms.md");

    public static string Of(string about) =>
        string.Concat("# Glossary\n", about.AsSpan()[Heading.Length..about.IndexOf(SeeAlso, StringComparison.Ordinal)]);
}
