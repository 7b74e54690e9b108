using DiplomacyApi.Client;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts the client among the services of an application.</summary>
public static class DiplomacyApiServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="DiplomacyClient"/> for the whole application, and the generated clients that it has. Its options are those of
    /// <see cref="DiplomacyClientOptions"/>: configure or bind them on what is returned, as in
    /// `services.AddDiplomacyApiClient().BindConfiguration("DiplomacyApi")`. They are checked when the client is first asked for; with
    /// `ValidateOnStart()`, when the application starts.
    /// </summary>
    public static OptionsBuilder<DiplomacyClientOptions> AddDiplomacyApiClient(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<DiplomacyClientOptions>>().Value;
            return new DiplomacyClient(options with { LoggerFactory = options.LoggerFactory ?? provider.GetService<ILoggerFactory>() });
        });
        services.TryAddSingleton(provider => provider.GetRequiredService<DiplomacyClient>().Actors);
        services.TryAddSingleton(provider => provider.GetRequiredService<DiplomacyClient>().Statements);
        services.TryAddSingleton(provider => provider.GetRequiredService<DiplomacyClient>().Negotiations);
        services.TryAddSingleton(provider => provider.GetRequiredService<DiplomacyClient>().Journal);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DiplomacyClientOptions>, Checked>());
        return services.AddOptions<DiplomacyClientOptions>();
    }

    /// <summary>Adds the client with these options.</summary>
    public static OptionsBuilder<DiplomacyClientOptions> AddDiplomacyApiClient(this IServiceCollection services, Action<DiplomacyClientOptions> configure) =>
        services.AddDiplomacyApiClient().Configure(configure);

    private sealed class Checked : IValidateOptions<DiplomacyClientOptions>
    {
        public ValidateOptionsResult Validate(string? name, DiplomacyClientOptions options) =>
            options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
