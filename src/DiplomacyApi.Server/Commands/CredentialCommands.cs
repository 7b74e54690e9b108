using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Contract;

namespace DiplomacyApi.Server.Commands;

/// <summary>The operator's commands on credentials, `token` and `certificate`. A running server follows within a second.</summary>
internal sealed class CredentialCommands(CommandContext context)
{
    private static readonly Option<string> Name = CommandContext.Switch(
        "--name", "NAME", "The caller's name, which is recorded with each write: 1 to 128 characters without spaces.", isRequired: true);
    private static readonly Option<string> Role = CommandContext.Switch("--role", "ROLE", "reader, recorder or admin.", isRequired: true);
    private static readonly Option<string> Expires =
        CommandContext.Switch("--expires", "DATE", "The last day on which it is valid. If omitted, it does not expire.");
    private static readonly Option<string> CertificateFile = CommandContext.Switch("--file", "FILE", "A client certificate in PEM.");
    private static readonly Option<string> Subject =
        CommandContext.Switch("--subject", "NAME", "The subject of client certificates, such as \"CN=ops, O=Example\".");
    private static readonly Argument<string> Target = new("NAME-OR-ID") { Description = "The name, or the id that list shows." };
    private static readonly (Setting Setting, Option<string> Switch)[] Journal =
        [.. new[] { Settings.Data, Settings.Postgres, Settings.Credentials }.Select(one => (one, CommandContext.SwitchOf(one)))];

    private readonly TextWriter _output = context.Output;
    private readonly TextWriter _notes = context.Notes;
    private readonly TimeProvider _time = context.Time;

    public static void AddTo(RootCommand root, CommandContext context)
    {
        var commands = new CredentialCommands(context);
        var token = new Command("token", "Create, list and revoke tokens.");
        Add(token, "create", "Create a token. It is shown once.", [Name, Role, Expires], commands.CreateTokenAsync);
        var certificate = new Command("certificate", "Add, list and revoke client certificates.");
        Add(certificate, "add", "Accept a client certificate, or all certificates of one subject.",
            [Name, Role, CertificateFile, Subject, Expires], commands.AddCertificateAsync);
        foreach (var (command, isOfKind) in new (Command, Func<Credential, bool>)[] { (token, IsToken),
            (certificate, one => !IsToken(one)) })
        {
            Add(command, "list", "List them, with their state.", [], (_, file, _) => commands.ListAsync(file, isOfKind));
            var revoke = Add(command, "revoke", "Revoke one. A running server ends its streams within a second.", [],
                (parsed, file, cancellationToken) => commands.RevokeAsync(file, isOfKind, parsed.GetValue(Target)!, cancellationToken));
            revoke.Arguments.Add(Target);
            root.Subcommands.Add(command);
        }
    }

    private static bool IsToken(Credential credential) => credential.Kind == ProofKind.Token;

    private static Command Add(
        Command parent, string name, string description, Option[] own, Func<ParseResult, CredentialFile, CancellationToken, Task> run)
    {
        var command = new Command(name, description);
        foreach (var option in own) command.Options.Add(option);
        foreach (var (_, option) in Journal) command.Options.Add(option);
        command.Options.Add(CommandContext.Config);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var journal = CommandContext.JournalOf(parsed, Journal);
                if (journal.CredentialsProblem is { } problem) throw new UsageException(problem);
                await run(parsed, new CredentialFile(journal.CredentialsFile), cancellationToken);
                return CommandLine.Done;
            }
            catch (StartException wrong)
            {
                throw new UsageException(wrong.Message);
            }
        });
        parent.Subcommands.Add(command);
        return command;
    }

    private async Task CreateTokenAsync(ParseResult given, CredentialFile file, CancellationToken cancellationToken)
    {
        var token = Credential.NewToken();
        await AddAsync(file, Described(given, ProofKind.Token, Credential.HashOf(token)), cancellationToken);
        await _output.WriteLineAsync(token);
        await _notes.WriteLineAsync("This token is shown once, and cannot be shown again: only its hash is kept.");
    }

    private async Task AddCertificateAsync(ParseResult given, CredentialFile file, CancellationToken cancellationToken)
    {
        var (path, subject) = (given.GetValue(CertificateFile) ?? "", given.GetValue(Subject) ?? "");
        if ((path.Length == 0) == (subject.Length == 0))
            throw new StartException("Give either --file, a client certificate in PEM, or --subject, such as \"CN=ops, O=Example\".");
        var added = subject.Length > 0
            ? Described(given, ProofKind.Subject, SubjectOf(subject))
            : Described(given, ProofKind.Certificate, HashOf(path));
        await AddAsync(file, added, cancellationToken);
        await _notes.WriteLineAsync($"{added.Name} now has access as {Roles.NameOf(added.Role)}.");
    }

    private async Task AddAsync(CredentialFile file, Credential added, CancellationToken cancellationToken)
    {
        var isFirst = !file.Exists;
        await file.ChangeAsync(known => With(known, added), _time, cancellationToken);
        if (isFirst) await _notes.WriteLineAsync("From its next start, a server on this journal requires a token or a known certificate.");
    }

    private static IReadOnlyList<Credential> With(IReadOnlyList<Credential> known, Credential added)
    {
        // A name may have several credentials, so that one can be replaced without a gap; they must have the same role.
        if (known.FirstOrDefault(one => one.Name == added.Name && one.Role != added.Role && one.IsLive(added.Created)) is { } other)
            throw new StartException(
                $"{added.Name} has the role {Roles.NameOf(other.Role)} already; revoke that first, or choose another name.");
        if (known.Any(one => (one.Kind, one.Proof) == (added.Kind, added.Proof) && one.IsLive(added.Created)))
            throw new StartException("This certificate or subject is known already; revoke it first.");
        return [.. known.Where(one => (one.Kind, one.Proof) != (added.Kind, added.Proof)), added];
    }

    private async Task ListAsync(CredentialFile file, Func<Credential, bool> isOfKind)
    {
        var now = _time.GetUtcNow();
        await _output.WriteLineAsync($"{"ID",-10}{"ROLE",-10}{"STATE",-10}{"CREATED",-12}{"EXPIRES",-12}NAME");
        foreach (var one in file.Parse(file.ReadBytes()).Where(isOfKind))
        {
            var state = one.IsLive(now) ? "live" : one.Revoked is null ? "expired" : "revoked";
            var subject = one.Kind == ProofKind.Subject ? $" ({one.Proof})" : "";
            await _output.WriteLineAsync(
                $"{one.Id(),-10}{Roles.NameOf(one.Role),-10}{state,-10}{Day(one.Created),-12}{Day(LastDay(one)),-12}{one.Name}{subject}");
        }
    }

    /// <summary>A day within which it is valid, as --expires names it: its end is the beginning of the next.</summary>
    private static DateTimeOffset? LastDay(Credential one) => one.Expires?.AddTicks(-1);

    private async Task RevokeAsync(CredentialFile file, Func<Credential, bool> isOfKind, string target, CancellationToken cancellationToken)
    {
        var (now, revoked) = (_time.GetUtcNow(), 0);
        await file.ChangeAsync(known =>
        {
            List<Credential> changed = [];
            foreach (var one in known)
            {
                var isMeant = isOfKind(one) && one.Revoked is null && (one.Name == target || one.Id() == target);
                changed.Add(isMeant ? one with { Revoked = now } : one);
                if (isMeant) revoked++;
            }
            return revoked > 0 ? changed : throw new StartException("No active token or certificate has this name or id; see list.");
        }, _time, cancellationToken);
        await _notes.WriteLineAsync($"{revoked} revoked. A running server ends their streams within a second.");
    }

    private Credential Described(ParseResult given, ProofKind kind, string proof)
    {
        var (name, roleName, until) = (given.GetValue(Name)!, given.GetValue(Role)!, given.GetValue(Expires) ?? "");
        if (Caller.ProblemOf(name) is { } problem) throw new StartException($"--name: {problem}");
        var role = Roles.Of(roleName) ?? throw new StartException($"--role: the roles are {Roles.Names}.");
        var now = _time.GetUtcNow();
        DateTimeOffset? expires = null;
        if (until.Length > 0)
        {
            if (!EdtfDate.TryParse(until, out var date, out var error)) throw new StartException($"--expires: {error}");
            if (date.Latest <= now) throw new StartException("--expires: that date has passed; give a later one.");
            if (date.Latest != EdtfDate.OpenEnd) expires = date.Latest;
        }
        return new Credential { Kind = kind, Proof = proof, Name = name, Role = role, Created = now, Expires = expires };
    }

    private static string HashOf(string path)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(path));
            return Credential.HashOf(certificate);
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartException($"--file: {path} contains no certificate in PEM.");
        }
    }

    /// <summary>A subject as certificates give it, whatever the spaces it was typed with.</summary>
    private static string SubjectOf(string typed)
    {
        try
        {
            return new X500DistinguishedName(new X500DistinguishedName(typed).RawData).Name;
        }
        catch (CryptographicException)
        {
            throw new StartException("--subject: this is not a distinguished name; write it as CN=ops, O=Example.");
        }
    }

    private static string Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";
}
