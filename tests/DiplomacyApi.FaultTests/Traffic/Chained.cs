using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Diplomacy.V1;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>The chain as the contract describes it on JournalEntry, written apart from the server's own.</summary>
internal static class Chained
{
    /// <summary>The first revision that does not fit, with the reason; null where all fit.</summary>
    public static string? FirstProblem(string logId, IEnumerable<JournalEntry> entries, string headHash)
    {
        var previous = SHA256.HashData(Encoding.UTF8.GetBytes("diplomacy.genesis.1" + logId));
        var expected = 1L;
        var recorded = DateTime.MinValue;
        foreach (var entry in entries)
        {
            if (entry.Revision != expected) return $"revision {expected} is missing: {entry.Revision} follows";
            // Of what was erased nobody can recompute the commitment; the hash goes on from it.
            if (entry.ErasedRevision == 0
                    && !HMACSHA256.HashData(entry.Salt.Span, entry.Payload.Span).AsSpan().SequenceEqual(entry.Commitment.Span))
                return $"revision {expected}: the payload does not match its commitment";
            var hash = HashOf(previous, logId, entry);
            if (!hash.AsSpan().SequenceEqual(entry.Hash.Span)) return $"revision {expected}: the hash is another";
            if (entry.RecordTime.ToDateTime() < recorded) return $"revision {expected} was recorded before the one before it";
            (previous, recorded) = (hash, entry.RecordTime.ToDateTime());
            expected++;
        }
        return Convert.ToHexString(previous).Equals(headHash, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"the head's hash is not that of revision {expected - 1}";
    }

    private static byte[] HashOf(byte[] previous, string logId, JournalEntry entry)
    {
        var bytes = new MemoryStream();
        bytes.Write(previous);
        Text(logId);
        Number(entry.Revision, sizeof(long));
        Number((long)entry.Kind, sizeof(int));
        Text(entry.Id);
        Number((entry.RecordTime.ToDateTime() - DateTime.UnixEpoch).Ticks, sizeof(long));
        Text(entry.Recorder);
        bytes.Write(entry.Commitment.Span);
        return SHA256.HashData(bytes.ToArray());

        void Text(string text)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            Number(utf8.Length, sizeof(int));
            bytes.Write(utf8);
        }

        void Number(long value, int size)
        {
            Span<byte> whole = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(whole, value);
            bytes.Write(whole[^size..]);
        }
    }
}
