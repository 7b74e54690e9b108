using System.Security.Cryptography;
using System.Text;

namespace DiplomacyApi.Server.Access;

/// <summary>
/// The contents of small files, read together, so that parts which belong together change together. They are compared by content: if
/// files are reached through links that are switched to another folder, neither a link nor a date need change.
/// </summary>
internal sealed class FileContents(IReadOnlyList<string> files)
{
    private IReadOnlyDictionary<string, byte[]> _contents = new Dictionary<string, byte[]>();
    private string _stamp = "";

    /// <summary>
    /// Reads all of them, and returns whether anything changed since the last time. What cannot be read counts as missing.
    /// </summary>
    public bool HasChanged()
    {
        var contents = files.Where(file => file.Length > 0).Distinct(StringComparer.Ordinal)
            .Select(file => (File: file, Bytes: TryRead(file))).ToList();
        var stamp = string.Join(' ', contents.Select(one => one.Bytes is null ? "-" : Convert.ToHexString(SHA256.HashData(one.Bytes))));
        if (stamp == _stamp) return false;
        _stamp = stamp;
        _contents = contents.Where(one => one.Bytes is not null).ToDictionary(one => one.File, one => one.Bytes!, StringComparer.Ordinal);
        return true;
    }

    /// <summary>What a file held when they were read last; null where it could not be read.</summary>
    public byte[]? Bytes(string file) => _contents.GetValueOrDefault(file);

    public string? Text(string file) =>
        Bytes(file) is { } bytes ? new StreamReader(new MemoryStream(bytes), Encoding.UTF8).ReadToEnd() : null;

    private static byte[]? TryRead(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
