using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.PowerShell.Engine.Watching;

/// <summary>Takes what the client logs of its watches, that one was cut and is opened again, to whoever watches.</summary>
internal sealed class WatchNotes : ILoggerFactory, ILogger
{
    private readonly List<Listener> _listeners = [];

    public Listener Listen()
    {
        var listener = new Listener(this);
        lock (_listeners) _listeners.Add(listener);
        return listener;
    }

    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("DiplomacyApi.", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider) { }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        lock (_listeners)
            foreach (var listener in _listeners) listener.Hear(formatter(state, exception));
    }

    public void Dispose() { }

    /// <summary>Hears notes until it is disposed. Only the last few are kept for one who does not listen.</summary>
    internal sealed class Listener(WatchNotes notes) : IDisposable
    {
        private const int KeptMax = 16;

        private readonly Channel<string> _heard = Channel.CreateBounded<string>(new BoundedChannelOptions(KeptMax) { FullMode = BoundedChannelFullMode.DropOldest });

        public void Hear(string note) => _heard.Writer.TryWrite(PlainText.Clean(note));

        public Task NextAsync(CancellationToken cancellationToken) => _heard.Reader.WaitToReadAsync(cancellationToken).AsTask();

        public IEnumerable<string> Taken()
        {
            while (_heard.Reader.TryRead(out var note)) yield return note;
        }

        public void Dispose()
        {
            lock (notes._listeners) notes._listeners.Remove(this);
        }
    }
}
