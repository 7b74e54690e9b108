using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using DiplomacyApi.Storage.Monitoring;
using Microsoft.Extensions.DependencyInjection;

namespace DiplomacyApi.Tests.Server.Monitoring;

/// <summary>One value of a metric, with what it is about as `name=value` pairs.</summary>
internal sealed record Measured(string Name, double Value, IReadOnlyDictionary<string, string> Tags);

/// <summary>Reads the metrics of one server of this process, and of the storage, which all of them share.</summary>
internal sealed class MetricsReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measured> _measured = [];
    private readonly ConcurrentDictionary<string, Instrument> _instruments = [];

    public MetricsReader(IServiceProvider services)
    {
        var scope = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != Telemetry.Name || (instrument.Meter.Scope is { } other && other != scope)) return;
            _instruments[instrument.Name] = instrument;
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public IEnumerable<Instrument> Instruments => _instruments.Values;

    /// <summary>All that was measured of one metric.</summary>
    public IReadOnlyList<Measured> Of(string name) => [.. _measured.Where(one => one.Name == name)];

    public IReadOnlyList<Measured> All => [.. _measured];

    /// <summary>Reads the gauges as they are now.</summary>
    public IReadOnlyList<Measured> Gauges()
    {
        var before = _measured.Count;
        _listener.RecordObservableInstruments();
        return [.. _measured.Skip(before)];
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue(new(instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value?.ToString() ?? "")));
}
