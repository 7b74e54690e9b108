using System.Globalization;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>A segment that was found.</summary>
internal sealed record SegmentHit(string Subject, string Part, string Debtor, long From, long Until, long Since, byte[] Bytes)
{
    /// <summary>Its place in a list.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{Since}|{Subject}|{Part}|{Debtor}");

    public Segment<T> Segment<T>(Google.Protobuf.MessageParser<T> parser)
        where T : Google.Protobuf.IMessage<T> =>
        new(Times.Time(From), Times.Time(Until), parser.ParseFrom(Bytes));
}

/// <summary>A place in a list of segments, to go on after.</summary>
internal sealed record SegmentPlace(long Since, string Subject, string Part, string Debtor)
{
    public static SegmentPlace? Parse(string? key)
    {
        if (key is null) return null;
        if (key.Split('|') is [var since, var subject, var part, var debtor]
            && long.TryParse(since, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return new SegmentPlace(number, subject, part, debtor);
        throw new RefusedException(ErrorReason.PageTokenMismatch, "The page token belongs to another list; start from the first page.",
            "page_token");
    }
}

/// <summary>What is owed on a demand, and when it was last spoken of.</summary>
internal sealed record DemandNow(IReadOnlyList<Segment<Obligation>> Owed, PartialDate? LastActivity);

/// <summary>The segments known at one revision: stored, or folded for a lens.</summary>
internal interface ISegments
{
    /// <summary>Those that hold at the as-of time, newest first, then by subject, part and debtor (promises: by part first).</summary>
    List<SegmentHit> Page(SegmentFilter filter, SegmentPlace? after, int take);

    /// <summary>The obligations of each of some subjects, in their order: those that hold at the as-of time, by item and debtor.</summary>
    IEnumerable<IReadOnlyList<Segment<Obligation>>> ObligationsNow(IReadOnlyCollection<string> subjects);

    /// <summary>The same of demands, with when each was last spoken of.</summary>
    IEnumerable<DemandNow> DemandsNow(IReadOnlyCollection<string> demands);

    /// <summary>
    /// One obligation at all times. It belongs to one of some subjects, the others of which are likely to be asked about as well.
    /// </summary>
    IReadOnlyList<Segment<Obligation>> ObligationEver(Obligation obligation, IReadOnlyCollection<string> among);

    /// <summary>
    /// The obligations of a subject with all their segments, at all times and at every revision so far, by item and debtor from a place on.
    /// Null or empty: all items, all debtors. A lens looks at the as-of revision alone, so that what it folds is known from revision 0.
    /// </summary>
    IEnumerable<KnownObligation> ObligationsKnown(string subject, string? item, string debtor, HistoryPlace? from);

    /// <summary>The items of a subject on which something is or was owed.</summary>
    IReadOnlyCollection<string> ItemsKnown(string subject);
}

/// <summary>What is stored.</summary>
internal sealed class StoredSegments(Lease lease, ReadPoint point, CancellationToken ct) : ISegments
{
    private static readonly string Ever =
        $"""
        SELECT s.from_time, {new SegmentPoint("?4", "", IsNewest: false).Until("s")}, s.bytes FROM segments s
        WHERE s.kind = 1 AND s.subject = ?1 AND s.part = ?2 AND s.debtor = ?3 AND s.rev_from <= ?4 AND s.rev_until > ?4 ORDER BY s.from_time
        """;

    // The kinds stand in the text: as values, which partial indexes ask about, they would have SQLite compile the statement again at each
    // run.
    private static readonly Dictionary<bool, NowTexts> ObligationTexts = NowTexts.Of("s.kind = 1");
    private static readonly Dictionary<bool, NowTexts> DemandTexts = NowTexts.Of("s.kind IN (1, 5)");

    private readonly bool _isNewest = Revisions.IsNewest(lease, point.Revision);

    public List<SegmentHit> Page(SegmentFilter filter, SegmentPlace? after, int take) =>
        SegmentPageQuery.Run(lease, filter, point, _isNewest, after, take);

    public IEnumerable<IReadOnlyList<Segment<Obligation>>> ObligationsNow(IReadOnlyCollection<string> subjects) =>
        Now(ObligationTexts[_isNewest], subjects).Select(now => now.Owed);

    public IEnumerable<DemandNow> DemandsNow(IReadOnlyCollection<string> demands) => Now(DemandTexts[_isNewest], demands);

    public IReadOnlyList<Segment<Obligation>> ObligationEver(
        Obligation obligation, IReadOnlyCollection<string> among) => lease.Prepared(Ever).ToList(
        row => new Segment<Obligation>(Times.Time(row.Number(0)), Times.Time(row.Number(1)), Obligation.Parser.ParseFrom(row.Blob(2))),
        obligation.Subject, obligation.Item, obligation.Debtor, point.Revision);

    public IEnumerable<KnownObligation> ObligationsKnown(string subject, string? item, string debtor, HistoryPlace? from)
    {
        const string Known =
            """
            SELECT part, debtor, from_time, until_time, rev_from, rev_until, cut_rev, bytes FROM segments
            WHERE kind = 1 AND subject = @subject AND (part, debtor) >= (@fromItem, @fromDebtor) AND rev_from <= @k
              AND (@item IS NULL OR part = @item) AND (@debtor = '' OR debtor = @debtor)
            ORDER BY part, debtor, from_time, rev_from
            """;
        // Read as it is asked for: a subject may have more segments than a page, or memory, holds.
        var rows = lease.Connection.Query<(string Part, string Debtor, long From, long Until, long RevFrom, long RevUntil, long CutRev,
            byte[] Bytes)>(new CommandDefinition(
            Known, new { subject, item, debtor, k = point.Revision, fromItem = from?.Item ?? "", fromDebtor = from?.Debtor ?? "" },
            flags: CommandFlags.None, cancellationToken: ct));
        var (of, segments) = (("", ""), new List<KnownSegment>());
        foreach (var row in rows)
        {
            if (segments.Count > 0 && of != (row.Part, row.Debtor))
            {
                yield return new KnownObligation(of.Item1, of.Item2, segments);
                segments = [];
            }
            of = (row.Part, row.Debtor);
            var obligation = Obligation.Parser.ParseFrom(row.Bytes);
            if (row.CutRev > 0)
                segments.Add(new KnownSegment(new(Times.Time(row.From), DateTimeOffset.MaxValue, obligation), row.RevFrom, row.CutRev));
            if (row.CutRev <= point.Revision)
                segments.Add(new KnownSegment(new(Times.Time(row.From), Times.Time(row.Until), obligation),
                    Math.Max(row.RevFrom, row.CutRev), row.RevUntil));
        }
        if (segments.Count > 0) yield return new KnownObligation(of.Item1, of.Item2, segments);
    }

    public IReadOnlyCollection<string> ItemsKnown(string subject) => lease.Connection.Query<string>(new CommandDefinition(
        "SELECT DISTINCT part FROM segments WHERE kind = 1 AND subject = @subject AND rev_from <= @k", new { subject, k = point.Revision },
        cancellationToken: ct)).AsList();

    /// <summary>
    /// In the file, one prepared look-up for each subject costs less than a list of names that SQL takes apart; where each takes a round
    /// trip, several are looked up together. What is found is parsed where it lies.
    /// </summary>
    private IEnumerable<DemandNow> Now(NowTexts texts, IReadOnlyCollection<string> subjects)
    {
        object[] values = ["", point.Revision, Times.At(point.AsOf)];
        foreach (var together in subjects.Chunk(lease.IsRemote ? Limits.SubjectsTogetherMax : 1))
        {
            ct.ThrowIfCancellationRequested();
            values[0] = lease.IsRemote ? together : together[0];
            // Whoever goes through them may ask for others meanwhile, so that the reader forgets what it had prepared.
            foreach (var now in Now(lease.Prepared(lease.IsRemote ? texts.OfSeveral : texts.OfOne), values, together.Length))
                yield return now;
        }
    }

    private static IEnumerable<DemandNow> Now(PreparedQuery query, object[] values, int subjects)
    {
        var (owed, lastActivity) = (new List<Segment<Obligation>>?[subjects], new PartialDate?[subjects]);
        using (var rows = query.Run(values))
            while (rows.Read())
            {
                var place = rows.Number(0) - 1;
                if ((SegmentKind)rows.Number(1) == SegmentKind.Activity) lastActivity[place] = PartialDate.Parser.ParseFrom(rows.Blob(4));
                else (owed[place] ??= []).Add(
                    new(Times.Time(rows.Number(2)), Times.Time(rows.Number(3)), Obligation.Parser.ParseFrom(rows.Blob(4))));
            }
        foreach (var one in owed) one?.Sort(ByItemAndDebtor);
        return owed.Zip(lastActivity, (one, last) => new DemandNow(one ?? [], last));
    }

    private static readonly Comparer<Segment<Obligation>> ByItemAndDebtor = Comparer<Segment<Obligation>>.Create((one, other) =>
        string.CompareOrdinal(one.Value.Item, other.Value.Item) is not 0 and var order
            ? order
            : string.CompareOrdinal(one.Value.Debtor, other.Value.Debtor));
}
