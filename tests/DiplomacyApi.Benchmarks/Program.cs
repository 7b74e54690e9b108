using System.Globalization;
using System.Runtime.InteropServices;
using DiplomacyApi.Benchmarks;
using DiplomacyApi.Benchmarks.Children;
using DiplomacyApi.Benchmarks.Loads;
using DiplomacyApi.Benchmarks.Measures;
using DiplomacyApi.Benchmarks.Running;

// Figures of one run are compared with each other, never with those of another machine.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case [FloorServer.Role, var folder]:
        await FloorServer.RunAsync(folder);
        return 0;
    case [Sender.Role]:
        await Sender.RunAsync();
        return 0;
}

Options options;
try
{
    options = Options.Parse(args);
    if (options.Server is { } published) ServerChild.Program = [published];
}
catch (ArgumentException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

using var ending = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    ending.Cancel();
};
using var terminating = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    ending.Cancel();
});
var files = Directory.CreateTempSubdirectory("diplomacy-benchmarks-");
try
{
    if (!H2Load.IsInstalled)
    {
        Console.WriteLine("Skipped: everything (h2load is not installed; it is in the package nghttp2-client).");
        return 0;
    }
    Console.WriteLine(
        $"{Machine.Describe()}; {options.Statements:N0} statements, {options.Rounds} rounds, bursts of {options.Burst.TotalMilliseconds:N0} ms.");
    using var bench = await Workbench.StartAsync(options, files.FullName, ending.Token);
    Table.PrintHeader();
    var (measured, failed) = (0, 0);
    foreach (var section in Sections.All(bench))
    {
        foreach (var result in await Runner.RunAsync(options, section, ending.Token))
        {
            Table.Print(result);
            (measured, failed) = (measured + 1, failed + (result.Failure is null ? 0 : 1));
        }
    }
    if (measured > 0) return failed > 0 ? 1 : 0;
    Console.Error.WriteLine(
        $"Unknown measure {string.Join(", ", options.Only)}; the names are {string.Join(", ", Sections.All(bench).SelectMany(section => section.Select(measure => measure.Name)))}.");
    return 2;
}
catch (Exception failure) when (failure is RunException or OperationCanceledException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
finally
{
    files.Delete(recursive: true);
}
