using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;

namespace DiplomacyApi.Server.Logging;

/// <summary>
/// What the executable writes to its output: a line each with its time (UTC), level and category. The section Logging of a configuration
/// file, or variables such as Logging__Console__FormatterName=json, set levels and format as the framework documents them. Nobody need read
/// the output: lines that find no room are left out, and nothing waits for them.
/// </summary>
internal static class ConsoleLog
{
    private const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    /// <param name="logging">What is configured.</param>
    /// <param name="configuration">The section Logging; null: there is none.</param>
    public static void Add(ILoggingBuilder logging, IConfiguration? configuration)
    {
        // journald keeps the time itself, and reads the level from a prefix of the line.
        if (SystemdHelpers.IsSystemdService()) logging.AddSystemdConsole();
        else
            logging.AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) =
                (true, true, TimestampFormat));
        logging.Services.Configure<JsonConsoleFormatterOptions>(json => (json.UseUtcTimestamp, json.TimestampFormat) =
            (true, TimestampFormat.TrimEnd()));
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            // The command line reports once what fails to start.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            // Where this could log, the framework would make a span and a scope of each call, which nobody sees. Exported traces make their
            // own.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            // A server that starts or stops is not serving, which is no failure; why a journal failed is logged by itself.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        if (configuration is not null) logging.AddConfiguration(configuration);

        logging.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            if (configuration?["Console:FormatterName"] is { Length: > 0 } format) console.FormatterName = format;
        });

        // What strangers cause is counted, and not written as it comes.
        logging.Services.AddSingleton<ILoggerProvider>(services =>
            new FrameworkLogProvider(new Lazy<ThrottledLog>(services.GetRequiredService<ThrottledLog>)));
        logging.AddFilter<FrameworkLogProvider>(null, LogLevel.None);
        foreach (var category in FrameworkLogProvider.Categories)
            logging.AddFilter<ConsoleLoggerProvider>(category, LogLevel.None).AddFilter<FrameworkLogProvider>(category, LogLevel.Warning);
    }
}
