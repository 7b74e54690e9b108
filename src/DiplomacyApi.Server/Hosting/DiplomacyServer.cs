using System.Net;
using DiplomacyApi.Domain;
using DiplomacyApi.Server.Actors;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Journals;
using DiplomacyApi.Server.Negotiations;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Seeds;
using DiplomacyApi.Server.Statements;
using DiplomacyApi.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Opens the journal and serves it. The executable, the Shell and the tests all start it here.</summary>
public static class DiplomacyServer
{
    /// <summary>Opens, seeds and serves. The server that is given serves until it is stopped, which closes the journal.</summary>
    public static async Task<WebApplication> StartAsync(ServerOptions options, TimeProvider time, CancellationToken cancellationToken, Action<ILoggingBuilder>? logging = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        if (logging is not null) logging(builder.Logging);
        else builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            // What fails to start is told once, by the command line.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Parse(options.Address), options.Port, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.AddServerHeader = false;
        });
        AddServices(builder.Services, options);

        using var loggers = LoggerFactory.Create(logging ?? (_ => { }));
        var journal = await Journal.OpenAsync(new JournalOptions { Path = options.Data }, time, loggers, cancellationToken);
        try
        {
            builder.Services.AddSingleton(journal);
            builder.Services.AddHostedService<JournalKeeper>();
            var app = builder.Build();
            Map(app, options);
            if (options.Seed.Length > 0) await SeedLoader.LoadAsync(journal, options.Seed, cancellationToken);
            await app.StartAsync(cancellationToken);
            ServerLog.Serving(app.Logger, app.Urls.First(), journal.Head.LogId, journal.Head.Revision);
            return app;
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the server stopped because what became of a commit is not known.</summary>
    public static bool HasFailed(WebApplication app) => app.Services.GetRequiredService<Journal>().Fatal.IsFaulted;

    private static void AddServices(IServiceCollection services, ServerOptions options)
    {
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = Limits.RequestBytesMax;
            grpc.MaxSendMessageSize = Limits.RequestBytesMax;
            grpc.EnableDetailedErrors = false;
            grpc.Interceptors.Add<RefusalInterceptor>();
        });
        services.AddGrpcHealthChecks().AddCheck("journal", () => HealthCheckResult.Healthy());
        if (options.Reflection) services.AddGrpcReflection();
        services.AddSingleton<Pager>();
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
