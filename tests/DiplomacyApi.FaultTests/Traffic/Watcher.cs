using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>Watches statements from the first, over as many streams as it takes, each from where the last one ended.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private static readonly TimeSpan Progress = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(Faults.Token);
    private readonly List<(long Revision, string Name)> _received = [];
    private readonly DiplomacyClient _client;
    private readonly Oracle _oracle;
    private readonly ActKind? _only;
    private readonly Task _running;
    private LogPosition? _after;
    private long _through;
    private int _streams;

    /// <param name="address">Where the server, or what stands before it, is.</param>
    /// <param name="oracle">Records what must not be.</param>
    /// <param name="only">Only statements of this act. Null: all.</param>
    /// <param name="isOwn">Resumes by hand, as a client of another language does; otherwise the client library does.</param>
    public Watcher(Uri address, Oracle oracle, ActKind? only, bool isOwn)
    {
        (_client, _oracle, _only) = (ServerHome.ClientOf(address), oracle, only);
        _running = isOwn ? WatchByHandAsync() : WatchAsync();
    }

    /// <summary>The streams that were opened, where it resumes by hand.</summary>
    public int Streams => _streams;

    /// <summary>Waits until all up to a revision was received, and compares it with the journal.</summary>
    public async Task CheckAsync(Exported journal)
    {
        while (Volatile.Read(ref _through) < journal.Head.Revision && !_running.IsCompleted) await Task.Delay(20, Faults.Token);
        if (_running.IsFaulted) await _running;
        lock (_received)
            Assert.Equal(journal.Statements.Where(Matches).Select(entry => (entry.Revision, entry.Id)),
                _received.Where(one => one.Revision <= journal.Head.Revision));
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Task.WhenAny(_running);
        _client.Dispose();
        _ended.Dispose();
    }

    private bool Matches(JournalEntry entry) => _only is null || Statement.Parser.ParseFrom(entry.Payload).ActKind == _only;

    private WatchStatementsRequest Request()
    {
        var request = new WatchStatementsRequest
        {
            Start = new WatchStart { FromEarliest = new() },
            ProgressInterval = Duration.FromTimeSpan(Progress),
        };
        if (_only is { } kind) request.Filter = new StatementFilter { ActKinds = { kind } };
        return request;
    }

    private async Task WatchAsync()
    {
        while (true)
        {
            var request = Request();
            if (_after is not null) request.Start = new WatchStart { After = _after };
            try
            {
                await foreach (var message in _client.WatchStatementsAsync(request, _ended.Token)) Take(message);
            }
            catch (DiplomacyException failure) when (WriterClient.IsPassing(failure))
            {
                // It reports who is not there when it begins, and resumes what it began.
                await Task.Delay(50, _ended.Token);
            }
        }
    }

    private async Task WatchByHandAsync()
    {
        while (true)
        {
            var request = Request();
            if (_after is not null) request.Start = new WatchStart { After = _after };
            try
            {
                using var call = _client.Statements.WatchStatements(request, cancellationToken: _ended.Token);
                _streams++;
                while (await call.ResponseStream.MoveNext(_ended.Token)) Take(call.ResponseStream.Current);
            }
            catch (DiplomacyException failure) when (WriterClient.IsPassing(failure))
            {
                await Task.Delay(50, _ended.Token);
            }
        }
    }

    private void Take(WatchStatementsResponse message)
    {
        lock (_received)
        {
            foreach (var one in message.Events)
            {
                if (one.LogPosition.Revision <= _through || (_received.Count > 0 && one.LogPosition.Revision <= _received[^1].Revision))
                    _oracle.Wrong($"A watcher that was at {_through} received {one.LogPosition.Revision}");
                _received.Add((one.LogPosition.Revision, one.Statement.Name));
            }
            if (message.Through.Revision < _through) _oracle.Wrong($"A watcher went back from {_through} to {message.Through.Revision}");
            _after = message.Through;
            Volatile.Write(ref _through, message.Through.Revision);
        }
    }
}
