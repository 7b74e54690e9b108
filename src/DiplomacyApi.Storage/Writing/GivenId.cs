using System.Security.Cryptography;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Ids that the server gives.</summary>
internal static class GivenId
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Length = 20;

    /// <summary>100 random bits, in letters that a resource name may have.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, Length);
}
