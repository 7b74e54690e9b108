using System.Net;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Rules;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Actors;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Journals;
using DiplomacyApi.Server.Negotiations;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Seeds;
using DiplomacyApi.Server.Statements;
using DiplomacyApi.Server.Watching;
using DiplomacyApi.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Opens the journal and serves it. The executable, the Shell and the tests all start it here.</summary>
public static class DiplomacyServer
{
    /// <summary>How long a stop may take: what is being written is answered, what streams is ended.</summary>
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(8);

    /// <summary>How long a silent connection is left alone before it is asked whether it is still there.</summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(30);

    /// <summary>How often the health is looked at for those who watch it.</summary>
    private static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(1);

    private static readonly ServiceDescriptor[] Contract =
        [ActorService.Descriptor, StatementService.Descriptor, NegotiationStatusService.Descriptor, JournalService.Descriptor];

    /// <summary>Opens, seeds and serves. The server that is given serves until it is stopped, which closes the journal.</summary>
    public static async Task<WebApplication> StartAsync(ServerOptions options, TimeProvider time, CancellationToken cancellationToken, Action<ILoggingBuilder>? logging = null)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems) throw new StartException(string.Join(' ', problems));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        if (logging is not null) logging(builder.Logging);
        else builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            // What fails to start is told once, by the command line.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            // A server that starts or stops is not serving, which is no failure; why a journal failed is logged by itself.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // It would log what JWTs claim, which is what a client sent; the gate logs every refusal.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Parse(options.Address), options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                if (options.Access.HasTls) listen.UseTls();
            });
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = options.Access.Connections;
            kestrel.Limits.MaxRequestHeadersTotalSize = Limits.HeadersBytesMax;
            kestrel.Limits.Http2.MaxRequestHeaderFieldSize = Limits.HeadersBytesMax;
            kestrel.Limits.Http2.MaxStreamsPerConnection = Limits.CallsPerConnectionMax;
            kestrel.Limits.Http2.KeepAlivePingDelay = SilenceMax;
        });
        AddServices(builder.Services, options, time);
        builder.Services.AddAccess(options, time);

        var app = builder.Build();
        try
        {
            app.UseAccess(options);
            Map(app, options);
            Policies.Check(app);
            // It listens first, and tells that it is not ready: opening may take as long as a rebuild.
            await app.StartAsync(cancellationToken);
            await OpenAsync(app, options, time, cancellationToken);
            return app;
        }
        catch
        {
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
        var journal = await Journal.OpenAsync(new JournalOptions { Path = options.Data }, time, loggers, cancellationToken);
        app.Services.GetRequiredService<JournalKeeper>().Keep(journal);
        if (options.Seed.Length > 0) await SeedLoader.LoadAsync(journal, options.Seed, cancellationToken);
        app.Services.GetRequiredService<Readiness>().Opened(journal);
        ServerLog.Serving(
            app.Logger, app.Urls.First(), Path.GetFullPath(options.Data), journal.Head.LogId, journal.Head.Revision, RulesVersion.Current, options.IsAccessControlled ? "on" : "off");
    }

    private static void AddServices(IServiceCollection services, ServerOptions options, TimeProvider time)
    {
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = Limits.RequestBytesMax;
            grpc.MaxSendMessageSize = Limits.RequestBytesMax;
            grpc.EnableDetailedErrors = false;
            grpc.Interceptors.Add<RefusalInterceptor>();
        });
        services.AddSingleton(time);
        services.AddSingleton<Readiness>();
        services.AddSingleton<JournalKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalKeeper>());
        services.AddTransient<Pager>();
        services.AddSingleton<WatchGate>();
        AddHealth(services);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainMax);
        if (options.Reflection) services.AddGrpcReflection();
    }

    /// <summary>The health of all, and of each service by its name: they stand or fall with the journal.</summary>
    private static void AddHealth(IServiceCollection services)
    {
        services.AddGrpcHealthChecks(health =>
        {
            foreach (var service in Contract) health.Services.Map(service.FullName, _ => true);
        }).AddCheck<JournalHealth>("journal");
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
