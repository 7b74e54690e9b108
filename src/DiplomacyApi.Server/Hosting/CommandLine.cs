using System.Net.Sockets;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Server.Hosting;

/// <summary>
/// The commands of the executable: `serve` (the default), `backup`, `restore`, `verify`, `rebuild`, `unseal`, and those on who is let in, `token`
/// and `certificate`.
/// </summary>
public static class CommandLine
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUse = 2;

    /// <summary>Runs a command. What it answers goes to the output, what is wrong to the errors; 0 where it was done, 1 where it failed, 2 where it was written wrong.</summary>
    public static async Task<int> RunAsync(string[] args, TimeProvider time, TextWriter output, TextWriter errors)
    {
        var (command, switches) = args is [var first, .. var rest] && !first.StartsWith('-') ? (first, rest) : ("serve", args);
        if (AccessCommands.Has(command)) return await AccessAsync(command, switches, time, output, errors);
        if (command is not ("serve" or "backup" or "restore" or "verify" or "rebuild" or "unseal"))
        {
            await errors.WriteLineAsync("The first word is no command; there are serve, backup, restore, verify, rebuild, unseal, token and certificate.");
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
        catch (Exception problem) when (problem is JournalException or Seeds.SeedException or StartException or IOException or UnauthorizedAccessException or SocketException or RefusedException)
        {
            await errors.WriteLineAsync(problem.Message);
            return Failed;
        }
    }

    private static async Task<int> AccessAsync(string subject, string[] words, TimeProvider time, TextWriter output, TextWriter errors)
    {
        try
        {
            await new AccessCommands(time, output, errors).RunAsync(subject, words, CancellationToken.None);
            return Done;
        }
        catch (Exception problem) when (problem is StartException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(problem.Message);
            return problem is StartException ? WrongUse : Failed;
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
