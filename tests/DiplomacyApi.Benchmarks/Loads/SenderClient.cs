using System.Diagnostics;
using System.Text.Json;
using DiplomacyApi.Benchmarks.Children;
using DiplomacyApi.Benchmarks.Running;

namespace DiplomacyApi.Benchmarks.Loads;

/// <summary>The sender's process, to which orders are given.</summary>
internal sealed class SenderClient : IDisposable
{
    private readonly Process _process;
    private readonly string _file;
    private long _next = 1;

    public SenderClient(string folder)
    {
        _file = Path.Combine(folder, "requests");
        _process = Process.Start(new ProcessStartInfo("dotnet", [typeof(SenderClient).Assembly.Location, Sender.Role])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        if (_process.StandardOutput.ReadLine() != Sender.Ready) throw new RunException("The sender does not start.");
    }

    /// <summary>Sends the calls in turn, over and over, for a time.</summary>
    public Task<Burst> RunAsync(
        Uri address, IEnumerable<Call> calls, Callers callers, TimeSpan time, CancellationToken cancellationToken) =>
        RunAsync([address], calls, callers, time, cancellationToken);

    /// <summary>The same, to several servers at once.</summary>
    public Task<Burst> RunAsync(
        IReadOnlyList<Uri> addresses, IEnumerable<Call> calls, Callers callers, TimeSpan time, CancellationToken cancellationToken) =>
        RunAsync(addresses, calls, callers, (int)time.TotalMilliseconds, long.MaxValue, cancellationToken);

    /// <summary>Sends each call once.</summary>
    public Task<Burst> RunOnceAsync(Uri address, IReadOnlyCollection<Call> calls, Callers callers, CancellationToken cancellationToken) =>
        RunAsync([address], calls, callers, int.MaxValue, calls.Count, cancellationToken);

    public void Dispose()
    {
        // Without orders it ends.
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5_000)) _process.Kill();
        _process.Dispose();
    }

    private async Task<Burst> RunAsync(IReadOnlyList<Uri> addresses, IEnumerable<Call> calls, Callers callers, int milliseconds,
        long callsMax, CancellationToken cancellationToken)
    {
        SenderFile.Write(_file, calls.Select(SenderRequest.Of));
        var order = new SenderOrder(addresses, _file, callers.Connections, callers.PerConnection, milliseconds, callsMax, _next);
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order).AsMemory(), cancellationToken);
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new RunException("The sender ended.");
        var result = JsonSerializer.Deserialize<SenderResult>(line)!;
        _next += result.Calls;
        if (result.Calls == 0 || result.Failed > 0)
            throw new RunException($"Of {result.Calls} calls {result.Failed} failed: {result.Failure}");
        return new Burst(result.Calls / result.Seconds, result.Calls, TimeSpan.FromMicroseconds(result.SlowestHundredthMicros));
    }
}
