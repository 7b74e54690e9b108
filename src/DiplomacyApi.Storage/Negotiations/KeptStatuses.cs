using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Negotiations;

/// <summary>
/// Where negotiations stood when they were last asked for, with all that this rests on. A status is made of every statement of its
/// negotiation, which takes some 30 µs each; kept, it is answered again in the time of a look-up, until an entry touches what it rests on
/// or time passes a date in it.
/// </summary>
internal sealed class KeptStatuses
{
    /// <summary>What a name takes in memory besides its characters, about.</summary>
    private const int NameBytes = 64;

    private readonly LruCache<string, Kept> _kept = new(Limits.KeptStatusesBytesMax, (_, kept) => kept.Bytes);

    /// <summary>Forgets all: what was recorded has been rewritten.</summary>
    public void Clear() => _kept.Clear();

    /// <summary>How often it was cleared; to be asked before the connection is, from which a status is read.</summary>
    public int Clearings => _kept.Clearings;

    /// <summary>
    /// The status at a point, serialised, of a negotiation as it is stored: the one that is kept if it still holds, or else a new one.
    /// </summary>
    public byte[] Of(Lease lease, string name, byte[] negotiation, ReadPoint point, int clearings, CancellationToken ct)
    {
        // Those just behind the head too: others may have written since the write whose response compares them.
        var isRecent = Revisions.IsNewest(lease, point.Revision + Limits.EntriesLookedThroughMax);
        if (isRecent && _kept.Find(name) is { } kept && kept.IsOf(negotiation, point) && IsUntouched(lease, kept, point, ct))
        {
            if (kept.Point.Revision < point.Revision) Keep(kept with { Point = kept.Point with { Revision = point.Revision } }, clearings);
            return kept.Status;
        }
        var loader = Known.OfNegotiation(lease, name, point, ct);
        var (status, until) = loader.KnowledgeOf(Lens.Open).StatusUntil(NegotiationVersion.Read(negotiation), point.AsOf, ct);
        var bytes = status.ToByteArray();
        if (isRecent)
            Keep(new Kept(name, negotiation, point, until, bytes, loader.Graph.Names.ToHashSet(StringComparer.Ordinal)), clearings);
        return bytes;
    }

    private void Keep(Kept fresh, int clearings) => _kept.Keep(
        fresh.Name, fresh, clearings, former => former.Point.LogId == fresh.Point.LogId && former.Point.Revision > fresh.Point.Revision);

    /// <summary>
    /// Whether no entry since then bears on it: none files a statement there, or refers to what it rests on, or corrects or erases
    /// anything. What is said of the negotiation itself was compared.
    /// </summary>
    private static bool IsUntouched(Lease lease, Kept kept, ReadPoint point, CancellationToken ct) => JournalTail.LeavesAlone(
        lease, kept.Point.Revision, point.Revision, Limits.EntriesLookedThroughMax,
        statement => statement.Negotiation != kept.Name && !kept.Names.Overlaps(References.Of(statement)), ct);

    /// <summary>A status as of a point, which holds until a time, the time included.</summary>
    private sealed record Kept(string Name, byte[] Negotiation, ReadPoint Point, DateTimeOffset Until, byte[] Status, HashSet<string> Names)
    {
        public long Bytes { get; } = Status.Length + Names.Sum(name => NameBytes + 2L * name.Length);

        public bool IsOf(byte[] negotiation, ReadPoint point) => Point.LogId == point.LogId && Point.Revision <= point.Revision
            && Point.AsOf <= point.AsOf && point.AsOf <= Until && Negotiation.AsSpan().SequenceEqual(negotiation);
    }
}
