using System.CommandLine;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Server.Lifetime;

namespace DiplomacyApi.Server.Commands;

/// <summary>`serve`: opens the journal and serves it until the process is stopped. It is the default command.</summary>
internal static class ServeCommand
{
    public static void AddTo(RootCommand root, CommandContext context)
    {
        var serve = new Command("serve", "Serve the journal until stopped. The default if no command is given.");
        var switches = Settings.All.Select(setting => (setting, CommandContext.SwitchOf(setting))).ToList();
        foreach (var command in new[] { root, serve })
        {
            foreach (var (_, option) in switches) command.Options.Add(option);
            command.Options.Add(CommandContext.Config);
            command.SetAction((parsed, cancellationToken) =>
                RunAsync(CommandContext.OptionsOf(parsed, switches), context.Time, cancellationToken));
        }
        root.Subcommands.Add(serve);
    }

    private static async Task<int> RunAsync(ServerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems) throw new UsageException(problems);
        try
        {
            await using var app = await DiplomacyServer.StartAsync(options, time, cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
            return DiplomacyServer.Failure(app) is { } failure ? CodeOf(failure) : CommandLine.Done;
        }
        catch (OperationCanceledException)
        {
            // It was stopped before the journal was open.
            return CommandLine.Done;
        }
    }

    private static int CodeOf(Exception failure) =>
        JournalLifetime.ProblemOf(failure) is { HasLostEntries: true } ? CommandLine.LostEntries : CommandLine.Failed;
}
