using System.Diagnostics;
using System.Globalization;

namespace DiplomacyApi.FaultTests.Running;

/// <summary>A client in a process of its own: the Shell, in which an operator watches statements.</summary>
internal sealed class WatchingShell : IDisposable
{
    private readonly Process _process;
    private readonly List<long> _received = [];

    public WatchingShell(Uri address)
    {
        string[] words = [Repository.Shell, "-Command",
            "Watch-Statement -After 0 | ForEach-Object { [Console]::Out.WriteLine($_.Revision); [Console]::Out.Flush() }"];
        var start = new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardInput = true };
        // Named before the Shell starts, which would serve the user's own journal otherwise.
        start.Environment["DIPLOMACY_API_ADDRESS"] = address.ToString();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (!long.TryParse(line.Data, CultureInfo.InvariantCulture, out var revision)) return;
            lock (_received) _received.Add(revision);
        };
        _process.BeginOutputReadLine();
    }

    /// <summary>The revisions of the statements that it received, in that order.</summary>
    public IReadOnlyList<long> Received
    {
        get
        {
            lock (_received) return [.. _received];
        }
    }

    /// <summary>Waits until it received a revision or a later one.</summary>
    public async Task ReachAsync(long revision)
    {
        while (Received is not [.., var last] || last < revision)
        {
            Assert.False(_process.HasExited, "The Shell ended.");
            await Task.Delay(20, Faults.Token);
        }
    }

    public void Signal(string name) => Signals.Send(name, _process);

    public void Dispose()
    {
        // One that stands still ends by this too.
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
