using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DiplomacyApi.Storage.Journal;

/// <summary>What the hash of an entry covers, besides the entry before it.</summary>
internal readonly record struct Link(long Revision, int Kind, string Id, long RecordTime, string Recorder, byte[] Commitment);

/// <summary>
/// Chains the entries of one log by SHA-256. The layout is fixed: integers big-endian, strings in UTF-8 after their length in bytes as
/// a 32-bit integer. An entry commits to its payload by an HMAC under a salt of its own, so that payload and salt can be erased while
/// the chain still verifies.
/// </summary>
internal static class Chain
{
    public const int SaltBytes = 32;

    /// <summary>What the first entry is chained to.</summary>
    public static byte[] Genesis(string logId) => SHA256.HashData([.. "diplomacy.genesis.1"u8, .. Encoding.UTF8.GetBytes(logId)]);

    public static byte[] Commitment(byte[] salt, byte[] payload) => HMACSHA256.HashData(salt, payload);

    public static byte[] Hash(byte[] previous, string logId, in Link link)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(previous);
        Append(sha, logId);
        Append(sha, link.Revision);
        Append(sha, link.Kind);
        Append(sha, link.Id);
        Append(sha, link.RecordTime);
        Append(sha, link.Recorder);
        sha.AppendData(link.Commitment);
        return sha.GetHashAndReset();
    }

    private static void Append(IncrementalHash sha, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        sha.AppendData(bytes);
    }

    private static void Append(IncrementalHash sha, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        sha.AppendData(bytes);
    }

    private static void Append(IncrementalHash sha, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(sha, bytes.Length);
        sha.AppendData(bytes);
    }
}
