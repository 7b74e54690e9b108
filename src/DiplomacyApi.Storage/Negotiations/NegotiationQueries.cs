using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Negotiations;

/// <summary>Negotiations: where they stand, what was said in them, and their meetings.</summary>
public sealed class NegotiationQueries
{
    /// <summary>How many negotiations are read at once.</summary>
    private const int ReadAtOnce = 100;

    private readonly ReadAccess _reads;
    private readonly KeptStatuses _statuses;

    internal NegotiationQueries(ReadAccess reads, KeptStatuses statuses) => (_reads, _statuses) = (reads, statuses);

    /// <summary>A negotiation as it was known; null where it was not recorded by then.</summary>
    public Negotiation? Negotiation(string name, ReadPoint point, CancellationToken ct) => _reads.Read(lease =>
        lease.Connection.QuerySingleOrDefault<byte[]>(new CommandDefinition(
            "SELECT bytes FROM negotiations WHERE name = @name AND rev_from <= @k AND rev_until > @k", new { name, k = point.Revision },
            cancellationToken: ct))
            is { } bytes ? NegotiationVersion.Read(bytes) : null, ct);

    /// <summary>By name.</summary>
    public Page<Negotiation> Negotiations(
        NegotiationFilter? filter, ReadPoint point, int size, string? key, CancellationToken ct) => ReadKept((lease, clearings) =>
    {
        return Pages.Cut(After(lease, key ?? "", point, ct).Where(one => Fits(one.Negotiation, one.Bytes)).Select(one => one.Negotiation),
            size, negotiation => negotiation.Name);

        bool Fits(Negotiation negotiation, byte[] bytes) => filter is null
            || ((filter.Party.Length == 0 || negotiation.Parties.Contains(filter.Party))
                && (filter.States.Count == 0
                    || filter.States.Contains(Status(StatusOf(lease, negotiation.Name, bytes, point, null, clearings, ct)).State)));
    }, ct);

    /// <summary>
    /// All after a name, some at a time: a connection may read the rows of one query only, and the status of each is asked for between.
    /// </summary>
    private static IEnumerable<(byte[] Bytes, Negotiation Negotiation)> After(
        Lease lease, string name, ReadPoint point, CancellationToken ct)
    {
        const string sql = "SELECT bytes FROM negotiations WHERE rev_from <= @k AND rev_until > @k AND name > @name ORDER BY name LIMIT @take";
        for (var count = ReadAtOnce; count == ReadAtOnce;)
        {
            ct.ThrowIfCancellationRequested();
            count = 0;
            foreach (var bytes in lease.Connection.Query<byte[]>(new CommandDefinition(
                sql, new { k = point.Revision, name, take = ReadAtOnce }, cancellationToken: ct)).AsList())
            {
                var negotiation = NegotiationVersion.Read(bytes);
                (name, count) = (negotiation.Name, count + 1);
                yield return (bytes, negotiation);
            }
        }
    }

    /// <summary>How many there are.</summary>
    public long CountNegotiations(NegotiationFilter? filter, ReadPoint point, CancellationToken ct) =>
        Pages.Count((size, key) => Negotiations(filter, point, size, key, ct));

    /// <summary>Where a negotiation stands; null where there is none of that name.</summary>
    public NegotiationStatus? NegotiationStatus(string name, ReadPoint point, StatusLens? lens, CancellationToken ct) =>
        FrozenNegotiationStatus(name, point, lens, ct) is { } frozen ? Status(frozen[0].Span) : null;

    /// <summary>The same, as it goes out.</summary>
    public FrozenItems? FrozenNegotiationStatus(
        string name, ReadPoint point, StatusLens? lens, CancellationToken ct) => ReadKept((lease, clearings) =>
    {
        if (NegotiationBytes(lease, name, point) is not { } negotiation) return null;
        var status = new FrozenItems();
        status.Add(StatusOf(lease, name, negotiation, point, lens, clearings, ct));
        return status;
    }, ct);

    /// <summary>A negotiation as it is stored; null where it was not recorded by then.</summary>
    internal static byte[]? NegotiationBytes(Lease lease, string name, ReadPoint point)
    {
        using var rows = lease.Prepared("SELECT bytes FROM negotiations WHERE name = ?1 AND rev_from <= ?2 AND rev_until > ?2")
            .Run(name, point.Revision);
        if (!rows.Read()) return null;
        return rows.Blob(0).ToArray();
    }

    /// <summary>Reads what may be kept. What is cleared while it is read is not kept again.</summary>
    private T ReadKept<T>(Func<Lease, int, T> read, CancellationToken ct)
    {
        var clearings = _statuses.Clearings;
        return _reads.Read(lease => read(lease, clearings), ct);
    }

    private byte[] StatusOf(
        Lease lease, string name, byte[] negotiation, ReadPoint point, StatusLens? lens, int clearings, CancellationToken ct)
    {
        var through = SegmentSources.LensOf(lens);
        return through == Lens.Open ? _statuses.Of(lease, name, negotiation, point, clearings, ct)
            : Known.OfNegotiation(lease, name, point, ct).KnowledgeOf(through)
                .StatusAt(NegotiationVersion.Read(negotiation), point.AsOf, ct).ToByteArray();
    }

    private static NegotiationStatus Status(ReadOnlySpan<byte> bytes) => Diplomacy.V1.NegotiationStatus.Parser.ParseFrom(bytes);

    /// <summary>What was said, in the order in which it counts.</summary>
    public Page<TimelineEntry> Timeline(
        string negotiation, ReadPoint point, StatusLens? lens, int size, string? key, CancellationToken ct) => _reads.Read(lease =>
    {
        var loader = Known.OfNegotiation(lease, negotiation, point, ct);
        var all = loader.KnowledgeOf(SegmentSources.LensOf(lens)).TimelineAt(negotiation, point.AsOf, ct);
        var start = key is null
            ? 0
            : all.Index().Where(entry => entry.Item.Statement.Name == key).Select(entry => entry.Index + 1).FirstOrDefault(-1);
        if (start < 0)
            throw new RefusedException(ErrorReason.PageTokenMismatch, "The page token belongs to another list; start from the first page.",
                "page_token");
        var entries = all.Skip(start).Take(size + 1).ToList();
        foreach (var entry in entries)
        {
            var recorded = loader.Graph.Statements[entry.Statement.Name];
            entry.Statement = StatementVersion.Served(recorded,
                Domain.Statements.CorrectedStatement.Of(recorded, loader.Graph.CorrectionsOf(recorded.Name)),
                loader.Graph.Attachments.GetValueOrDefault(recorded.Name, []));
        }
        return Pages.Cut(entries, size, entry => entry.Statement.Name);
    }, ct);

    /// <summary>A meeting; null where it was never recorded by K, or is not said by T.</summary>
    public Meeting? Meeting(string name, ReadPoint point, StatusLens? lens, CancellationToken ct) => _reads.Read(lease =>
        SegmentSources.Of(lease, point, lens, "", name, ct).Page(new SegmentFilter(SegmentKind.Meeting) { Subject = name }, null, 1)
            .Select(hit => AsOfCalculator.MeetingAt(hit.Segment(Diplomacy.V1.Meeting.Parser), point.AsOf)).SingleOrDefault(), ct);

    /// <summary>Meetings by name; of one negotiation, or all.</summary>
    public Page<Meeting> Meetings(
        string negotiation, ReadPoint point, StatusLens? lens, int size, string? key, CancellationToken ct) => _reads.Read(lease =>
        SegmentPages.Fill(
            SegmentSources.Of(lease, point, lens, negotiation, "", ct),
            new SegmentFilter(SegmentKind.Meeting) { Negotiation = negotiation }, size, key,
            hits => hits.Select(hit => AsOfCalculator.MeetingAt(hit.Segment(Diplomacy.V1.Meeting.Parser), point.AsOf))), ct);
}
