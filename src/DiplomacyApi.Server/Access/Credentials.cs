using System.Collections.Frozen;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Logging;

namespace DiplomacyApi.Server.Access;

/// <summary>
/// The credentials in the file, as it is now. While it cannot be read (missing, half written, damaged, readable by others), those read last
/// stay in force for <see cref="Limits.CredentialsGraceMax"/>; after that none are accepted.
/// </summary>
internal sealed class Credentials(CredentialFile file, TimeProvider time, ILogger<Credentials> logger)
{
    private volatile FrozenDictionary<(ProofKind, string), Credential> _known = FrozenDictionary<(ProofKind, string), Credential>.Empty;
    private volatile Trouble? _trouble;
    private byte[]? _read;

    /// <summary>Why the file cannot be read; empty where it can.</summary>
    public string Problem => _trouble?.Problem ?? "";

    /// <summary>
    /// The refusal of every caller whose credential is in the file, if the file could not be read for too long; else null.
    /// </summary>
    public RefusedException? Unavailable => _trouble is { } trouble && time.GetElapsedTime(trouble.Since) >= Limits.CredentialsGraceMax
        ? new RefusedException(ErrorReason.AccessUnavailable,
            "The server cannot read its credentials and accepts none for now; try again later. Its log names the cause.")
        {
            RetryAfter = Limits.CredentialsGraceMax,
        }
        : null;

    /// <summary>When the next valid credential expires; null: none does.</summary>
    public DateTimeOffset? NextExpiry
    {
        get
        {
            var now = time.GetUtcNow();
            return _known.Values.Where(credential => credential.IsLive(now)).Min(credential => credential.Expires);
        }
    }

    /// <summary>The credential with this proof, if it is neither revoked nor expired.</summary>
    public Credential? Find(ProofKind kind, string proof)
    {
        if (Unavailable is { } refusal) throw refusal;
        return Live(kind, proof);
    }

    /// <summary>
    /// Whether a credential is unchanged: not revoked or expired, with the same name and role, and from a file that can be read.
    /// </summary>
    public bool IsStillValid(Credential credential) => Unavailable is null && Live(credential.Kind, credential.Proof) == credential;

    /// <summary>Reads the file again if it changed. Must not run twice at once.</summary>
    public void Refresh()
    {
        try
        {
            var bytes = file.ReadBytes();
            if (bytes is null && _read is not null) throw new StartException($"{file.Path} is missing; put it back.");
            if (_trouble is null && (bytes is null || (_read is not null && bytes.AsSpan().SequenceEqual(_read)))) return;
            _known = Known(file.Parse(bytes));
            _read = bytes;
            if (_trouble is not null) ServerLog.CredentialsReadable(logger, file.Path);
            _trouble = null;
        }
        // Whatever is wrong with the file, or with reading it, must not stop the server.
        catch (Exception problem)
        {
            KeepLast(problem is StartException or IOException or UnauthorizedAccessException
                ? problem.Message
                : $"{file.Path} cannot be used ({problem.GetType().Name}).");
        }
    }

    private Credential? Live(ProofKind kind, string proof) =>
        _known.TryGetValue((kind, proof), out var credential) && credential.IsLive(time.GetUtcNow()) ? credential : null;

    /// <summary>Keeps the credentials read last, and logs that once, and once more when they lapse.</summary>
    private void KeepLast(string problem)
    {
        var trouble = _trouble ?? new Trouble(problem, time.GetTimestamp(), IsLogged: false);
        if (_trouble is null && _read is not null)
            ServerLog.CredentialsUnreadable(logger, Limits.CredentialsGraceMax.TotalSeconds, problem);
        var isOver = Unavailable is not null;
        if (isOver && !(trouble.IsLogged && trouble.Problem == problem)) ServerLog.CredentialsLapsed(logger, problem);
        _trouble = trouble with { Problem = problem, IsLogged = isOver };
    }

    private FrozenDictionary<(ProofKind, string), Credential> Known(IReadOnlyList<Credential> credentials)
    {
        // The last one with the same proof counts: who added a line by hand meant that line.
        var known = new Dictionary<(ProofKind, string), Credential>();
        foreach (var credential in credentials)
        {
            if (Caller.ProblemOf(credential.Name) is { } problem) ServerLog.CredentialPassedOver(logger, credential.Id(), problem);
            else known[(credential.Kind, credential.Proof)] = credential;
        }
        return known.ToFrozenDictionary();
    }

    /// <summary>The file cannot be read, since when, and whether it was logged that nobody is let in.</summary>
    private sealed record Trouble(string Problem, long Since, bool IsLogged);
}
