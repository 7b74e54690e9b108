using System.Diagnostics;
using System.Diagnostics.Metrics;
using DiplomacyApi.Storage.Monitoring;

namespace DiplomacyApi.Server.Monitoring;

/// <summary>Counts and times calls, by OpenTelemetry's semantic conventions for RPC. No metric contains the caller.</summary>
internal sealed class CallMetrics
{
    /// <summary>The bounds of the buckets that the conventions advise, in seconds.</summary>
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly Histogram<double> _durations;
    private readonly Counter<long> _refusals;

    public CallMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        _durations = meter.CreateHistogram("rpc.server.call.duration", "s", "How long calls take, until they are answered.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _refusals = meter.CreateCounter<long>("diplomacy.refusals", "{refusal}", "Calls that were refused, by reason.");
    }

    /// <summary>Whether anybody listens.</summary>
    public bool IsObserved => _durations.Enabled || _refusals.Enabled;

    /// <summary>
    /// Adds 0 for each reason: a counter that appears with its first count has not grown, for queries that look at growth.
    /// </summary>
    public void InitializeCounters()
    {
        foreach (var reason in CallOutcome.Reasons) _refusals.Add(0, Of(reason));
    }

    public void Record(CallOutcome outcome, TimeSpan took)
    {
        var tags = Tags(outcome);
        _durations.Record(took.TotalSeconds, tags);
        if (outcome.Reason.Length > 0) _refusals.Add(1, Of(outcome.Reason));
    }

    /// <summary>Gives the span of a call the same names.</summary>
    public static void Describe(Activity? span, CallOutcome outcome)
    {
        if (span is not { IsAllDataRequested: true }) return;
        span.DisplayName = outcome.Method;
        foreach (var (name, value) in Tags(outcome)) span.SetTag(name, value);
        if (outcome.Reason.Length > 0) span.SetTag("diplomacy.reason", outcome.Reason);
        if (outcome.IsFault) span.SetStatus(ActivityStatusCode.Error);
    }

    private static KeyValuePair<string, object?> Of(string reason) => new("diplomacy.reason", reason);

    private static TagList Tags(CallOutcome outcome)
    {
        var tags = new TagList { { "rpc.system.name", "grpc" }, { "rpc.method", outcome.Method },
            { "rpc.response.status_code", outcome.Status } };
        if (outcome.IsFault) tags.Add("error.type", outcome.Status);
        return tags;
    }
}
