using DiplomacyApi.Server.Import;
using DiplomacyApi.Shell.Hosting;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Shell.Running;

/// <summary>Starts a server if none is named, imports the module, and runs a command, a script, or a prompt.</summary>
internal static class ShellProgram
{
    private const int Failed = 1;
    private const int WrongUse = 2;
    private const string Use = "Usage: DiplomacyApi.Shell [-Command TEXT | -File SCRIPT [ARGUMENTS] | a prompt without either]";

    /// <summary>Runs what the arguments ask for; returns the exit code of the process.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Parse(args) is not { } task)
        {
            await Console.Error.WriteLineAsync(Use);
            return WrongUse;
        }
        try
        {
            await using var server = await EmbeddedServer.StartUnlessNamedAsync(Console.Error, TimeProvider.System, CancellationToken.None);
            using var session = Session.Open();
            var exitCode = task(session);
            // Stopped, and not only left: the journal is closed, and its file is whole by itself.
            if (server is not null) await server.StopAsync();
            return exitCode;
        }
        catch (Exception problem) when (problem is JournalException or SeedException or IOException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return Failed;
        }
    }

    /// <summary>What is to be run; null where the arguments make no sense.</summary>
    private static Func<Session, int>? Parse(string[] args) => args switch
    {
        [] => session => new Prompt(session, Console.In).Run(),
        ["-Command" or "-c", .. { Length: > 0 } words] => session => session.Run(string.Join(' ', words)),
        ["-File" or "-f", var script, .. var rest] when File.Exists(script) => session => session.RunFile(Path.GetFullPath(script), rest),
        _ => null,
    };
}
