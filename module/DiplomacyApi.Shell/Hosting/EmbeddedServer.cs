using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Server.Import;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Shell.Hosting;

/// <summary>A server of the Shell's own, on a loopback port over the user's file, for when no other is named.</summary>
internal static class EmbeddedServer
{
    private const string AddressVariable = "DIPLOMACY_API_ADDRESS";
    private const string DataVariable = "DIPLOMACY_DATA";

    /// <summary>Starts it and names it to the module by the environment; null where a server is named already.</summary>
    public static async Task<WebApplication?> StartUnlessNamedAsync(
        TextWriter notes, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(AddressVariable))) return null;

        var data = Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : ServerOptions.DataDefault;
        var seeds = Path.Combine(AppContext.BaseDirectory, "seeds");
        var options = new ServerOptions { Data = data, Port = 0, Seed = Directory.Exists(seeds) ? seeds : "", IsEmbedded = true };
        var server = await DiplomacyServer.StartAsync(options, time, cancellationToken, logging =>
            logging.SetMinimumLevel(LogLevel.Warning));
        Environment.SetEnvironmentVariable(AddressVariable, server.Urls.First());
        if (options.Seed.Length > 0)
            await notes.WriteLineAsync(
                $"Serving {data}. The sample data ends on {SeedLoader.LastSaid(options.Seed)}; choose a date with -AsOf.");
        return server;
    }
}
