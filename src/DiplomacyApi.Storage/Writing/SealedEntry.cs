using System.Security.Cryptography;
using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Writing;

/// <summary>An entry with its place in the chain, as the journal keeps it.</summary>
/// <param name="Link">What the chain is over.</param>
/// <param name="Hash">The head of the chain with it.</param>
/// <param name="Salt">With which the payload was committed to; empty where it was erased.</param>
/// <param name="Payload">Its bytes, or what stands in their place.</param>
/// <param name="RequestId">That of the request that made it; empty: none.</param>
/// <param name="RequestHash">That of the request that made it; null: none, or erased.</param>
/// <param name="ErasedRevision">The entry that erased it; null: none.</param>
internal sealed record SealedEntry(
    Link Link, byte[] Hash, byte[] Salt, byte[] Payload, string RequestId, byte[]? RequestHash, long? ErasedRevision)
{
    /// <summary>Gives a new entry its place after a head.</summary>
    public static SealedEntry After(Head head, Entry entry)
    {
        var salt = RandomNumberGenerator.GetBytes(Chain.SaltBytes);
        var link = new Link(entry.Revision, (int)entry.Kind, entry.Id, entry.RecordTime, entry.Recorder,
            Chain.Commitment(salt, entry.Payload));
        return new(link, Chain.Hash(head.Hash, head.LogId, link), salt, entry.Payload, entry.RequestId, entry.RequestHash, null);
    }

    /// <summary>An entry of another store, as it is.</summary>
    public static SealedEntry Of(JournalEntry copied, long recordTime) => new(
        new Link(copied.Revision, (int)copied.Kind, copied.Id, recordTime, copied.Recorder, copied.Commitment.ToByteArray()),
        copied.Hash.ToByteArray(), copied.Salt.ToByteArray(), (copied.ErasedRevision == 0 ? copied.Payload : copied.StandIn).ToByteArray(),
        copied.RequestId, copied.RequestHash.IsEmpty ? null : copied.RequestHash.ToByteArray(),
        copied.ErasedRevision == 0 ? null : copied.ErasedRevision);

    /// <summary>The head that it makes.</summary>
    public Head Head(string logId) => new(logId, Link.Revision, Hash, Times.Time(Link.RecordTime));
}
