using System.Text.RegularExpressions;
using Grpc.Core;

namespace DiplomacyApi.Benchmarks.Running;

/// <summary>
/// A server that knows its callers apart, for as long as a measure needs it: without access control all of this machine are one.
/// </summary>
internal static partial class AccessControl
{
    /// <summary>Restarts the server with two callers, runs the work for them, and restarts it as it was.</summary>
    public static async Task<T> WithTwoCallersAsync<T>(
        Workbench bench, Func<Metadata, Metadata, Task<T>> work, CancellationToken cancellationToken)
    {
        var (one, other) = (await TokenAsync("one"), await TokenAsync("other"));
        try
        {
            await bench.RestartServerAsync(
                (data, token) => ServerChild.StartAsync(data, token, "--calls-per-second", "0", "--calls-at-once", "0"), cancellationToken);
            return await work(one, other);
        }
        finally
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(bench.Server.Data)!, "*.access.json*")) File.Delete(file);
            await bench.RestartServerAsync((data, token) => ServerChild.StartAsync(data, token), cancellationToken);
        }

        async Task<Metadata> TokenAsync(string name)
        {
            var printed = await ServerChild.CommandAsync(
                ["token", "create", "--name", name, "--role", "reader", "--data", bench.Server.Data], cancellationToken);
            return new Metadata { { "authorization", $"Bearer {Token().Match(printed).Value}" } };
        }
    }

    [GeneratedRegex(@"dpl_\S+")]
    private static partial Regex Token();
}
