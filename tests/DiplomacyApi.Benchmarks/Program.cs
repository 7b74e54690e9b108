using DiplomacyApi.Benchmarks;

// Figures of one run are compared with each other, never with those of another machine: every workload is measured in every round, the
// rounds are interleaved, and what is told is the median of the rounds and how far they lie apart.
var statements = Option("--statements", 100_000);
var rounds = Option("--rounds", 3);
var time = TimeSpan.FromMilliseconds(Option("--milliseconds", 2_000));

var watchers = Option("--watchers", 0);
if (Array.IndexOf(args, "--watch") is var watch and >= 0)
{
    await Watchers.WatchAsync(new Uri(args[watch + 1]), watchers);
    return;
}

var folder = Directory.CreateTempSubdirectory("diplomacy-benchmarks-");
try
{
    await using var server = await BenchmarkServer.StartAsync(folder.FullName);
    if (watchers > 0)
    {
        await Watchers.MeasureAsync(server, server.Address, watchers, rounds);
        return;
    }
    var filled = await Filling.FillAsync(server, statements);
    Console.WriteLine($"{statements:N0} statements on {filled.Demands:N0} demands recorded in batches of {Filling.BatchSize}: {filled.PerSecond:N0} statements/s, {filled.Bytes / 1e6:N0} MB.");

    var workloads = Workloads.All(server, filled, folder.FullName);
    var results = workloads.ToDictionary(workload => workload, _ => new List<double>());
    for (var round = 0; round < rounds; round++)
        foreach (var workload in workloads)
            results[workload].Add(await Load.RunAsync(workload, time));

    Table.Print(results);
}
finally
{
    folder.Delete(recursive: true);
}

int Option(string name, int otherwise)
{
    var index = Array.IndexOf(args, name);
    return index >= 0 && index + 1 < args.Length ? int.Parse(args[index + 1], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}
