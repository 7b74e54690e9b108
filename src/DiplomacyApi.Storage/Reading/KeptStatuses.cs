using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Writing;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Reading;

/// <summary>
/// Where negotiations stood when they were last asked for, with all that this rests on. A status is made of every statement of its negotiation, which
/// takes some 30 µs each; kept, it is answered again in the time of a look-up, until an entry touches what it rests on or time passes a date in it.
/// </summary>
internal sealed class KeptStatuses
{
    /// <summary>What a name takes in memory besides its characters, about.</summary>
    private const int NameBytes = 64;

    private readonly Lock _lock = new();
    private readonly LinkedList<Kept> _byUse = [];
    private readonly Dictionary<string, LinkedListNode<Kept>> _byName = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>The status at a point, serialised, of a negotiation as it is stored: what is kept where that still holds, else made anew.</summary>
    public byte[] Of(Lease lease, string name, byte[] negotiation, ReadPoint point, CancellationToken ct)
    {
        var isNewest = HotReads.IsNewest(lease.Reader, point.Revision);
        if (isNewest && Find(name) is { } kept && kept.IsOf(negotiation, point) && IsUntouched(lease, kept, point, ct))
        {
            if (kept.Point.Revision < point.Revision) Keep(kept with { Point = kept.Point with { Revision = point.Revision } });
            return kept.Status;
        }
        var loader = Known.OfNegotiation(lease, name, point, ct);
        var (status, until) = loader.KnowledgeOf(Lens.Open).StatusUntil(NegotiationVersion.Read(negotiation), point.AsOf, ct);
        var bytes = status.ToByteArray();
        if (isNewest) Keep(new Kept(name, negotiation, point, until, bytes, loader.Graph.Names.ToHashSet(StringComparer.Ordinal)));
        return bytes;
    }

    private Kept? Find(string negotiation)
    {
        lock (_lock)
        {
            if (!_byName.TryGetValue(negotiation, out var node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }
    }

    private void Keep(Kept fresh)
    {
        lock (_lock)
        {
            if (_byName.TryGetValue(fresh.Name, out var former))
            {
                // A reader that began earlier may end later.
                if (former.Value.Point.LogId == fresh.Point.LogId && former.Value.Point.Revision > fresh.Point.Revision) return;
                Remove(former);
            }
            _byName[fresh.Name] = _byUse.AddFirst(fresh);
            _bytes += fresh.Bytes;
            while (_bytes > Limits.KeptStatusesBytesMax) Remove(_byUse.Last!);
        }
    }

    private void Remove(LinkedListNode<Kept> node)
    {
        _byUse.Remove(node);
        _byName.Remove(node.Value.Name);
        _bytes -= node.Value.Bytes;
    }

    /// <summary>Whether no entry since then bears on it: none files a statement there, or refers to what it rests on, or corrects or erases anything.</summary>
    private static bool IsUntouched(Lease lease, Kept kept, ReadPoint point, CancellationToken ct)
    {
        if (point.Revision - kept.Point.Revision > Limits.EntriesLookedThroughMax) return false;
        const string Since = "SELECT j.kind, p.bytes FROM journal j JOIN payload p ON p.revision = j.revision WHERE j.revision > ?1 AND j.revision <= ?2";
        using var rows = lease.Reader.Raw(Since).Run(kept.Point.Revision, point.Revision);
        while (rows.Read())
        {
            ct.ThrowIfCancellationRequested();
            switch ((JournalEntryKind)rows.Number(0))
            {
                // Those for whom a statement is said were resolved when it was recorded, and what is said of the negotiation itself was compared.
                case JournalEntryKind.ActorCreated or JournalEntryKind.ActorUpdated or JournalEntryKind.Negotiation or JournalEntryKind.NegotiationUpdated:
                    continue;
                case JournalEntryKind.Statement:
                    var statement = Statement.Parser.ParseFrom(rows.Blob(1));
                    if (statement.Negotiation == kept.Name || kept.Names.Overlaps(References.Of(statement))) return false;
                    continue;
                default:
                    return false;
            }
        }
        return true;
    }

    /// <summary>A status as of a point, which holds until a time, the time included.</summary>
    private sealed record Kept(string Name, byte[] Negotiation, ReadPoint Point, DateTimeOffset Until, byte[] Status, HashSet<string> Names)
    {
        public long Bytes { get; } = Status.Length + Names.Sum(name => NameBytes + 2L * name.Length);

        public bool IsOf(byte[] negotiation, ReadPoint point) => Point.LogId == point.LogId && Point.Revision <= point.Revision
            && Point.AsOf <= point.AsOf && point.AsOf <= Until && Negotiation.AsSpan().SequenceEqual(negotiation);
    }
}
