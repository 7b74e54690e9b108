using System.CommandLine;
using System.CommandLine.Invocation;
using System.Net.Sockets;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Import;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Files;

namespace DiplomacyApi.Server.Commands;

/// <summary>The commands of the executable. `serve` is the default.</summary>
public static class CommandLine
{
    /// <summary>The exit codes of all commands.</summary>
    internal const int Done = 0, Failed = 1, WrongUse = 2, LostEntries = 3;

    private const string Description = """
        DiplomacyApi: who has asked what of whom, and who still owes an answer.

        Every setting of serve can also be given as an environment variable (--tls-key is DIPLOMACY_TLS_KEY) or in appsettings.json beside
        the executable (section Diplomacy, key TlsKey). Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the database has lost entries.
        """;

    /// <summary>
    /// Runs a command. Results go to <paramref name="output"/>, notes and errors to <paramref name="errors"/>. Returns 0 if it
    /// succeeded, 1 if it failed, 2 if it was used wrongly, 3 if a server found that entries are missing which it had seen.
    /// </summary>
    public static async Task<int> RunAsync(string[] args, TimeProvider time, TextWriter output, TextWriter errors)
    {
        var parsed = Root(new CommandContext(time, output, errors))
            .Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var problem in UsageProblems.Of(parsed, args)) await errors.WriteLineAsync(problem);
            return WrongUse;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = errors,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException problem)
        {
            foreach (var line in problem.Problems) await errors.WriteLineAsync(line);
            return WrongUse;
        }
        catch (Exception problem)
            when (problem is JournalException or SeedException or StartException or IOException or UnauthorizedAccessException
                or SocketException or RefusedException)
        {
            await errors.WriteLineAsync(FileFaults.Explain(problem));
            return Failed;
        }
    }

    private static RootCommand Root(CommandContext context)
    {
        var root = new RootCommand(Description);
        ServeCommand.AddTo(root, context);
        JournalCommands.AddTo(root, context);
        MoveCommand.AddTo(root, context);
        CredentialCommands.AddTo(root, context);
        return root;
    }
}
