using System.Runtime.CompilerServices;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Storage.Monitoring;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DiplomacyApi.Server.Monitoring;

/// <summary>
/// Sends metrics and traces by OTLP where the standard variables name an endpoint (OTEL_EXPORTER_OTLP_ENDPOINT). Protocol, headers,
/// intervals, sampling and the names of the service follow the other variables, as OpenTelemetry documents them. Without an endpoint
/// nothing is loaded.
/// </summary>
internal static class OtlpExport
{
    private const string Prefix = OptionsReader.OpenTelemetryPrefix;
    private const string ServiceName = "diplomacy-api";
    private const string Endpoint = Prefix + "EXPORTER_OTLP_ENDPOINT";
    private const string Disabled = Prefix + "SDK_DISABLED";

    // What the framework measures of connections and of the runtime, and the source of its spans.
    private static readonly string[] Meters = [Telemetry.Name, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];
    private static readonly string[] Sources = [Telemetry.Name, "Microsoft.AspNetCore"];

    /// <summary>Whether the variables ask for an export.</summary>
    public static bool IsWanted(IReadOnlyDictionary<string, string?> variables) =>
        variables.GetValueOrDefault(Endpoint) is { Length: > 0 } && !IsSet(variables, Disabled, "true");

    /// <summary>Adds the export. Not inlined: the caller must not load the exporter where it is not wanted.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add(WebApplicationBuilder builder, IReadOnlyDictionary<string, string?> variables, string version)
    {
        builder.Configuration.AddInMemoryCollection(variables);
        // Hosted services stop in reverse order: what the others did until they stopped is sent as well.
        builder.Services.AddHostedService<OtlpFlush>();
        var export = builder.Services.AddOpenTelemetry().ConfigureResource(resource =>
            // What the variables say comes last, and so counts.
            resource.Clear().AddService(ServiceName, serviceVersion: version).AddTelemetrySdk().AddEnvironmentVariableDetector());
        if (!IsSet(variables, Prefix + "METRICS_EXPORTER", "none"))
            export.WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter());
        if (!IsSet(variables, Prefix + "TRACES_EXPORTER", "none"))
            export.WithTracing(traces => traces.AddSource(Sources).AddOtlpExporter());
    }

    private static bool IsSet(IReadOnlyDictionary<string, string?> variables, string name, string value) =>
        string.Equals(variables.GetValueOrDefault(name), value, StringComparison.OrdinalIgnoreCase);
}
