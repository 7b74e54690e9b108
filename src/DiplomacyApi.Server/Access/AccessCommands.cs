using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Server.Hosting;

namespace DiplomacyApi.Server.Access;

/// <summary>
/// The operator's commands on who is let in: `token create --name NAME --role ROLE [--expires DATE]`, `certificate add --name NAME
/// --role ROLE (--file FILE | --subject NAME) [--expires DATE]`, and `token` or `certificate` with `list` and `revoke NAME-OR-ID`.
/// Each takes `--data` as the server does. A running server follows within a second.
/// </summary>
internal sealed class AccessCommands(TimeProvider time, TextWriter output, TextWriter notes)
{
    private static readonly string[] Own = ["name", "role", "expires", "file", "subject"];

    /// <summary>Whether a command is one of these.</summary>
    public static bool Has(string command) => command is "token" or "certificate";

    /// <summary>Runs a command. What is wrong with how it was written is told by a <see cref="StartException"/>.</summary>
    public Task RunAsync(string subject, string[] words, CancellationToken cancellationToken)
    {
        var isToken = subject == "token";
        var (verb, rest) = words is [var first, .. var others] ? (first, others) : ("", []);
        var target = "";
        if (verb == "revoke" && rest is [var named, .. var after] && !named.StartsWith('-')) (target, rest) = (named, after);

        var problems = new List<string>();
        var found = SwitchReader.Read(rest, [], problems);
        var given = found.Where(one => Own.Contains(one.Key)).ToLookup(one => one.Key, one => one.Value);
        var options = OptionsReader.ReadUnchecked([.. found.Where(one => !Own.Contains(one.Key)).Select(one => $"--{one.Key}={one.Value}")], problems);
        if (problems.Count > 0) throw new StartException(string.Join(' ', problems));
        var file = CredentialFile.Beside(options.Data);
        return (verb, isToken) switch
        {
            ("create", true) => CreateTokenAsync(file, given, cancellationToken),
            ("add", false) => AddCertificateAsync(file, given, cancellationToken),
            ("list", _) => ListAsync(file, isToken),
            ("revoke", _) when target.Length > 0 => RevokeAsync(file, isToken, target, cancellationToken),
            _ => throw new StartException(isToken
                ? "Write token create --name NAME --role ROLE [--expires DATE], token list, or token revoke NAME-OR-ID."
                : "Write certificate add --name NAME --role ROLE (--file FILE | --subject NAME) [--expires DATE], certificate list, or certificate revoke NAME-OR-ID."),
        };
    }

    private async Task CreateTokenAsync(CredentialFile file, ILookup<string, string> given, CancellationToken cancellationToken)
    {
        var token = Credential.NewToken();
        await AddAsync(file, Described(given, ProofKind.Token, Credential.HashOf(token)), cancellationToken);
        await output.WriteLineAsync(token);
        await notes.WriteLineAsync("This token is shown once, and cannot be shown again: only its hash is kept.");
    }

    private async Task AddCertificateAsync(CredentialFile file, ILookup<string, string> given, CancellationToken cancellationToken)
    {
        var (path, subject) = (given["file"].LastOrDefault() ?? "", given["subject"].LastOrDefault() ?? "");
        if ((path.Length == 0) == (subject.Length == 0)) throw new StartException("Name one of --file, a client certificate in PEM, and --subject, such as \"CN=ops, O=Example\".");
        var added = subject.Length > 0 ? Described(given, ProofKind.Subject, SubjectOf(subject)) : Described(given, ProofKind.Certificate, HashOf(path));
        await AddAsync(file, added, cancellationToken);
        await notes.WriteLineAsync($"{added.Name} is let in as {Roles.NameOf(added.Role)}.");
    }

    private async Task AddAsync(CredentialFile file, Credential added, CancellationToken cancellationToken)
    {
        var isFirst = !file.Exists;
        await file.ChangeAsync(known => With(known, added), time, cancellationToken);
        if (isFirst) await notes.WriteLineAsync("A server over this journal lets in only whom it knows, from its next start on.");
    }

    private static IReadOnlyList<Credential> With(IReadOnlyList<Credential> known, Credential added)
    {
        // A name may have several credentials, so that one can be put in the place of another without a gap; they must not differ in what they allow.
        if (known.FirstOrDefault(one => one.Name == added.Name && one.Role != added.Role && one.IsLive(added.Created)) is { } other)
            throw new StartException($"{added.Name} is {Roles.NameOf(other.Role)}; revoke that first, or choose another name.");
        if (known.Any(one => (one.Kind, one.Proof) == (added.Kind, added.Proof) && one.IsLive(added.Created)))
            throw new StartException("This certificate or subject is known already; revoke it first.");
        return [.. known.Where(one => (one.Kind, one.Proof) != (added.Kind, added.Proof)), added];
    }

    private async Task ListAsync(CredentialFile file, bool isToken)
    {
        var now = time.GetUtcNow();
        await output.WriteLineAsync($"{"ID",-10}{"ROLE",-10}{"STATE",-10}{"CREATED",-12}{"EXPIRES",-12}NAME");
        foreach (var one in file.Parse(file.ReadBytes()).Where(one => (one.Kind == ProofKind.Token) == isToken))
        {
            var state = one.IsLive(now) ? "live" : one.Revoked is null ? "expired" : "revoked";
            var subject = one.Kind == ProofKind.Subject ? $" ({one.Proof})" : "";
            await output.WriteLineAsync($"{one.Id(),-10}{Roles.NameOf(one.Role),-10}{state,-10}{Day(one.Created),-12}{Day(one.Expires),-12}{one.Name}{subject}");
        }
    }

    private async Task RevokeAsync(CredentialFile file, bool isToken, string target, CancellationToken cancellationToken)
    {
        var (now, revoked) = (time.GetUtcNow(), 0);
        await file.ChangeAsync(known =>
        {
            List<Credential> changed = [];
            foreach (var one in known)
            {
                var isMeant = (one.Kind == ProofKind.Token) == isToken && one.Revoked is null && (one.Name == target || one.Id() == target);
                changed.Add(isMeant ? one with { Revoked = now } : one);
                if (isMeant) revoked++;
            }
            return revoked > 0 ? changed : throw new StartException("Nothing of this name or id is left to revoke; look with list.");
        }, time, cancellationToken);
        await notes.WriteLineAsync($"{revoked} revoked. A running server ends their streams within a second.");
    }

    private Credential Described(ILookup<string, string> given, ProofKind kind, string proof)
    {
        var (name, roleName, until) = (given["name"].LastOrDefault() ?? "", given["role"].LastOrDefault() ?? "", given["expires"].LastOrDefault() ?? "");
        if (Caller.ProblemOf(name) is { } problem) throw new StartException($"--name: {problem}");
        var role = Roles.Of(roleName) ?? throw new StartException($"--role: there are {Roles.Names}.");
        var now = time.GetUtcNow();
        DateTimeOffset? expires = null;
        if (until.Length > 0)
        {
            if (!PartialDate.TryParse(until, out var date, out var error)) throw new StartException($"--expires: {error}");
            if (date.Latest <= now) throw new StartException("--expires: that is past; the end of the date counts.");
            if (date.Latest != PartialDate.OpenEnd) expires = date.Latest;
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
            throw new StartException($"--file: {path} holds no certificate in PEM.");
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
            throw new StartException("--subject: this is no distinguished name; write it as CN=ops, O=Example.");
        }
    }

    private static string Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";
}
