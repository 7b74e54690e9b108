using System.Collections.Frozen;
using DiplomacyApi.Server.Hosting;

namespace DiplomacyApi.Server.Access;

/// <summary>Who is let in by the file, as it is now. Where the file is gone, damaged or open to others, nobody is.</summary>
internal sealed class Credentials(CredentialFile file, TimeProvider time, ILogger<Credentials> logger)
{
    private volatile FrozenDictionary<(ProofKind, string), Credential> _known = FrozenDictionary<(ProofKind, string), Credential>.Empty;
    private byte[] _read = [];
    private string _problem = "";

    /// <summary>Why nobody is let in by the file; empty where it can be read.</summary>
    public string Problem => _problem;

    /// <summary>The one known by this proof, if it is neither revoked nor expired.</summary>
    public Credential? Find(ProofKind kind, string proof) =>
        _known.TryGetValue((kind, proof), out var credential) && credential.IsLive(time.GetUtcNow()) ? credential : null;

    /// <summary>Whether a credential still stands as it did: not revoked, expired or given another name or role.</summary>
    public bool StillHolds(Credential credential) => Find(credential.Kind, credential.Proof) == credential;

    /// <summary>Takes in what changed in the file. Not to be called twice at once.</summary>
    public void Refresh()
    {
        try
        {
            var bytes = file.ReadBytes();
            if (_problem.Length == 0 && bytes.AsSpan().SequenceEqual(_read)) return;
            // The last of one proof counts: a hand that added a line meant that line.
            var known = new Dictionary<(ProofKind, string), Credential>();
            foreach (var credential in file.Parse(bytes)) known[(credential.Kind, credential.Proof)] = credential;
            (_known, _read, _problem) = (known.ToFrozenDictionary(), bytes, "");
        }
        catch (Exception problem) when (problem is StartException or IOException or UnauthorizedAccessException)
        {
            _known = FrozenDictionary<(ProofKind, string), Credential>.Empty;
            if (_problem == problem.Message) return;
            _problem = problem.Message;
            ServerLog.CredentialsUnreadable(logger, problem.Message);
        }
    }
}
