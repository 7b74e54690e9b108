namespace DiplomacyApi.Tests.Docs.Cmdlets;

/// <summary>A page of module/DiplomacyApi.PowerShell/Help: what to know beyond the comments, and examples.</summary>
internal sealed record HelpPage(IReadOnlyList<string> Description, IReadOnlyList<HelpExample> Examples)
{
    private const string Fence = "```";

    public static string Folder => Repository.At("module", "DiplomacyApi.PowerShell", "Help");

    /// <summary>The page of a cmdlet; an empty one where there is none, which a test reports.</summary>
    public static HelpPage Of(string cmdlet)
    {
        var file = Path.Combine(Folder, $"{cmdlet}.md");
        return File.Exists(file) ? Parse(File.ReadAllLines(file)) : new([], []);
    }

    private static HelpPage Parse(string[] lines)
    {
        var description = Paragraphs(lines.Skip(1).TakeWhile(line => line != "## Examples"));
        var examples = new List<HelpExample>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (!lines[at].StartsWith("### ", StringComparison.Ordinal)) continue;
            var body = lines[(at + 1)..].TakeWhile(line => !line.StartsWith("### ", StringComparison.Ordinal)).ToList();
            var (begin, end) = (body.IndexOf(Fence + "powershell"), body.IndexOf(Fence));
            examples.Add(new(lines[at][4..], string.Join('\n', body[(begin + 1)..end]),
                string.Join(' ', body[(end + 1)..].Where(line => line.Length > 0))));
        }
        return new(description, examples);
    }

    private static List<string> Paragraphs(IEnumerable<string> lines) =>
        [.. string.Join('\n', lines).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(paragraph => paragraph.Replace('\n', ' '))];
}
