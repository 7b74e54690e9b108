namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>A process of a server that stands still until it is disposed of.</summary>
internal sealed class StoppedProcess : IAsyncDisposable
{
    private readonly int _process;

    private StoppedProcess(int process) => _process = process;

    /// <param name="node">The server.</param>
    /// <param name="sql">Finds the process.</param>
    /// <param name="ct">Cancels it.</param>
    public static async Task<StoppedProcess> StopAsync(PostgresNode node, string sql, CancellationToken ct)
    {
        var process = (int)(await node.SelectAsync(sql, ct) ?? throw new InvalidOperationException($"No process was found by: {sql}"));
        await PostgresProgram.SignalAsync("STOP", [process], ct);
        return new StoppedProcess(process);
    }

    public async ValueTask DisposeAsync() => await PostgresProgram.SignalAsync("CONT", [_process], CancellationToken.None);
}
