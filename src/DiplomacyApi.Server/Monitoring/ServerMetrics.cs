using System.Diagnostics.Metrics;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;

namespace DiplomacyApi.Server.Monitoring;

/// <summary>
/// What can be read of a server at any time. What there is none of now (a journal that is not open yet, no certificate) is not reported at
/// all.
/// </summary>
internal sealed class ServerMetrics
{
    private readonly Meter _meter;
    private readonly Readiness _readiness;

    public ServerMetrics(IMeterFactory meters, Readiness readiness, WorkProgress progress, OpenWatches watches, Credentials credentials,
        TlsFiles tls, TimeProvider time)
    {
        (_meter, _readiness) = (meters.Create(Telemetry.Name), readiness);
        Gauge("diplomacy.journal.revision", "{revision}", "The last revision of the log.", () => Journal?.Revision);
        Gauge("diplomacy.search.lag", "{entry}", "Entries that searches do not see yet.", () => Journal?.SearchLag);
        Gauge("diplomacy.writer.kept", "{item}", "What the writer keeps in memory from one write to the next.",
            () => Journal?.KeptByWriter);
        Gauge("diplomacy.reader.used", "{reader}", "Connections to the journal that reads use now.", () => Journal?.ReadersInUse);
        Gauge("diplomacy.reader.limit", "{reader}", "Connections to the journal that reads share.", () => Journal?.ReadersMax);
        Gauge<int>("diplomacy.watch.open", "{watch}", "Watches that are open.", () => watches.Count);
        Gauge<long>("diplomacy.watch.lag", "{entry}", "Entries that the slowest watch is behind the log.",
            () => Journal is { } journal ? watches.LagBehind(journal.Revision) : null);
        Gauge<double>("diplomacy.rebuild.progress", "1", "The part that is done of a rebuild that is under way.",
            () => progress.Step is { Total: > 0 } step ? (double)step.Done / step.Total : null);
        Gauge("diplomacy.disk.free", "By", "Free bytes of the disk that the journal lies on.", () => Journal?.FreeBytes);
        Gauge("diplomacy.tls.certificate.remaining", "d", "Days until the server's certificate expires.",
            () => Days(tls.Expires - time.GetUtcNow()));
        Gauge("diplomacy.credential.remaining", "d", "Days until the next token or other credential expires.",
            () => Days(credentials.NextExpiry - time.GetUtcNow()));
        _meter.CreateObservableGauge("diplomacy.file.size",
            () =>
                Measured(() =>
                    Journal?.Files.Select(file =>
                        new Measurement<long>(file.Bytes, new KeyValuePair<string, object?>("diplomacy.file", file.Kind)))),
            "By", "The files of the journal.");
    }

    private JournalGauges? Journal => _readiness.OpenJournal?.Gauges;

    private static double? Days(TimeSpan? time) => time?.TotalDays;

    private void Gauge<T>(string name, string unit, string description, Func<T?> read) where T : struct =>
        _meter.CreateObservableGauge(name, () => Measured<T>(() => read() is { } value ? [new Measurement<T>(value)] : null), unit,
            description);

    /// <summary>Reading metrics must not fail because a file was moved or the journal was closed meanwhile.</summary>
    private static Measurement<T>[] Measured<T>(Func<IEnumerable<Measurement<T>>?> read) where T : struct
    {
        try
        {
            return read()?.ToArray() ?? [];
        }
        catch (Exception)
        {
            return [];
        }
    }
}
