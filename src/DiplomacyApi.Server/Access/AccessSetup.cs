using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Logging;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace DiplomacyApi.Server.Access;

/// <summary>Registers access control.</summary>
internal static class AccessSetup
{
    private static readonly TimeSpan HandshakeMax = TimeSpan.FromSeconds(10);

    public static void AddAccess(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Access);
        services.AddSingleton(new CredentialFile(options.CredentialsFile));
        services.AddSingleton<Credentials>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<TlsFiles>();
        if (options.IsAccessControlled || options.Access.HasTls) services.AddHostedService<AccessRefreshService>();
        if (!options.Access.HasJwt) return;
        services.AddSingleton<JwtAccess>();
        if (options.Access.JwtKeyFile.Length == 0) services.AddSingleton<IJwtKeys, IssuerKeys>();
        else services.AddSingleton<KeyFile>().AddSingleton<IJwtKeys>(provider => provider.GetRequiredService<KeyFile>());
    }

    /// <summary>Reads certificates, keys and credentials, and refuses to start if they cannot be read.</summary>
    public static void LoadAccess(this WebApplication app, ServerOptions options)
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
    }

    public static void UseTls(this ListenOptions listen)
    {
        var tls = listen.ApplicationServices.GetRequiredService<TlsFiles>();
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = HandshakeMax,
            OnConnection = _ => ValueTask.FromResult(tls.ForConnection()),
        });
    }
}
