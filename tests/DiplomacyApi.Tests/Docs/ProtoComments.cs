using System.Text.RegularExpressions;

namespace DiplomacyApi.Tests.Docs;

/// <summary>An RPC as the contract describes it: its first sentence, and its errors.</summary>
internal sealed record RpcComment(
    string Service, string Name, bool StreamsIn, bool StreamsOut, string Request, string Summary, string Errors);

/// <summary>A field as the contract describes it.</summary>
internal sealed record FieldComment(string Message, string Name, string Comment);

/// <summary>A reason as the closed list describes it.</summary>
internal sealed record ReasonComment(string Name, string Status, string Cause, string WayOut);

/// <summary>Reads what the contract's comments say; the compiled descriptors have lost it.</summary>
internal static partial class ProtoComments
{
    private static readonly string[] Files = ["actor_service", "statement_service", "negotiation_status_service", "journal_service"];

    public static IEnumerable<RpcComment> Rpcs() => Files.SelectMany(file =>
    {
        var lines = Lines(file);
        var service = lines.Select(line => ServiceLine().Match(line)).First(match => match.Success).Groups[1].Value;
        return lines.Select((line, index) => (Match: RpcLine().Match(line), index)).Where(found => found.Match.Success).Select(found =>
        {
            var (sentences, errors) = Parts(CommentAbove(lines, found.index));
            var groups = found.Match.Groups;
            return new RpcComment(service, groups["name"].Value, groups["in"].Success, groups["out"].Success, groups["request"].Value,
                sentences[0], errors);
        });
    });

    public static IEnumerable<ReasonComment> Reasons()
    {
        var lines = Lines("error_reason");
        return lines.Select((line, index) => (Match: ReasonLine().Match(line), index))
            .Where(found => found.Match.Success && !found.Match.Value.EndsWith("= 0;", StringComparison.Ordinal)).Select(found =>
        {
            var sentences = Sentences(string.Join(' ', CommentAbove(lines, found.index)));
            return new ReasonComment(found.Match.Groups[1].Value, sentences[0].TrimEnd('.'), sentences[1],
                string.Join(' ', sentences[2..]));
        });
    }

    /// <summary>The fields of a file's messages, in their order.</summary>
    public static IEnumerable<FieldComment> Fields(string file)
    {
        var (lines, message) = (Lines(file), "");
        for (var index = 0; index < lines.Length; index++)
        {
            if (BlockLine().Match(lines[index]) is { Success: true } block)
                message = block.Groups["kind"].Value == "message" ? block.Groups["name"].Value : "";
            if (message.Length > 0 && FieldLine().Match(lines[index]) is { Success: true } field)
                yield return new FieldComment(message, field.Groups["name"].Value, string.Join(' ', CommentAbove(lines, index)));
        }
    }

    private static string[] Lines(string file) => File.ReadAllLines(Repository.At("proto", "diplomacy", "v1", $"{file}.proto"));

    private static List<string> CommentAbove(string[] lines, int index) =>
        [.. lines[..index].Reverse().Select(line => line.Trim()).TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal))
            .Reverse().Select(line => line[2..].Trim())];

    private static (string[] Sentences, string Errors) Parts(List<string> comment)
    {
        const string Errors = "Errors: ";
        var text = string.Join(' ', comment.Where(line => line.Length > 0));
        var at = text.IndexOf(Errors, StringComparison.Ordinal);
        return at < 0 ? (Sentences(text), "") : (Sentences(text[..at].Trim()), text[(at + Errors.Length)..].TrimEnd('.'));
    }

    private static string[] Sentences(string text) => SentenceEnd().Split(text);

    [GeneratedRegex(@"^service (\w+)")]
    private static partial Regex ServiceLine();

    [GeneratedRegex(@"^  rpc (?<name>\w+)\((?<in>stream )?(?<request>\w+)\) returns \((?<out>stream )?\w+\);")]
    private static partial Regex RpcLine();

    [GeneratedRegex(@"^  ERROR_REASON_(\w+) = \d+(;| \[)")]
    private static partial Regex ReasonLine();

    [GeneratedRegex(@"^(?<kind>message|enum|service) (?<name>\w+) \{")]
    private static partial Regex BlockLine();

    [GeneratedRegex(@"^ +(optional |repeated )?[\w.<>, ]+ (?<name>\w+) = \d+( \[.*)?;?$")]
    private static partial Regex FieldLine();

    [GeneratedRegex(@"(?<=\.) (?=[A-Z`])")]
    private static partial Regex SentenceEnd();
}
