using System.Text.Json;
using System.Text.Json.Serialization;
using DiplomacyApi.Server.Hosting;

namespace DiplomacyApi.Server.Access;

/// <summary>The credentials of a journal, in a file beside it: not in the journal, where nothing is ever taken back. It holds no secret, only hashes.</summary>
internal sealed class CredentialFile(string path)
{
    private const string Suffix = ".access.json";
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

    public bool Exists => File.Exists(path);

    public static CredentialFile Beside(string data) => new(System.IO.Path.GetFullPath(data) + Suffix);

    /// <summary>The bytes as they lie there; none where there is no file. Refused where others than the owner may read or write it.</summary>
    public byte[] ReadBytes()
    {
        if (!Exists) return [];
        if (!PrivateFile.IsPrivate(path))
            throw new StartException($"{path} is open to others than its owner, who could let themselves in; take their rights away (chmod 600), and look who is in it (token list).");
        return File.ReadAllBytes(path);
    }

    public IReadOnlyList<Credential> Parse(byte[] bytes)
    {
        if (bytes.Length == 0) return [];
        try
        {
            var content = JsonSerializer.Deserialize<Content>(bytes, Json);
            if (content is { Version: FormatVersion, Credentials: not null }) return content.Credentials;
            throw new StartException($"{path} is of format {content?.Version}, and this server knows format {FormatVersion}; use a newer server.");
        }
        catch (JsonException damage)
        {
            throw new StartException($"{path} is damaged at line {damage.LineNumber + 1}; mend it, or take it away and make new tokens.");
        }
    }

    /// <summary>Changes what the file holds, one command at a time. A running server sees it within a second.</summary>
    public async Task ChangeAsync(Func<IReadOnlyList<Credential>, IReadOnlyList<Credential>> change, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        await using var alone = await LockAsync(time, cancellationToken);
        var changed = change(Parse(ReadBytes()));
        PrivateFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(new Content(FormatVersion, changed), Json));
    }

    private async Task<FileStream> LockAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < AttemptsMax)
            {
                await Task.Delay(AttemptDelay, time, cancellationToken);
            }
        }
    }

    private sealed record Content(int Version, IReadOnlyList<Credential> Credentials);
}
