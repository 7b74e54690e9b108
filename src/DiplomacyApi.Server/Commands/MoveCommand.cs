using System.CommandLine;
using System.Globalization;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Server.Commands;

/// <summary>`move`: takes a log from a file to PostgreSQL, or back. A move that was cut goes on by the same command.</summary>
internal sealed class MoveCommand(CommandContext context)
{
    private readonly WorkProgress _progress = new(context.Time, step => context.Notes.WriteLine(step));

    public static void AddTo(RootCommand root, CommandContext context)
    {
        var from = CommandContext.Switch("--from", "FILE|CONNECTION",
            "The journal to move: its file, or the connection to its PostgreSQL (\"Host=…\"). It is sealed and kept. No server may have a file open.", isRequired: true);
        var to = CommandContext.Switch("--to", "FILE|CONNECTION",
            "Where it goes on: a file that does not exist, or an empty PostgreSQL.", isRequired: true);
        var move = new Command("move", "Move a log from a file to PostgreSQL, or back. It keeps its id, its revisions and its hashes.")
        {
            from, to, CommandContext.Config,
        };
        move.SetAction((parsed, cancellationToken) =>
            new MoveCommand(context).RunAsync(parsed.GetValue(from)!, parsed.GetValue(to)!, cancellationToken));
        root.Subcommands.Add(move);
    }

    private async Task<int> RunAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var source = await OpenAsync(from, mustExist: true, cancellationToken);
        await using var target = await OpenAsync(to, mustExist: false, cancellationToken);
        await Moves.RunAsync(source, target, _progress, cancellationToken);
        await context.Notes.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Log {target.Head.LogId} goes on in {target.Name} after revision {target.Head.Revision}, with the head hash {Convert.ToHexStringLower(target.Head.Hash)}. {source.Name} is sealed: keep it until the new one is backed up."));
        return CommandLine.Done;
    }

    private Task<JournalStore> OpenAsync(string where, bool mustExist, CancellationToken cancellationToken)
    {
        var options = IsConnection(where) ? new ServerOptions { Postgres = where } : new ServerOptions { Data = where };
        if (options.DataProblem is { } problem) throw new UsageException(problem);
        return JournalStore.OpenAsync(
            new JournalOptions { Path = options.Data, Postgres = options.PostgresOrNull, MustExist = mustExist, Progress = _progress },
            context.Time, NullLoggerFactory.Instance, cancellationToken);
    }

    /// <summary>A connection names its parts. A file of such a name can be given with its folder (./a=b).</summary>
    private static bool IsConnection(string where) => where.Contains('=', StringComparison.Ordinal) && !Path.IsPathFullyQualified(where)
        && !where.StartsWith('.');
}
