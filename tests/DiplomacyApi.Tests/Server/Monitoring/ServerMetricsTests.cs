using System.Diagnostics.Metrics;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Tests.Server.Access;
using DiplomacyApi.Tests.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Monitoring;

/// <summary>What can be read of a server at any time: as it is, and without ever failing whoever reads it.</summary>
public sealed class ServerMetricsTests
{
    private const int LongTexts = 100;

    [Fact]
    public async Task An_idle_server_reports_its_head_its_files_and_what_is_free()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        await using (var server = await TestServer.StartSeededAsync(folder: folder.FullName))
        {
            using var metrics = new MetricsReader(server.Services);
            while ((await server.Client.Journal.GetJournalAsync(
                    new GetJournalRequest(), cancellationToken: TestServer.Token)).SearchedRevision < await server.HeadAsync())
                await Task.Delay(10, TestServer.Token);

            var gauges = metrics.Gauges();

            Assert.Equal(await server.HeadAsync(), Value(gauges, "diplomacy.journal.revision"));
            Assert.Equal(Limits.ReadersMax, Value(gauges, "diplomacy.reader.limit"));
            Assert.All(["diplomacy.search.lag", "diplomacy.watch.open", "diplomacy.watch.lag", "diplomacy.reader.used"], name =>
                Assert.Equal(0, Value(gauges, name)));
            Assert.InRange(Value(gauges, "diplomacy.disk.free"), 1, double.MaxValue);
            var files = gauges.Where(one => one.Name == "diplomacy.file.size")
                .ToDictionary(one => one.Tags["diplomacy.file"], one => one.Value);
            Assert.Equal(["journal", "journal_wal", "search", "search_wal"], files.Keys.Order());
            Assert.Equal(new FileInfo(Path.Combine(folder.FullName, TestServer.JournalName)).Length, files["journal"]);
            // What there is none of has no gauge.
            Assert.DoesNotContain(gauges, one =>
                one.Name is "diplomacy.tls.certificate.remaining" or "diplomacy.credential.remaining" or "diplomacy.rebuild.progress");
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_watch_that_is_not_read_lags_behind()
    {
        await using var server = await TestServer.StartSeededAsync();
        using var metrics = new MetricsReader(server.Services);
        using var watch = server.Client.Statements.WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { FromNow = new() } }, cancellationToken: TestServer.Token);
        Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));

        // More than what a stream holds that nobody reads.
        for (var number = 0; number < LongTexts; number++)
            await server.Client.Statements.RecordStatementAsync(
                Requests.Remark(new string('x', Limits.TextCharactersMax)), cancellationToken: TestServer.Token);
        var head = await server.HeadAsync();
        var gauges = metrics.Gauges();

        Assert.Equal(1, Value(gauges, "diplomacy.watch.open"));
        Assert.InRange(Value(gauges, "diplomacy.watch.lag"), 1, LongTexts);
        while (watch.ResponseStream.Current.Through.Revision < head) Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        while (Value(metrics.Gauges(), "diplomacy.watch.lag") > 0) await Task.Delay(10, TestServer.Token);
    }

    [Fact]
    public async Task The_days_are_reported_until_the_certificate_and_the_next_credential_expire()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var authority = new TestAuthority();
        await using var server = new GuardedServer(time);
        authority.WriteServer(server);
        var soon = time.GetUtcNow().AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await server.TokenAsync("ada", "admin");
        await server.TokenAsync("ria", "reader", soon);
        await server.TokenAsync("rob", "recorder", "2199-12-31");
        await server.StartAsync(options => options with
        {
            Access = options.Access with { TlsCertificate = server.At("tls.pem"), TlsKey = server.At("tls.key") },
        });
        using var metrics = new MetricsReader(server.Services);

        var gauges = metrics.Gauges();

        Assert.InRange(Value(gauges, "diplomacy.tls.certificate.remaining"), 8, 11);
        Assert.InRange(Value(gauges, "diplomacy.credential.remaining"), 20, 21);
        // Nothing fires for it: only the clock is looked at.
        time.AdjustTime(time.GetUtcNow().AddDays(30));
        gauges = metrics.Gauges();
        Assert.InRange(Value(gauges, "diplomacy.tls.certificate.remaining"), -22, -19);
        // One that has expired is over, and hides none that is to come.
        Assert.InRange(Value(gauges, "diplomacy.credential.remaining"), 50_000, 80_000);
    }

    [Fact]
    public async Task What_is_gone_fails_nobody_who_reads()
    {
        var server = await TestServer.StartSeededAsync();
        using var metrics = new MetricsReader(server.Services);
        await server.DisposeAsync();

        // The server is closed, and its folder is gone with it.
        _ = metrics.Gauges();
    }

    [Fact]
    public async Task A_rebuild_reports_how_far_it_has_come()
    {
        await using var file = await JournalFile.OpenAsync();
        for (var number = 0; number < 40; number++) await file.ActorAsync($"actor-{number}");
        file.Execute("UPDATE log SET rules_version = 0");
        await file.Journal.DisposeAsync();
        var shares = new List<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "diplomacy.rebuild.progress") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => shares.Add(value));
        listener.Start();
        using var log = new LogLines();
        using var reading = new ReadingLog(() => listener.RecordObservableInstruments());

        await using (var app = await DiplomacyServer.StartAsync(
            new ServerOptions { Data = file.Path, Port = 0 }, new HurryingTime(),
            TestServer.Token, logging => logging.AddProvider(log).AddProvider(reading)))
            await app.StopAsync(CancellationToken.None);

        Assert.Contains(log.Lines, line =>
            line.Contains("Rebuilding: revision ", StringComparison.Ordinal) && line.Contains(" of 40.", StringComparison.Ordinal));
        Assert.Contains(shares, share => share is > 0 and <= 1);
    }

    private static double Value(IReadOnlyList<Measured> gauges, string name) => Assert.Single(gauges, one => one.Name == name).Value;

    /// <summary>Reads metrics whenever progress is logged.</summary>
    private sealed class ReadingLog(Action read) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "Progress") read();
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Dispose() { }
    }
}
