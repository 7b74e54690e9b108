using Microsoft.Extensions.Logging.Console;

namespace DiplomacyApi.Server.Hosting;

/// <summary>What the executable writes to its output. Nobody need read it: lines that find no room are left out, and nothing waits for them.</summary>
internal static class ConsoleLog
{
    public static void Add(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            // What fails to start is told once, by the command line.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            // A server that starts or stops is not serving, which is no failure; why a journal failed is logged by itself.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);

        // What strangers cause is counted, and not written as it comes.
        logging.Services.AddSingleton<ILoggerProvider>(services => new ComplaintLog(new Lazy<StrangerLog>(services.GetRequiredService<StrangerLog>)));
        logging.AddFilter<ComplaintLog>(null, LogLevel.None);
        foreach (var category in ComplaintLog.Categories)
            logging.AddFilter<ConsoleLoggerProvider>(category, LogLevel.None).AddFilter<ComplaintLog>(category, LogLevel.Warning);
    }
}
