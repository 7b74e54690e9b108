using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Diplomacy.V1;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Server.Monitoring;

namespace DiplomacyApi.Tests.Docs;

/// <summary>The alert rules of docs/examples name only what the server measures, and Prometheus takes them.</summary>
public sealed partial class AlertsTests
{
    private static string Rules => Repository.At("docs", "examples", "alerts.yml");

    [Fact]
    public async Task Every_metric_of_an_alert_is_one_of_the_server()
    {
        await using var server = await TestServer.StartEmptyAsync();
        RuntimeHelpers.RunClassConstructor(typeof(Telemetry).TypeHandle);
        using var metrics = new MetricsReader(server.Services);
        var known = metrics.Instruments.SelectMany(InPrometheus).ToHashSet();

        var named = Expression().Matches(await File.ReadAllTextAsync(Rules, TestServer.Token))
            .SelectMany(rule => Name().Matches(Labels().Replace(rule.Groups[1].Value, ""))).Select(name => name.Value).ToHashSet();

        Assert.InRange(named.Count, 10, int.MaxValue);
        Assert.Subset(known, named);
    }

    [Fact]
    public void Every_reason_of_an_alert_is_one_of_the_contract()
    {
        var reasons = Enum.GetValues<ErrorReason>().Select(ErrorStatus.NameOf).ToHashSet();

        var named = Reason().Matches(File.ReadAllText(Rules)).SelectMany(match => match.Groups[1].Value.Split('|')).ToHashSet();

        Assert.NotEmpty(named);
        Assert.Subset(reasons, named);
    }

    [Fact]
    public async Task Prometheus_takes_the_rules_and_they_say_what_they_are_to_say()
    {
        var promtool = Repository.At(".ci", "tools", "promtool");
        Assert.SkipUnless(File.Exists(promtool), "There is no promtool (.ci/install brings it).");
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        File.Copy(Rules, Path.Combine(folder.FullName, "alerts.yml"));
        var test = Path.Combine(folder.FullName, "alerts.test.yml");
        File.Copy(Repository.At("tests", "DiplomacyApi.Tests", "Docs", "alerts.test.yml"), test);

        Assert.Equal((0, ""), await RunAsync(promtool, "check", "rules", Rules));
        Assert.Equal((0, ""), await RunAsync(promtool, "test", "rules", test));
        folder.Delete(recursive: true);
    }

    /// <summary>
    /// The names that the Collector's exporter makes of a metric: dots are underscores, and its unit and kind are at the end.
    /// </summary>
    private static IEnumerable<string> InPrometheus(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "d" => "_days",
            "1" => "_ratio",
            _ => "",
        };
        return instrument.GetType().Name switch
        {
            "Counter`1" => [$"{name}_total"],
            "Histogram`1" => [$"{name}_bucket", $"{name}_count", $"{name}_sum"],
            _ => [name],
        };
    }

    private static async Task<(int Code, string Errors)> RunAsync(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestServer.Token);
        var errors = await process.StandardError.ReadToEndAsync(TestServer.Token);
        await process.WaitForExitAsync(TestServer.Token);
        return (process.ExitCode, process.ExitCode == 0 ? "" : await output + errors);
    }

    [GeneratedRegex(@"^ +expr: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Expression();

    /// <summary>What is about labels, and not a metric.</summary>
    [GeneratedRegex(@"\{[^}]*\}|by \([^)]*\)")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\b(?:diplomacy|rpc)_\w+")]
    private static partial Regex Name();

    [GeneratedRegex("diplomacy_reason=~?\"([A-Z_|]+)\"")]
    private static partial Regex Reason();
}
