using System.Security.Cryptography;
using System.Text;

namespace DiplomacyApi.PowerShell.Engine.Messages;

/// <summary>A UUID made of a name (RFC 9562, version 8: our own way to make it), the same whenever it is made.</summary>
internal static class StableId
{
    public static Guid Of(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
