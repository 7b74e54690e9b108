using System.Security.Cryptography;
using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain.Names;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Storage.Journal;

/// <summary>
/// Tells the derived tables of one build from those of another: the script that makes them, how names in them are folded, and which
/// messages they keep.
/// </summary>
internal static class ProjectionsHash
{
    /// <summary>The contract's files that hold the derived messages: other fields are other bytes.</summary>
    private static readonly FileDescriptor[] Kept =
    [
        ObligationReflection.Descriptor, ReasonReflection.Descriptor, DemandReflection.Descriptor, NegotiationReflection.Descriptor,
        EffectReflection.Descriptor,
        StatusChangeReflection.Descriptor,
    ];

    public static string Of(string script) => Convert.ToHexStringLower(SHA256.HashData(
        [.. Encoding.UTF8.GetBytes($"{script}\n-- folding {FoldedName.Version}\n"), .. Kept.SelectMany(file => file.SerializedData)]));
}
