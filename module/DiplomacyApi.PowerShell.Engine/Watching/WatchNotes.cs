using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.PowerShell.Engine.Watching;

/// <summary>Passes what the client logs about its watches (one was interrupted, and is opened again) to whoever watches.</summary>
internal sealed class WatchNotes : ILoggerFactory, ILogger
{
    private readonly List<Subscription> _subscriptions = [];

    public Subscription Subscribe()
    {
        var subscription = new Subscription(this);
        lock (_subscriptions) _subscriptions.Add(subscription);
        return subscription;
    }

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("DiplomacyApi.", StringComparison.Ordinal)
            ? this
            : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider) { }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        lock (_subscriptions)
            foreach (var subscription in _subscriptions) subscription.Add(formatter(state, exception));
    }

    public void Dispose() { }

    /// <summary>Receives notes until it is disposed. If nobody takes them, only the last few are kept.</summary>
    internal sealed class Subscription(WatchNotes notes) : IDisposable
    {
        private const int KeptMax = 16;

        private readonly Channel<string> _notes =
            Channel.CreateBounded<string>(new BoundedChannelOptions(KeptMax) { FullMode = BoundedChannelFullMode.DropOldest });

        public void Add(string note) => _notes.Writer.TryWrite(PlainText.Clean(note));

        public Task NextAsync(CancellationToken cancellationToken) => _notes.Reader.WaitToReadAsync(cancellationToken).AsTask();

        public IEnumerable<string> TakeAll()
        {
            while (_notes.Reader.TryRead(out var note)) yield return note;
        }

        public void Dispose()
        {
            lock (notes._subscriptions) notes._subscriptions.Remove(this);
        }
    }
}
