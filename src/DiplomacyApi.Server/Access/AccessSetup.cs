using DiplomacyApi.Server.Bounds;
using DiplomacyApi.Server.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace DiplomacyApi.Server.Access;

/// <summary>Puts access control into a server.</summary>
internal static class AccessSetup
{
    private static readonly TimeSpan HandshakeMax = TimeSpan.FromSeconds(10);

    public static void AddAccess(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Access);
        services.AddSingleton(CredentialFile.Beside(options.Data));
        services.AddSingleton<Credentials>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<OpenCalls>();
        services.AddSingleton<CallLimits>();
        services.AddSingleton<Quotas>();
        services.AddSingleton<StrangerLog>();
        services.AddHostedService(provider => provider.GetRequiredService<StrangerLog>());
        services.AddSingleton<TlsFiles>();
        if (options.IsAccessControlled || options.Access.HasTls) services.AddHostedService<AccessWatch>();
        if (!options.Access.HasJwt) return;
        services.AddSingleton<JwtAccess>();
        if (options.Access.JwtKeyFile.Length == 0) services.AddSingleton<IJwtKeys, IssuerKeys>();
        else services.AddSingleton<KeyFile>().AddSingleton<IJwtKeys>(provider => provider.GetRequiredService<KeyFile>());
    }

    /// <summary>Reads what is needed to let anybody in, and refuses to start where it cannot be read.</summary>
    public static void UseAccess(this WebApplication app, ServerOptions options)
    {
        if (options.Access.HasTls) app.Services.GetRequiredService<TlsFiles>().Load();
        if (options.Access.JwtKeyFile.Length > 0) app.Services.GetRequiredService<KeyFile>().Load();
        if (options.IsAccessControlled)
        {
            var credentials = app.Services.GetRequiredService<Credentials>();
            credentials.Refresh();
            if (credentials.Problem.Length > 0) throw new StartException(credentials.Problem);
            if (!options.IsLoopback && !options.Access.HasTls) ServerLog.Insecure(app.Logger, options.Address);
        }
        app.UseMiddleware<AccessGate>();
        app.UseMiddleware<AdminLog>();
    }

    public static void UseTls(this ListenOptions listen)
    {
        var tls = listen.ApplicationServices.GetRequiredService<TlsFiles>();
        listen.UseHttps(new TlsHandshakeCallbackOptions { HandshakeTimeout = HandshakeMax, OnConnection = _ => ValueTask.FromResult(tls.ForConnection()) });
    }
}
