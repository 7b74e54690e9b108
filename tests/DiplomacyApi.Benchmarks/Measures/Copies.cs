using System.Diagnostics;
using DiplomacyApi.Benchmarks.Running;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>
/// What an operator waits for: everything derived made again, and a copy restored. The time of the process counts, from its start.
/// </summary>
internal static class Copies
{
    private const double StatementsPerSecond = 20_000;

    public static IEnumerable<Measure> All(Workbench bench)
    {
        yield return Timed("rebuild", async cancel =>
        {
            var clock = new Stopwatch();
            await bench.RestartServerAsync(async (data, token) =>
            {
                clock.Start();
                await ServerChild.CommandAsync(["rebuild", "--data", data], token);
                clock.Stop();
                return await ServerChild.StartAsync(data, token);
            }, cancel);
            return clock.Elapsed;
        });
        yield return Timed("restore", async cancel =>
        {
            var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "restored"));
            var (copy, restored) = (Path.Combine(folder.FullName, "copy.db"), Path.Combine(folder.FullName, "journal.db"));
            await ServerChild.CommandAsync(["backup", "--data", bench.Server.Data, "--to", copy], cancel);
            var clock = Stopwatch.StartNew();
            await ServerChild.CommandAsync(["restore", "--from", copy, "--data", restored], cancel);
            var time = clock.Elapsed;
            folder.Delete(recursive: true);
            return time;
        });

        Measure Timed(
            string name,
            Func<CancellationToken, Task<TimeSpan>> work) => new(name, "stmts/s",
                async cancel => bench.Statements / (await work(cancel)).TotalSeconds)
            {
                Targets = [Target.AtLeast(StatementsPerSecond)],
                IsOnce = bench.Options.IsQuick,
            };
    }
}
