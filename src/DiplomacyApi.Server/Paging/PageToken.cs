using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DiplomacyApi.Server.Paging;

/// <summary>Where a list continues: the log, both clocks, the last key, and the query. It never expires.</summary>
internal sealed record PageToken(string LogId, long Revision, DateTimeOffset AsOf, string LastKey, byte[] QueryHash)
{
    private const byte Version = 1;
    private const int ChecksumBytes = 8;

    /// <summary>How much of the hash of a query is kept.</summary>
    public const int QueryHashBytes = 16;

    public string Encode()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            writer.Write(LogId);
            writer.Write(Revision);
            writer.Write(AsOf.UtcTicks);
            writer.Write(LastKey);
            writer.Write(QueryHash);
        }
        var content = bytes.ToArray();
        return Base64Url.EncodeToString([.. content, .. Checksum(content)]);
    }

    /// <summary>Null where the token is damaged.</summary>
    public static PageToken? Decode(string token)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(token);
            // Spaces and padding within it are passed over by the decoder, and no server sent them.
            if (bytes.Length <= ChecksumBytes || Base64Url.EncodeToString(bytes) != token) return null;
            var content = bytes[..^ChecksumBytes];
            if (!Checksum(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length))) return null;
            using var reader = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
            if (reader.ReadByte() != Version) return null;
            return new PageToken(reader.ReadString(), reader.ReadInt64(), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
                reader.ReadString(), reader.ReadBytes(QueryHashBytes));
        }
        catch (Exception damage) when (damage is FormatException or EndOfStreamException or ArgumentException or IOException)
        {
            return null;
        }
    }

    private static byte[] Checksum(byte[] content) => SHA256.HashData(content)[..ChecksumBytes];
}
