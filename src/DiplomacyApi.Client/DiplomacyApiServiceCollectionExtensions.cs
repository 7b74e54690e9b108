using DiplomacyApi.Client;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts the client among the services of an application.</summary>
public static class DiplomacyApiServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="DiplomacyClient"/> for the whole application, as itself and as <see cref="IDiplomacyClient"/>, and the generated
    /// clients that it has. Its options are those of <see cref="DiplomacyClientOptions"/>: configure or bind them on what is returned, as
    /// in <c>services.AddDiplomacyApiClient().BindConfiguration("DiplomacyApi")</c>. They are checked when the client is first asked for;
    /// with <c>ValidateOnStart()</c>, when the application starts.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <exception cref="InvalidOperationException">There is one without a name already: for a second server, give a name.</exception>
    public static OptionsBuilder<DiplomacyClientOptions> AddDiplomacyApiClient(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return Add(services, name: null);
    }

    /// <summary>Adds the client with these options.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="InvalidOperationException">There is one without a name already: for a second server, give a name.</exception>
    public static OptionsBuilder<DiplomacyClientOptions> AddDiplomacyApiClient(
        this IServiceCollection services, Action<DiplomacyClientOptions> configure) =>
        services.AddDiplomacyApiClient().Configure(configure);

    /// <summary>
    /// Adds the client of one of several servers under a name, which is the key of its services (<c>[FromKeyedServices("archive")]</c>) and
    /// the name of its options.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="name">The name: at least one character, and of this client alone.</param>
    /// <exception cref="InvalidOperationException">There is one with this name already.</exception>
    public static OptionsBuilder<DiplomacyClientOptions> AddDiplomacyApiClient(this IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name);
    }

    /// <summary>Adds the client of one of several servers under a name, with these options.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="name">The name: at least one character, and of this client alone.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="InvalidOperationException">There is one with this name already.</exception>
    public static OptionsBuilder<DiplomacyClientOptions> AddDiplomacyApiClient(
        this IServiceCollection services, string name, Action<DiplomacyClientOptions> configure) =>
        services.AddDiplomacyApiClient(name).Configure(configure);

    /// <summary>A key of null is none: the services are then asked for by their types alone.</summary>
    private static OptionsBuilder<DiplomacyClientOptions> Add(IServiceCollection services, string? name)
    {
        if (services.Any(service => service.ServiceType == typeof(DiplomacyClient) && Equals(service.ServiceKey, name)))
        {
            throw new InvalidOperationException(name is null
                ? "AddDiplomacyApiClient was called before without a name, and one of the two would be ignored. Give each server a name, as in AddDiplomacyApiClient(\"archive\", …), and ask for it by [FromKeyedServices(\"archive\")]; to change the options of the first, use Configure<DiplomacyClientOptions>."
                : $"AddDiplomacyApiClient was called before with the name \"{name}\", and one of the two would be ignored. Give each server a name of its own.");
        }
        services.AddKeyedSingleton(name, (provider, _) =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<DiplomacyClientOptions>>().Get(name ?? Options.Options.DefaultName);
            return new DiplomacyClient(options with { LoggerFactory = options.LoggerFactory ?? provider.GetService<ILoggerFactory>() });
        });
        services.AddKeyedSingleton<IDiplomacyClient>(name, (provider, _) => provider.GetRequiredKeyedService<DiplomacyClient>(name));
        services.AddKeyedSingleton(name, (provider, _) => provider.GetRequiredKeyedService<DiplomacyClient>(name).Actors);
        services.AddKeyedSingleton(name, (provider, _) => provider.GetRequiredKeyedService<DiplomacyClient>(name).Statements);
        services.AddKeyedSingleton(name, (provider, _) => provider.GetRequiredKeyedService<DiplomacyClient>(name).Negotiations);
        services.AddKeyedSingleton(name, (provider, _) => provider.GetRequiredKeyedService<DiplomacyClient>(name).Journal);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DiplomacyClientOptions>, Checked>());
        return services.AddOptions<DiplomacyClientOptions>(name);
    }

    private sealed class Checked : IValidateOptions<DiplomacyClientOptions>
    {
        public ValidateOptionsResult Validate(string? name, DiplomacyClientOptions options) =>
            options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
