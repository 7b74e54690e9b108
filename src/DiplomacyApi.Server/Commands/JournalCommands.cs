using System.CommandLine;
using System.Globalization;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres;
using DiplomacyApi.Storage.Sqlite.Backup;
using DiplomacyApi.Storage.Sqlite.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Server.Commands;

/// <summary>
/// The operator's commands on the journal, most of them on its file. `backup` and `verify` only read, so that a server may go on writing;
/// the others need a file for themselves.
/// </summary>
internal sealed class JournalCommands(CommandContext context)
{
    private readonly WorkProgress _progress = new(context.Time, step => context.Notes.WriteLine(step));

    public static void AddTo(RootCommand root, CommandContext context)
    {
        var commands = new JournalCommands(context);
        var to = CommandContext.Switch("--to", "FILE", "The file to make. It must not exist.", isRequired: true);
        var from = CommandContext.Switch("--from", "FILE", "The backup to restore.", isRequired: true);
        var projections = new Option<bool>("--projections")
        {
            Description = "Also rebuild everything derived from the journal, and compare. Takes as long as a rebuild.",
        };

        var noRebuild = new Option<bool>("--no-rebuild")
        {
            Description = "Leave the rebuilding of derived data to the next start, which then takes longer.",
        };

        Add(root, "backup", "Copy the journal to one file. A server may go on writing.", [to],
            (parsed, journal, cancellationToken) => commands.BackupAsync(FileOf(journal), parsed.GetValue(to)!, cancellationToken));
        Add(root, "restore", "Make a journal from a backup. It is verified and gets a new log id.", [from, noRebuild],
            (parsed, journal, cancellationToken) =>
                commands.RestoreAsync(parsed.GetValue(from)!, FileOf(journal), derives: !parsed.GetValue(noRebuild), cancellationToken));
        Add(root, "verify", "Recompute the chain of hashes from the recorded bytes.", [projections],
            (parsed, journal, cancellationToken) => commands.VerifyAsync(journal, parsed.GetValue(projections), cancellationToken));
        Add(root, "rebuild", "Rebuild everything derived from the journal. No server may have it open.", [],
            (_, where, cancellationToken) => commands.RebuildAsync(where, cancellationToken));
        Add(root, "unseal", "Allow writes to a sealed journal again, after a move to another store was abandoned.", [],
            (_, where, cancellationToken) =>
                commands.MaintainAsync(where, journal => journal.UnsealAsync(), "Open for writes again", cancellationToken));
    }

    private static void Add(
        RootCommand root, string name, string description, Option[] own, Func<ParseResult, ServerOptions, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        var (data, postgres) = (CommandContext.SwitchOf(Settings.Data), CommandContext.SwitchOf(Settings.Postgres));
        foreach (var option in own) command.Options.Add(option);
        command.Options.Add(data);
        command.Options.Add(postgres);
        command.Options.Add(CommandContext.Config);
        command.SetAction((parsed, cancellationToken) =>
            run(parsed, CommandContext.JournalOf(parsed, (Settings.Data, data), (Settings.Postgres, postgres)), cancellationToken));
        root.Subcommands.Add(command);
    }

    /// <summary>The journal's file. PostgreSQL has commands of its own for what works on a file.</summary>
    private static string FileOf(ServerOptions journal) => journal.Postgres.Length == 0 ? journal.Data
        : throw new UsageException(
            "The journal is in PostgreSQL, which has commands of its own for this: pg_basebackup or pg_dump, and pg_restore. See docs/postgres.md.");

    private async Task<int> BackupAsync(string data, string to, CancellationToken cancellationToken)
    {
        var backup = Backups.Make(data, to, cancellationToken);
        await WriteAsync(
            $"{backup.Path} is log {backup.Head.LogId} up to revision {backup.Head.Revision}, {NumberText.Of(backup.SizeBytes)} bytes; its head hash is {Convert.ToHexStringLower(backup.Head.Hash)}.");
        return CommandLine.Done;
    }

    private async Task<int> RestoreAsync(string from, string data, bool derives, CancellationToken cancellationToken)
    {
        var restored = Restores.Run(from, data, ReservedNames.Operator, derives, _progress, context.Time, cancellationToken);
        if (restored.Repaired is { } repaired)
            await WriteAsync(
                $"The derived data of the copy did not match its entries (revision {repaired.Revision}: {repaired.Message}); it was rebuilt.");
        await WriteAsync(
            $"{data} is log {restored.Head.LogId} from revision {restored.Head.Revision} on; up to revision {restored.Parent.Revision} it is log {restored.Parent.LogId}.");
        return CommandLine.Done;
    }

    private async Task<int> VerifyAsync(ServerOptions journal, bool projections, CancellationToken cancellationToken)
    {
        if (journal.PostgresOrNull is { } connection)
        {
            using var database = PostgresMaintenance.Open(connection);
            return await VerifiedAsync(database.Head, database.Chain(database.Head, cancellationToken),
                () => projections ? database.Projections(_progress, cancellationToken) : null);
        }
        var head = Verifying.HeadOf(journal.Data);
        return await VerifiedAsync(head, Verifying.Chain(journal.Data, head, cancellationToken),
            () => projections ? Verifying.Projections(journal.Data, _progress, cancellationToken) : null);
    }

    private async Task<int> VerifiedAsync(Head head, IEnumerable<Verified> chain, Func<Flaw?> derived)
    {
        var last = chain.Followed(_progress, head).Last();
        var flaw = last.Flaw ?? derived();
        if (flaw is not null)
        {
            await WriteAsync($"Revision {flaw.Revision}: {flaw.Message}");
            return CommandLine.Failed;
        }
        await WriteAsync(
            $"Log {head.LogId} holds up to revision {last.Revision}, {last.ErasedEntries} of them erased; its head hash is {Convert.ToHexStringLower(last.Hash)}.");
        return CommandLine.Done;
    }

    private async Task<int> RebuildAsync(ServerOptions where, CancellationToken cancellationToken)
    {
        const string done = "Rebuilt from the journal";
        if (where.PostgresOrNull is not { } connection)
            return await MaintainAsync(where, journal => journal.RebuildAsync(cancellationToken), done, cancellationToken);
        using var database = PostgresMaintenance.Open(connection);
        database.Rebuild(_progress, cancellationToken);
        await WriteAsync($"{done}, up to revision {database.Head.Revision}.");
        return CommandLine.Done;
    }

    private async Task<int> MaintainAsync(
        ServerOptions where, Func<Storage.JournalStore, Task> work, string done, CancellationToken cancellationToken)
    {
        await using var journal = await Storage.JournalStore.OpenAsync(
            new JournalOptions
            {
                Path = where.Data,
                Postgres = where.PostgresOrNull,
                MustExist = true,
                Progress = _progress,
            },
            context.Time, NullLoggerFactory.Instance, cancellationToken);
        await work(journal);
        await WriteAsync($"{done}, up to revision {journal.Head.Revision}.");
        return CommandLine.Done;
    }

    private Task WriteAsync(FormattableString note) => context.Notes.WriteLineAsync(note.ToString(CultureInfo.InvariantCulture));
}
