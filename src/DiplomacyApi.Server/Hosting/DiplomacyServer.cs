using System.Runtime.InteropServices;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Actors;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Contract;
using DiplomacyApi.Server.Import;
using DiplomacyApi.Server.Journal;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Logging;
using DiplomacyApi.Server.Monitoring;
using DiplomacyApi.Server.Negotiations;
using DiplomacyApi.Server.Statements;
using DiplomacyApi.Server.Throttling;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Opens the journal and serves it. The executable, the Shell and the tests all start it here.</summary>
public static class DiplomacyServer
{
    /// <summary>
    /// Opens the journal, seeds it and serves it. The server that is returned serves until it is stopped, which closes the journal.
    /// </summary>
    public static async Task<WebApplication> StartAsync(
        ServerOptions options, TimeProvider time, CancellationToken cancellationToken, Action<ILoggingBuilder>? logging = null)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems) throw new StartException(string.Join(' ', problems));
        options.MakeDefaultFolder();
        var warm = Warmup.Begin();
        // Reads run on the threads of the pool, which begins with one for each core and adds others slowly: long reads must leave some to
        // short ones.
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, Environment.ProcessorCount + Limits.ReadersMax), ports);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        if (logging is not null) logging(builder.Logging);
        else ConsoleLog.Add(builder.Logging, options.Logging);
        var connections = builder.AddListeners(options);
        if (OtlpExport.IsWanted(options.OpenTelemetry)) OtlpExport.Add(builder, options.OpenTelemetry, ServerVersion.Current);
        builder.Services.AddServer(options, time);

        var app = builder.Build();
        try
        {
            if (connections < options.Access.Connections) ServerLog.FewConnections(app.Logger, connections, options.Access.Connections);
            app.UseRouting();
            app.UseMiddleware<CallObserver>();
            app.LoadAccess(options);
            app.UseMiddleware<AccessGate>();
            app.UseMiddleware<ThrottlingGate>();
            app.UseMiddleware<AuditLog>();
            _ = app.Services.GetRequiredService<ServerMetrics>();
            Map(app, options);
            RpcPolicies.Check(app);
            // It listens first, and reports that it is not ready: opening may take as long as a rebuild.
            await app.StartAsync(cancellationToken);
            await OpenAsync(app, options, time, warm, cancellationToken);
            return app;
        }
        catch (Exception failure)
        {
            if (failure is OperationCanceledException) ServerLog.StoppedOpening(app.Logger);
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Why the server stopped by itself: the outcome of a commit is unknown, or the journal is not what it was. Null: it was told to.
    /// </summary>
    public static Exception? Failure(WebApplication app) =>
        app.Services.GetRequiredService<Readiness>().Journal.Fatal.Exception?.InnerException;

    private static async Task OpenAsync(
        WebApplication app, ServerOptions options, TimeProvider time, Task warm, CancellationToken cancellationToken)
    {
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();
        // A rebuild may take minutes, and a server that is stopped meanwhile must not finish it first.
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, app.Lifetime.ApplicationStopping);
        var journal = await Storage.JournalStore.OpenAsync(
            new JournalOptions
            {
                Path = options.Data,
                Postgres = options.PostgresOrNull,
                ReadOnly = options.ReadOnly,
                MustExist = options.MustExist,
                AcceptClock = options.AcceptClock,
                Progress = app.Services.GetRequiredService<WorkProgress>(),
            },
            time, loggers, opening.Token);
        app.Services.GetRequiredService<JournalLifetime>().Attach(journal);
        if (options.Seed.Length > 0) await SeedLoader.LoadAsync(journal, options.Seed, opening.Token);
        await warm;
        Telemetry.Report(app.Services.GetRequiredService<CallMetrics>().InitializeCounters, app.Logger);
        app.Services.GetRequiredService<Readiness>().SetReady(journal);
        ServerLog.Running(app.Logger, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription);
        ServerLog.Serving(
            app.Logger, string.Join(", ", app.Urls.Select(ListenAddress.ForClients)), journal.Name, journal.Head.LogId,
            journal.Head.Revision, RulesVersion.Current, options.IsAccessControlled ? "on" : "off");
    }

    private static void Map(WebApplication app, ServerOptions options)
    {
        app.MapGrpcService<ActorGrpcService>();
        app.MapGrpcService<StatementGrpcService>();
        app.MapGrpcService<NegotiationStatusGrpcService>();
        app.MapGrpcService<JournalGrpcService>();
        app.MapGrpcHealthChecksService();
        if (options.Reflection) app.MapGrpcReflectionService();
    }
}
