namespace DiplomacyApi.Server.Logging;

/// <summary>Takes what the framework logs of single connections and requests, which strangers cause, and has it counted.</summary>
internal sealed class FrameworkLogProvider(Lazy<ThrottledLog> counted) : ILoggerProvider
{
    /// <summary>The categories whose lines strangers can cause.</summary>
    public static readonly string[] Categories = ["Microsoft.AspNetCore.Server.Kestrel", "Grpc.AspNetCore.Server"];

    public ILogger CreateLogger(string categoryName) => new FrameworkLogger(categoryName, counted);

    public void Dispose()
    {
    }

    private sealed class FrameworkLogger(string category, Lazy<ThrottledLog> counted) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            try
            {
                counted.Value.FrameworkProblem(category, eventId.Name ?? $"event {eventId.Id}", exception);
            }
            catch (ObjectDisposedException)
            {
                // The server has stopped, and its log with it.
            }
        }
    }
}
