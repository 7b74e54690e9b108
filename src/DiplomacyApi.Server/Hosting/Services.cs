using System.IO.Compression;
using DiplomacyApi.Domain;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Actors;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Contract;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Journal;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Logging;
using DiplomacyApi.Server.Monitoring;
using DiplomacyApi.Server.Negotiations;
using DiplomacyApi.Server.Obligations;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Statements;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Server.Throttling;
using DiplomacyApi.Server.Validation;
using DiplomacyApi.Storage.Journal;
using Grpc.AspNetCore.Server;
using Grpc.AspNetCore.Server.Model;
using Grpc.Net.Compression;
using Grpc.Reflection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Registers everything that a server consists of.</summary>
internal static class Services
{
    /// <summary>How long a stop may take: writes in progress are answered, streams are ended.</summary>
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(8);

    /// <summary>How often health is checked for watches of it.</summary>
    private static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(1);

    /// <summary>The name under which health reports the process alone.</summary>
    private const string Liveness = "liveness";

    public static void AddServer(this IServiceCollection services, ServerOptions options, TimeProvider time)
    {
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = Limits.RequestBytesMax;
            // A write that was recorded must not fail because its response is large; responses have limits of their own.
            grpc.MaxSendMessageSize = null;
            grpc.EnableDetailedErrors = false;
            foreach (var packed in new ICompressionProvider[] { new GzipCompressionProvider(CompressionLevel.Fastest),
                    new DeflateCompressionProvider(CompressionLevel.Fastest) })
                grpc.CompressionProviders.Add(new BoundedCompression(packed, Limits.RequestBytesMax));
            grpc.Interceptors.Add<ErrorInterceptor>();
            grpc.Interceptors.Add<ValidationInterceptor>();
            // Before the limits: who waits for another server must not take the place of a read.
            if (options.Postgres.Length > 0) grpc.Interceptors.Add<CatchUpInterceptor>();
            grpc.Interceptors.Add<ResponseLimitInterceptor>();
        }).AddServiceOptions<ReflectionServiceImpl>(Small).AddServiceOptions<ReflectionV1ServiceImpl>(Small);
        services.AddSingleton<ErrorInterceptor>();
        services.AddSingleton<ValidationInterceptor>();
        services.AddSingleton<ResponseLimitInterceptor>();
        services.AddSingleton<CatchUpInterceptor>();
        services.AddSingleton(time);
        services.AddSingleton<Readiness>();
        // An embedded server stops with the program around it, to which the signals belong.
        if (!options.IsEmbedded) services.AddSingleton<IHostLifetime, ProcessLifetime>();
        services.AddSingleton<JournalLifetime>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalLifetime>());
        // One of each serves all calls: the framework would make one for every call, with all that it holds. They are made at the first
        // call, when the journal is open.
        services.AddSingleton<Pager>();
        services.AddSingleton<ActorGrpcService>();
        services.AddSingleton<StatementGrpcService>();
        services.AddSingleton<NegotiationStatusGrpcService>();
        services.AddSingleton<JournalGrpcService>();
        services.AddSingleton<ObligationReads>();
        services.AddSingleton<NegotiationChangeResponses>();
        services.AddSingleton<DemandWatches>();
        services.AddSingleton<IServiceMethodProvider<StatementGrpcService>, StatementMethods>();
        services.AddSingleton<IServiceMethodProvider<NegotiationStatusGrpcService>, NegotiationStatusMethods>();
        services.AddSingleton<OpenWatches>();
        services.AddSingleton<CallLimits>();
        services.AddSingleton<Quotas>();
        services.AddSingleton<RefusedCalls>();
        services.AddSingleton<ThrottledLog>();
        services.AddHostedService(provider => provider.GetRequiredService<ThrottledLog>());
        services.AddAccess(options);
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
    /// Health in all, and of each service by its name, is that of the journal. That of the process is separate, for liveness probes: a
    /// process that rebuilds its journal must not be killed.
    /// </summary>
    private static void AddHealth(IServiceCollection services)
    {
        services.AddGrpcHealthChecks(health =>
        {
            foreach (var service in RpcPolicies.Services) health.Services.Map(service, _ => true);
            health.Services.Map(Liveness, check => check.Name == Liveness);
        }).AddCheck<JournalHealth>("journal").AddCheck(Liveness, () => HealthCheckResult.Healthy());
        services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            // Health watches should soon see that the server is ready.
            publisher.Delay = TimeSpan.Zero;
            publisher.Period = HealthInterval;
        });
    }
}
