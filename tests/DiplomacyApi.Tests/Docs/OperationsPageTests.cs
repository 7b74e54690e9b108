using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Server.Monitoring;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Tests.Docs;

/// <summary>
/// docs/operations.md: its settings are written from the code, its events and metrics are compared with it. `REWRITE_DOCS=1 dotnet test`
/// writes the settings again.
/// </summary>
public sealed partial class OperationsPageTests
{
    private const string Rewrite = "REWRITE_DOCS";
    private const string Begin = "<!-- settings: written from the code -->\n";
    private const string End = "<!-- end of settings -->";

    private static string Page => Repository.At("docs", "operations.md");

    [Fact]
    public void Settings_are_those_of_the_code()
    {
        var page = File.ReadAllText(Page);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var written = page[..begin] + Table() + page[end..];
        if (Environment.GetEnvironmentVariable(Rewrite) == "1") File.WriteAllText(Page, written);

        Assert.True(written == File.ReadAllText(Page),
            $"docs/operations.md is stale; write it again with {Rewrite}=1 dotnet test, and look at the difference.");
    }

    [Fact]
    public void Every_event_of_the_log_is_explained()
    {
        var events = new[] { typeof(ServerOptions).Assembly, typeof(JournalStore).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>().Order().ToList();

        var explained = EventRow().Matches(File.ReadAllText(Page)).SelectMany(row => row.Groups[1].Value.Split(", "))
            .Select(text => int.Parse(text, CultureInfo.InvariantCulture)).Order();

        Assert.Equal(events, explained);
    }

    [Fact]
    public async Task Every_metric_is_explained_with_its_unit()
    {
        await using var server = await TestServer.StartEmptyAsync();
        RuntimeHelpers.RunClassConstructor(typeof(Telemetry).TypeHandle);
        using var metrics = new MetricsReader(server.Services);

        Assert.Equal(
            metrics.Instruments.Select(one => (one.Name, Plural(one.Unit!))).Order(),
            MetricRow().Matches(File.ReadAllText(Page)).Select(row => (row.Groups[1].Value, row.Groups[2].Value)).Order());
    }

    /// <summary>A unit as the page names it: `{entry}` is entries.</summary>
    private static string Plural(string unit) => unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        "d" => "days",
        "1" => "share",
        "{entry}" => "entries",
        "{watch}" => "watches",
        _ => $"{unit.Trim('{', '}')}s",
    };

    private static string Table()
    {
        var table = new StringBuilder("| switch | variable | in a file | default | meaning |\n|---|---|---|---|---|\n");
        foreach (var setting in Settings.All)
        {
            var value = setting.IsFlag ? "" : " " + setting.Value;
            table.Append(CultureInfo.InvariantCulture,
                $"| `{setting.Switch}{value}` | `{setting.Variable}` | `{setting.JsonKey}` | {setting.Default} | {setting.Description} |\n");
        }
        return table.Append('\n').ToString();
    }

    [GeneratedRegex(@"^\| ([0-9, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex EventRow();

    [GeneratedRegex(@"^\| `((?:diplomacy|rpc)\.[a-z._]+)` \| ([a-z]+) \|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();
}
