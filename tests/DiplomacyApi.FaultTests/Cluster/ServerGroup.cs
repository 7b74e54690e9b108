using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;

namespace DiplomacyApi.FaultTests.Cluster;

/// <summary>Servers that share a database, each on a port that it keeps.</summary>
internal sealed class ServerGroup : IDisposable
{
    private readonly List<ServerHome> _homes;
    private readonly List<ServerProcess> _servers = [];
    private readonly ITestOutputHelper _output;
    private int _killed = -1;

    private ServerGroup(IEnumerable<ServerHome> homes, ITestOutputHelper output) => (_homes, _output) = ([.. homes], output);

    public IReadOnlyList<int> Ports => [.. _homes.Select(home => home.Port)];

    /// <summary>Where the first is.</summary>
    public Uri First => _homes[0].Address;

    /// <summary>Starts them one after the other: the first makes the log.</summary>
    public static async Task<ServerGroup> StartAsync(string postgres, int servers, ITestOutputHelper output)
    {
        var group = new ServerGroup(Enumerable.Range(0, servers).Select(_ => ServerHome.On(postgres)), output);
        foreach (var home in group._homes) group._servers.Add(await ServerProcess.StartAsync(home));
        return group;
    }

    /// <summary>A client of one of them.</summary>
    public DiplomacyClient Client(int server) => _homes[server].Client();

    public Task KillAsync(int server)
    {
        _killed = server;
        return _servers[server].KillAsync();
    }

    /// <summary>Starts one in the place of another that was killed.</summary>
    public async Task RestartAsync(int server)
    {
        _servers[server].Dispose();
        _servers[server] = await ServerProcess.StartAsync(_homes[server]);
        _killed = -1;
    }

    /// <summary>As one that has no processor, until it goes on.</summary>
    public void StandStill(int server) => _servers[server].Signal("STOP");

    public void GoOn(int server) => _servers[server].Signal("CONT");

    /// <summary>Waits until so much more was acknowledged, while no server ends by itself.</summary>
    public async Task ReachAsync(Load load, int more)
    {
        for (var reached = load.ReachAsync(more); !reached.IsCompleted; await Task.WhenAny(reached, Task.Delay(100, Faults.Token)))
            AssertRunning();
        AssertRunning();
    }

    private void AssertRunning()
    {
        foreach (var (number, server) in _servers.Index())
            if (number != _killed && server.HasExited)
                Assert.Fail($"A server ended by itself:\n{server.Printed}");
    }

    /// <summary>Ends them as an operator does.</summary>
    public async Task StopAsync()
    {
        foreach (var server in _servers)
        {
            await server.StopAsync();
            Assert.Equal(0, server.ExitCode);
        }
    }

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            _output.WriteLine(server.Printed);
            server.Dispose();
        }
        foreach (var home in _homes) home.Dispose();
    }
}
