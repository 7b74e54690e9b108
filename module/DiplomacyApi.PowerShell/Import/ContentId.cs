using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// An id made of a row's content, for rows that bring none: the same row sent twice is one statement. What is not given does not count,
/// so that a parameter that is added later leaves the ids of earlier rows as they are.
/// </summary>
internal static class ContentId
{
    private const string Prefix = "row-";
    private const int DigitsMax = 32;

    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public static StatementDraft Given(StatementDraft draft) => draft.Id is not null ? draft : draft with { Id = Of(draft) };

    private static string Of(StatementDraft draft)
    {
        var act = draft.Act!;
        var content = $"{JsonSerializer.Serialize(draft with { Act = null }, Options)}\n{act.GetType().Name}\n{JsonSerializer.Serialize(act, act.GetType(), Options)}";
        return Prefix + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..DigitsMax].ToLowerInvariant();
    }
}
