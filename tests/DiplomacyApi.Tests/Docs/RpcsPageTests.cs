using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Diplomacy.V1;

namespace DiplomacyApi.Tests.Docs;

/// <summary>docs/rpcs.md is written from the contract's comments. `REWRITE_DOCS=1 dotnet test` writes it anew.</summary>
public sealed partial class RpcsPageTests
{
    private const string Rewrite = "REWRITE_DOCS";

    private static string Page => Repository.At("docs", "rpcs.md");

    [Fact]
    public void The_page_of_RPCs_says_what_the_contract_says()
    {
        var written = Written();
        if (Environment.GetEnvironmentVariable(Rewrite) == "1") File.WriteAllText(Page, written);

        Assert.True(written == File.ReadAllText(Page),
            $"docs/rpcs.md is stale; write it again with {Rewrite}=1 dotnet test, and look at the difference.");
    }

    [Fact]
    public void Every_RPC_and_every_reason_is_on_the_page()
    {
        var rpcs = new[]
        {
            ActorServiceReflection.Descriptor,
            StatementServiceReflection.Descriptor,
            NegotiationStatusServiceReflection.Descriptor,
            JournalServiceReflection.Descriptor,
        }
            .SelectMany(file => file.Services).SelectMany(service => service.Methods).Select(method => method.Name);
        var reasons = ErrorReasonReflection.Descriptor.EnumTypes[0].Values.Skip(1).Select(value => value.Name["ERROR_REASON_".Length..]);

        Assert.Equal(rpcs, ProtoComments.Rpcs().Select(rpc => rpc.Name));
        Assert.Equal(reasons, ProtoComments.Reasons().Select(reason => reason.Name));
    }

    [Fact]
    public void Every_reason_has_its_status_a_cause_and_a_way_out() => Assert.All(ProtoComments.Reasons(), reason =>
    {
        Assert.All(
            StatusesOf(reason.Status), status =>
                Assert.True(Enum.TryParse<Grpc.Core.StatusCode>(status.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out _),
                    reason.Name));
        Assert.NotEmpty(StatusesOf(reason.Status));
        Assert.NotEmpty(reason.Cause);
        Assert.True(reason.WayOut.Length > 0, $"{reason.Name} says no way out.");
    });

    [Fact]
    public void Every_reason_that_an_RPC_names_is_one_and_stands_under_its_status()
    {
        var statuses = ProtoComments.Reasons().ToDictionary(reason => reason.Name, reason => StatusesOf(reason.Status));
        foreach (var rpc in ProtoComments.Rpcs())
            foreach (Match group in StatusWithReasons().Matches(rpc.Errors))
                foreach (Match reason in Words().Matches(group.Groups[2].Value))
                {
                    Assert.True(statuses.ContainsKey(reason.Value), $"{rpc.Name} names {reason.Value}, which is no reason.");
                    Assert.True(statuses[reason.Value].Contains(group.Groups[1].Value),
                        $"{rpc.Name} describes {reason.Value} as {group.Groups[1].Value}; the list says {string.Join(", ", statuses[reason.Value])}.");
                }
    }

    private static string Written()
    {
        var page = new StringBuilder("""
            # RPCs and errors
            This page is written from the comments in [proto/diplomacy/v1](../proto/diplomacy/v1), which also describe fields, units and ranges. A refusal carries a
            `google.rpc.ErrorInfo` with the domain `diplomacy` and one of the [reasons](#reasons); INVALID_ARGUMENT carries all field violations
            too. Any call can also end with UNAVAILABLE (STARTING, SHUTTING_DOWN), a write also with OUTCOME_UNKNOWN, and a read that gives a date or position also with
            INVALID_DATE, LOG_MISMATCH or REVISION_IN_FUTURE.

            """).AppendLine();
        var names = ProtoComments.Reasons().Select(reason => reason.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var service in ProtoComments.Rpcs().GroupBy(rpc => rpc.Service))
        {
            page.Append("## ").AppendLine(service.Key).AppendLine("| RPC | kind | what it does | errors |").AppendLine("|---|---|---|---|");
            foreach (var rpc in service)
                page.AppendLine(CultureInfo.InvariantCulture,
                    $"| {rpc.Name} | {KindOf(rpc)} | {Cell(rpc.Summary)} | {Linked(Cell(rpc.Errors), names)} |");
            page.AppendLine();
        }
        page.AppendLine("## Reasons").AppendLine("The list is closed: the server uses no other reasons. It may grow in later versions.")
            .AppendLine()
            .AppendLine("| reason | status | cause | what to do |").AppendLine("|---|---|---|---|");
        foreach (var reason in ProtoComments.Reasons())
            page.AppendLine(CultureInfo.InvariantCulture,
                $"| <a id=\"{Anchor(reason.Name)}\"></a>{reason.Name} | {reason.Status} | {Cell(reason.Cause)} | {Cell(reason.WayOut)} |");
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string KindOf(RpcComment rpc)
    {
        var request = new[]
        {
            ActorServiceReflection.Descriptor,
            StatementServiceReflection.Descriptor,
            NegotiationStatusServiceReflection.Descriptor,
            JournalServiceReflection.Descriptor,
        }
            .SelectMany(file => file.MessageTypes).Single(message => message.Name == rpc.Request);
        var kind = rpc.StreamsIn || request.FindFieldByName("request_id") is not null ? "write" : "read";
        return rpc switch
        {
            { StreamsIn: true, StreamsOut: true } => $"{kind}, stream both ways",
            { StreamsOut: true } => $"{kind}, stream",
            _ => kind,
        };
    }

    private static string[] StatusesOf(string status) => [.. Words().Matches(status).Select(match => match.Value)];

    private static string Linked(string errors, HashSet<string> reasons) =>
        Words().Replace(errors, word => reasons.Contains(word.Value) ? $"[{word.Value}](#{Anchor(word.Value)})" : word.Value);

    private static string Anchor(string reason) => reason.ToLowerInvariant().Replace('_', '-');

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(@"\b[A-Z]{2,}(?:_[A-Z]+)*\b")]
    private static partial Regex Words();

    [GeneratedRegex(@"\b([A-Z]+(?:_[A-Z]+)*) \(([A-Z_, ]+)\)")]
    private static partial Regex StatusWithReasons();
}
