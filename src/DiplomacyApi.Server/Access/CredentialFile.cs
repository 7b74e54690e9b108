using System.Text.Json;
using System.Text.Json.Serialization;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Storage.Files;

namespace DiplomacyApi.Server.Access;

/// <summary>
/// The credentials of a journal, in a file beside it: not in the journal, from which nothing is ever removed. It holds no secrets, only
/// hashes.
/// </summary>
internal sealed class CredentialFile(string path)
{
    private const int FormatVersion = 1;
    private const int AttemptsMax = 50;
    private static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(100);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public string Path => path;

    public bool Exists => CredentialsPath.Exists(path);

    /// <summary>The bytes of the file; null if there is none. Refused if others than the owner may read or write it.</summary>
    public byte[]? ReadBytes()
    {
        if (!Exists) return null;
        if (!File.Exists(path))
            throw new StartException(
                $"{path} is not a file, or a link to a file that is missing; put the credentials file there, or remove it.");
        if (PrivateFile.ProblemOf(path) is { } problem)
            throw new StartException($"{problem} Then check who is in it (token list), since others could have added themselves.");
        return File.ReadAllBytes(path);
    }

    public IReadOnlyList<Credential> Parse(byte[]? bytes)
    {
        if (bytes is null) return [];
        try
        {
            var content = JsonSerializer.Deserialize<Content>(bytes, Json);
            if (content is { Version: FormatVersion, Credentials: { } credentials } && !credentials.Contains(null!)) return credentials;
            if (content?.Version == FormatVersion)
                throw new StartException($"{path} is damaged: a credential in it is empty; repair it, or remove it and create new tokens.");
            throw new StartException(
                $"{path} is of format {content?.Version}, and this server knows format {FormatVersion}; use a newer server.");
        }
        catch (JsonException damage)
        {
            throw new StartException($"{path} is damaged at line {damage.LineNumber + 1}; repair it, or remove it and create new tokens.");
        }
    }

    /// <summary>Changes what the file holds, one command at a time. A running server sees it within a second.</summary>
    public async Task ChangeAsync(
        Func<IReadOnlyList<Credential>, IReadOnlyList<Credential>> change, TimeProvider time, CancellationToken cancellationToken)
    {
        // If the path is a link, its target is changed and the link stays.
        var target = JournalPath.TargetOf(path);
        if (System.IO.Path.GetDirectoryName(target) is var folder && !Directory.Exists(folder))
            throw new StartException($"There is no folder {folder}; create it, mount it, or name another file (--data).");
        await using var alone = await LockAsync(target, time, cancellationToken);
        var changed = change(Parse(ReadBytes()));
        PrivateFile.Replace(target, JsonSerializer.SerializeToUtf8Bytes(new Content(FormatVersion, changed), Json));
    }

    private static async Task<FileStream> LockAsync(string target, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return PrivateFile.Open(target + ".lock", FileMode.OpenOrCreate, FileShare.None);
            }
            catch (IOException) when (attempt < AttemptsMax)
            {
                await Task.Delay(AttemptDelay, time, cancellationToken);
            }
        }
    }

    private sealed record Content(int Version, IReadOnlyList<Credential> Credentials);
}
