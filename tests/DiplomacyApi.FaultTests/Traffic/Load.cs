using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>Writers, watchers and a reader that go on while something happens to the server, and what they hold it to in the end.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly List<WriterClient> _writers;
    private readonly List<Watcher> _watchers;
    private readonly Reader _reader;
    private readonly Task _writing;
    private readonly Task _reading;
    private volatile bool _isOver;

    /// <param name="address">Where they write and watch.</param>
    /// <param name="random">What they do.</param>
    /// <param name="writers">How many write.</param>
    /// <param name="watchers">How many watch.</param>
    /// <param name="oracle">Knows what was acknowledged. Null: a new one.</param>
    /// <param name="pauseMs">So long a writer waits at most between two requests.</param>
    /// <param name="name">What the ids of the writers begin with.</param>
    /// <param name="reads">
    /// The one server that is read from, which goes back at no time; null: as the others. One server may be behind another.
    /// </param>
    public Load(
        Uri address, Random random, int writers = 8, int watchers = 3, Oracle? oracle = null, int pauseMs = 15, string name = "w",
        Uri? reads = null)
    {
        Oracle = oracle ?? new Oracle();
        _writers = [.. Enumerable.Range(0, writers)
            .Select(number => new WriterClient(address, Oracle, $"{name}{number}", new Random(random.Next())))];
        _watchers = [.. Enumerable.Range(0, watchers)
            .Select(number => new Watcher(address, Oracle, number == 1 ? ActKind.Demand : null, isOwn: number == 2))];
        _reader = new Reader(reads ?? address, Oracle, new Random(random.Next()));
        _writing = Task.WhenAll(
            _writers.Select(writer => Task.Run(() => writer.RunAsync(() => _isOver, TimeSpan.FromMilliseconds(pauseMs)), Faults.Token)));
        _reading = Task.Run(() => _reader.RunAsync(() => _isOver), Faults.Token);
    }

    public Oracle Oracle { get; }

    public IReadOnlyList<Sample> Samples => _reader.Samples;

    public int Reads => _reader.Reads;

    public int Retries => _writers.Sum(writer => writer.Retries);

    /// <summary>Requests that were recorded before they were answered, as sending them again told.</summary>
    public int Replays => _writers.Sum(writer => writer.Replays);

    public IEnumerable<string> Failures => _writers.SelectMany(writer => writer.Failures).Distinct().Order();

    /// <summary>Waits until so much more was acknowledged.</summary>
    public async Task ReachAsync(int more)
    {
        var wanted = Oracle.Acknowledged + more;
        while (Oracle.Acknowledged < wanted && !_writing.IsCompleted) await Task.Delay(5, Faults.Token);
        if (_writing.IsFaulted) await _writing;
    }

    /// <summary>Lets what was begun be answered, which needs a server, and begins nothing more.</summary>
    public async Task EndAsync()
    {
        _isOver = true;
        await _writing;
        await _reading;
    }

    /// <summary>Ends it, and holds the server to all that it sent: to writers, watchers and the reader.</summary>
    public async Task<Exported> CheckAsync(DiplomacyClient client)
    {
        await EndAsync();
        var journal = await Oracle.CheckAsync(client);
        foreach (var watcher in _watchers) await watcher.CheckAsync(journal);
        foreach (var sample in Samples) Assert.Equal(sample.Answer, await Reader.AskAsync(client, sample.Request));
        Oracle.AssertNothingWrong();
        return journal;
    }

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        foreach (var watcher in _watchers) await watcher.DisposeAsync();
        await Task.WhenAny(Task.WhenAll(_writing, _reading), Task.Delay(TimeSpan.FromSeconds(30)));
        foreach (var writer in _writers) writer.Dispose();
        _reader.Dispose();
    }
}
