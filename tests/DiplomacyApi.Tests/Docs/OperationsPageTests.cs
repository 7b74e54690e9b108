using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Storage;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Tests.Docs;

/// <summary>docs/operations.md: its settings are written from the code, its events and metrics are compared with it. `REWRITE_DOCS=1 dotnet test` writes the settings again.</summary>
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

        Assert.True(written == File.ReadAllText(Page), $"docs/operations.md is stale; write it again with {Rewrite}=1 dotnet test, and look at the difference.");
    }

    [Fact]
    public void Every_event_of_the_log_is_explained()
    {
        var events = new[] { typeof(ServerOptions).Assembly, typeof(Journal).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>().Order().ToList();

        var explained = EventRow().Matches(File.ReadAllText(Page)).SelectMany(row => row.Groups[1].Value.Split(", ")).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).Order();

        Assert.Equal(events, explained);
    }

    [Fact]
    public void Every_metric_is_explained()
    {
        var metrics = new List<string>();
        using var listener = new System.Diagnostics.Metrics.MeterListener { InstrumentPublished = (instrument, _) => { if (instrument.Meter.Name == Telemetry.Name) metrics.Add(instrument.Name); } };
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(Telemetry).TypeHandle);
        listener.Start();

        Assert.Equal(metrics.Distinct().Order(), MetricRow().Matches(File.ReadAllText(Page)).Select(row => row.Groups[1].Value).Order());
    }

    private static string Table()
    {
        var table = new StringBuilder("| switch | variable | in a file | default | meaning |\n|---|---|---|---|---|\n");
        foreach (var setting in Settings.All)
        {
            var value = setting.IsFlag ? "" : " " + setting.Value;
            table.Append(CultureInfo.InvariantCulture, $"| `{setting.Switch}{value}` | `{setting.Variable}` | `{setting.JsonKey}` | {setting.Default} | {setting.Description} |\n");
        }
        return table.Append('\n').ToString();
    }

    [GeneratedRegex(@"^\| ([0-9, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex EventRow();

    [GeneratedRegex(@"^\| `(diplomacy\.[a-z._]+)` \|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();
}
