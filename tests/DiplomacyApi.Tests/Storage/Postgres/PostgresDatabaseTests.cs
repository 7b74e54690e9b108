using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DiplomacyApi.Storage.Postgres;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>How a server is connected to the database.</summary>
public sealed class PostgresDatabaseTests
{
    private const string Established = "01";
    private const string KeepAlive = "02";

    // As the system counts them, whatever the clock of its own.
    private const int TicksPerSecond = 100;

    [Fact]
    public async Task A_host_that_vanishes_is_asked_every_few_seconds_whether_it_is_there()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The timers of connections are read where Linux tells them.");
        var port = FreePort();
        await using var cluster = await PostgresCluster.StartAsync(
            JournalFile.Ct, isDurable: false, "listen_addresses=127.0.0.1", $"port={port}");
        await using var database = new PostgresDatabase($"Host=127.0.0.1;Port={port};Username=postgres");
        await using var connection = database.Open();

        // The timer of a connection on which nothing is under way, as `kind:rest`.
        var timer = (await File.ReadAllLinesAsync("/proc/net/tcp", JournalFile.Ct))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Single(row => row[2].EndsWith($":{port:X4}", StringComparison.Ordinal) && row[3] == Established)[5].Split(':');
        Assert.Equal(KeepAlive, timer[0]);
        Assert.InRange(int.Parse(timer[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), 0, 10 * TicksPerSecond);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
