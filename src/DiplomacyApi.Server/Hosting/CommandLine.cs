using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Server.Hosting;

/// <summary>The commands of the executable: `serve` (the default), `backup`, `restore`, `verify`, `rebuild` and `unseal`.</summary>
public static class CommandLine
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUse = 2;

    public static async Task<int> RunAsync(string[] args, TimeProvider time, TextWriter errors)
    {
        var (command, switches) = args is [var first, .. var rest] && !first.StartsWith('-') ? (first, rest) : ("serve", args);
        if (command is not ("serve" or "backup" or "restore" or "verify" or "rebuild" or "unseal"))
        {
            await errors.WriteLineAsync($"'{command}' is no command; there are serve, backup, restore, verify, rebuild and unseal.");
            return WrongUse;
        }

        var problems = new List<string>();
        var own = CommandSwitches.Take(command, ref switches, problems);
        var options = OptionsReader.Read(switches, problems);
        foreach (var problem in problems) await errors.WriteLineAsync(problem);
        if (problems.Count > 0) return WrongUse;

        try
        {
            return command switch
            {
                "serve" => await ServeAsync(options, time),
                "backup" => await Copying.BackupAsync(options.Data, own.To, errors),
                "restore" => await Copying.RestoreAsync(own.From, options.Data, time, errors),
                "verify" => await Copying.VerifyAsync(options.Data, own.Projections, errors),
                "rebuild" => await MaintainAsync(options, time, errors, journal => journal.RebuildAsync(CancellationToken.None), "Rebuilt from the journal"),
                _ => await MaintainAsync(options, time, errors, journal => journal.UnsealAsync(), "Open for writes again"),
            };
        }
        catch (Exception problem) when (problem is JournalException or Seeds.SeedException or IOException or RefusedException)
        {
            await errors.WriteLineAsync(problem.Message);
            return Failed;
        }
    }

    private static async Task<int> ServeAsync(ServerOptions options, TimeProvider time)
    {
        await using var app = await DiplomacyServer.StartAsync(options, time, CancellationToken.None);
        await app.WaitForShutdownAsync();
        return DiplomacyServer.HasFailed(app) ? Failed : Done;
    }

    private static async Task<int> MaintainAsync(ServerOptions options, TimeProvider time, TextWriter errors, Func<Journal, Task> work, string done)
    {
        await using var journal = await Journal.OpenAsync(new JournalOptions { Path = options.Data }, time, NullLoggerFactory.Instance, CancellationToken.None);
        await work(journal);
        await errors.WriteLineAsync($"{done}, up to revision {journal.Head.Revision}.");
        return Done;
    }
}
