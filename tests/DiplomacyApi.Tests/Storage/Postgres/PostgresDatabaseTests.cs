using System.Globalization;
using DiplomacyApi.Storage.Postgres;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>How a server is connected to the database.</summary>
public sealed class PostgresDatabaseTests
{
    private const string Established = "01";
    private const string KeepAlive = "02";
    private const int TriesMax = 500;

    // As the system counts them, whatever the clock of its own.
    private const int TicksPerSecond = 100;

    [Fact]
    public async Task A_host_that_vanishes_is_asked_every_few_seconds_whether_it_is_there()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The timers of connections are read where Linux tells them.");
        var port = FreePort.Next();
        await using var cluster = await PostgresCluster.StartAsync(
            JournalFile.Ct, isDurable: false, "listen_addresses=127.0.0.1", $"port={port}");
        await using var database = new PostgresDatabase($"Host=127.0.0.1;Port={port};Username=postgres");
        await using var connection = database.Open();

        var timer = await TimerAsync(port);
        Assert.Equal(KeepAlive, timer.FirstOrDefault());
        Assert.InRange(int.Parse(timer[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), 0, 10 * TicksPerSecond);
    }

    /// <summary>
    /// The timer of a connection on which nothing is under way, as `kind:rest`. While others open and close theirs, the system may leave it
    /// out of its list, or name it twice.
    /// </summary>
    private static async Task<string[]> TimerAsync(int port)
    {
        string[]? timer = null;
        for (var tries = 0; tries < TriesMax && timer is not [KeepAlive, _]; tries++)
        {
            if (tries > 0) await Task.Delay(10, JournalFile.Ct);
            timer = (await File.ReadAllLinesAsync("/proc/net/tcp", JournalFile.Ct))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .FirstOrDefault(row => row[2].EndsWith($":{port:X4}", StringComparison.Ordinal) && row[3] == Established)?[5].Split(':');
        }
        return timer ?? [];
    }
}
