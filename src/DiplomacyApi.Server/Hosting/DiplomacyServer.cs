using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Rules;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Actors;
using DiplomacyApi.Server.Bounds;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Frozen;
using DiplomacyApi.Server.Journals;
using DiplomacyApi.Server.Monitoring;
using DiplomacyApi.Server.Negotiations;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Seeds;
using DiplomacyApi.Server.Statements;
using DiplomacyApi.Server.Watching;
using DiplomacyApi.Storage;
using Grpc.AspNetCore.Server;
using Grpc.AspNetCore.Server.Model;
using Grpc.Net.Compression;
using Grpc.Reflection;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Opens the journal and serves it. The executable, the Shell and the tests all start it here.</summary>
public static class DiplomacyServer
{
    /// <summary>How long a stop may take: what is being written is answered, what streams is ended.</summary>
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(8);

    /// <summary>How often the health is looked at for those who watch it.</summary>
    private static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(1);

    /// <summary>The version of this build, as clients are told it.</summary>
    internal static readonly string Version =
        typeof(DiplomacyServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>The name under which health tells of the process alone.</summary>
    private const string Liveness = "liveness";

    private static readonly ServiceDescriptor[] Contract =
        [ActorService.Descriptor, StatementService.Descriptor, NegotiationStatusService.Descriptor, JournalService.Descriptor];

    /// <summary>Opens, seeds and serves. The server that is given serves until it is stopped, which closes the journal.</summary>
    public static async Task<WebApplication> StartAsync(ServerOptions options, TimeProvider time, CancellationToken cancellationToken, Action<ILoggingBuilder>? logging = null)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems) throw new StartException(string.Join(' ', problems));
        options.MakeDefaultFolder();
        // Reads run on the threads of the pool, which begins with one for each core and adds others slowly: long reads must leave some to short ones.
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, Environment.ProcessorCount + Limits.ReadersMax), ports);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        if (logging is not null) logging(builder.Logging);
        else ConsoleLog.Add(builder.Logging, options.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var address in options.Addresses)
            {
                address.Listen(kestrel, options.Port, listen =>
                {
                    listen.Protocols = HttpProtocols.Http2;
                    // What goes over a socket does not leave the machine, and its clients have no host name to check a certificate against.
                    if (options.Access.HasTls && address.SocketPath.Length == 0) listen.UseTls();
                });
            }
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = Limits.HeadersBytesMax;
            kestrel.Limits.Http2.MaxRequestHeaderFieldSize = Limits.HeadersBytesMax;
            kestrel.Limits.Http2.MaxStreamsPerConnection = Limits.CallsPerConnectionMax;
            kestrel.Limits.Http2.KeepAlivePingDelay = Limits.SilenceMax;
            kestrel.Limits.Http2.KeepAlivePingTimeout = Limits.PingAnswerMax;
        });
        var connections = OpenFiles.Connections(options.Access.Connections);
        builder.Services.AddSingleton<IConnectionListenerFactory>(services => ActivatorUtilities.CreateInstance<BoundedListenerFactory>(services, connections));
        if (OtlpExport.IsWanted(options.OpenTelemetry)) OtlpExport.Add(builder, options.OpenTelemetry, Version);
        AddServices(builder.Services, options, time);
        builder.Services.AddAccess(options);

        var app = builder.Build();
        try
        {
            if (connections < options.Access.Connections) ServerLog.FewConnections(app.Logger, connections, options.Access.Connections);
            app.UseRouting();
            app.UseMiddleware<CallObserver>();
            app.UseAccess(options);
            _ = app.Services.GetRequiredService<ServerMetrics>();
            Map(app, options);
            Policies.Check(app);
            // It listens first, and tells that it is not ready: opening may take as long as a rebuild.
            await app.StartAsync(cancellationToken);
            await OpenAsync(app, options, time, cancellationToken);
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

    /// <summary>Whether the server stopped because what became of a commit is not known.</summary>
    public static bool HasFailed(WebApplication app) => app.Services.GetRequiredService<Readiness>().Journal.Fatal.IsFaulted;

    private static async Task OpenAsync(WebApplication app, ServerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();
        // A rebuild may take minutes, and a server that is told to stop meanwhile must not finish it first.
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, app.Lifetime.ApplicationStopping);
        var journal = await Journal.OpenAsync(new JournalOptions { Path = options.Data, MustExist = options.MustExist, AcceptClock = options.AcceptClock, Progress = app.Services.GetRequiredService<WorkProgress>() }, time, loggers, opening.Token);
        app.Services.GetRequiredService<JournalKeeper>().Keep(journal);
        if (options.Seed.Length > 0) await SeedLoader.LoadAsync(journal, options.Seed, opening.Token);
        FirstRefusal.Make();
        Telemetry.Tell(app.Services.GetRequiredService<CallMetrics>().Begin, app.Logger);
        app.Services.GetRequiredService<Readiness>().Opened(journal);
        ServerLog.Running(app.Logger, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription);
        ServerLog.Serving(
            app.Logger, string.Join(", ", app.Urls.Select(ListenAddress.ForClients)), Path.GetFullPath(options.Data), journal.Head.LogId, journal.Head.Revision, RulesVersion.Current, options.IsAccessControlled ? "on" : "off");
    }

    private static void AddServices(IServiceCollection services, ServerOptions options, TimeProvider time)
    {
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = Limits.RequestBytesMax;
            // What was recorded is never told to be refused because of what its answer takes; answers have bounds of their own.
            grpc.MaxSendMessageSize = null;
            grpc.EnableDetailedErrors = false;
            foreach (var packed in new ICompressionProvider[] { new GzipCompressionProvider(CompressionLevel.Fastest), new DeflateCompressionProvider(CompressionLevel.Fastest) })
                grpc.CompressionProviders.Add(new BoundedCompression(packed, Limits.RequestBytesMax));
            grpc.Interceptors.Add<RefusalInterceptor>();
            grpc.Interceptors.Add<AnswerInterceptor>();
        }).AddServiceOptions<ReflectionServiceImpl>(Small).AddServiceOptions<ReflectionV1ServiceImpl>(Small);
        services.AddSingleton<RefusalInterceptor>();
        services.AddSingleton<AnswerInterceptor>();
        services.AddSingleton(time);
        services.AddSingleton<Readiness>();
        // An embedded server stops with the program around it, to which the signals belong.
        if (!options.IsEmbedded) services.AddSingleton<IHostLifetime, ProcessLifetime>();
        services.AddSingleton<JournalKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalKeeper>());
        // One of each serves all calls: the framework would make one for every call, with all that it holds. They are made at the first call, when the journal is open.
        services.AddSingleton<Pager>();
        services.AddSingleton<ActorGrpcService>();
        services.AddSingleton<StatementGrpcService>();
        services.AddSingleton<NegotiationStatusGrpcService>();
        services.AddSingleton<JournalGrpcService>();
        services.AddSingleton<IServiceMethodProvider<StatementGrpcService>, FrozenMethods>();
        services.AddSingleton<IServiceMethodProvider<NegotiationStatusGrpcService>, FrozenMethods>();
        services.AddSingleton<WatchGate>();
        services.AddSingleton<CallMetrics>();
        services.AddSingleton<ServerMetrics>();
        services.AddSingleton(provider => new WorkProgress(time, step =>
            ServerLog.Progress(provider.GetRequiredService<ILogger<WorkProgress>>(), step.Work, step.Unit, step.Done, step.Total)));
        AddHealth(services);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainMax);
        if (options.Reflection) services.AddGrpcReflection();

        static void Small(GrpcServiceOptions grpc) => grpc.MaxReceiveMessageSize = Limits.OpenRequestBytesMax;
    }

    /// <summary>
    /// The health of all, and of each service by its name: they stand or fall with the journal. That of the process is apart, for those who
    /// would kill a process that does not answer: one that rebuilds its journal is to be left alone.
    /// </summary>
    private static void AddHealth(IServiceCollection services)
    {
        services.AddGrpcHealthChecks(health =>
        {
            foreach (var service in Contract) health.Services.Map(service.FullName, _ => true);
            health.Services.Map(Liveness, check => check.Name == Liveness);
        }).AddCheck<JournalHealth>("journal").AddCheck(Liveness, () => HealthCheckResult.Healthy());
        services.Configure<HealthCheckPublisherOptions>(told =>
        {
            // Who watches the health learns soon that the server is ready.
            told.Delay = TimeSpan.Zero;
            told.Period = HealthInterval;
        });
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
