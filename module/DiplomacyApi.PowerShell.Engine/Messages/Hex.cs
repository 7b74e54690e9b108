namespace DiplomacyApi.PowerShell.Engine.Messages;

/// <summary>Bytes as hexadecimal digits, lower-case, as the contract writes hashes.</summary>
internal static class Hex
{
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
