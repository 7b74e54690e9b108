using System.Globalization;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Reading;

/// <summary>A span that was found.</summary>
internal sealed record SpanHit(string Subject, string Part, string Debtor, long From, long Until, long Since, byte[] Bytes)
{
    /// <summary>Its place in a list.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{Since}|{Subject}|{Part}|{Debtor}");

    public Domain.Rules.Segment<T> Span<T>(Google.Protobuf.MessageParser<T> parser)
        where T : Google.Protobuf.IMessage<T> =>
        new(Times.Time(From), Times.Time(Until), parser.ParseFrom(Bytes));
}

/// <summary>A place in a list of spans, to go on after.</summary>
internal sealed record SpanPlace(long Since, string Subject, string Part, string Debtor)
{
    public static SpanPlace? Parse(string? key)
    {
        if (key is null) return null;
        if (key.Split('|') is [var since, var subject, var part, var debtor]
            && long.TryParse(since, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return new SpanPlace(number, subject, part, debtor);
        throw new RefusedException(ErrorReason.PageTokenMismatch, "The page token belongs to another list; start from the first page.", "page_token");
    }
}

/// <summary>The spans known at one revision: stored, or folded for a lens.</summary>
internal interface ISpans
{
    /// <summary>Those that hold at the as-of time, newest first, then by subject, part and debtor (promises: by part first).</summary>
    List<SpanHit> Page(SpanFilter filter, SpanPlace? after, int take);

    /// <summary>The obligations of some subjects: those that hold at the as-of time.</summary>
    ILookup<string, SpanHit> ObligationsNow(IReadOnlyCollection<string> subjects);

    /// <summary>When some demands were last spoken of.</summary>
    ILookup<string, SpanHit> ActivitiesNow(IReadOnlyCollection<string> subjects);

    /// <summary>The obligations of some subjects, at all times.</summary>
    ILookup<string, SpanHit> ObligationsEver(IReadOnlyCollection<string> subjects);

    /// <summary>
    /// The obligations of a subject with all their spans, at all times and at every revision so far, by item and debtor from a place on. Null or
    /// empty: all items, all debtors. A lens looks at the as-of revision alone, so that what it folds is known from revision 0.
    /// </summary>
    IEnumerable<KnownObligation> ObligationsKnown(string subject, string? item, string debtor, SegmentPlace? from);

    /// <summary>The items of a subject on which something is or was owed.</summary>
    IReadOnlyCollection<string> ItemsKnown(string subject);
}

/// <summary>What is stored.</summary>
internal sealed class StoredSpans(Lease lease, ReadPoint point, CancellationToken ct) : ISpans
{
    private static readonly string Ever =
        $"SELECT {ColumnsAt(new SpanPoint("?2", "", IsNewest: false))} FROM spans s WHERE s.subject = ?1 AND s.kind = 1 AND s.rev_from <= ?2 AND s.rev_until > ?2";

    private static readonly Dictionary<(SpanKind Kind, bool IsNewest), string> NowTexts = new[] { SpanKind.Obligation, SpanKind.Activity }
        .SelectMany(kind => new[] { (kind, true), (kind, false) }).ToDictionary(one => one, one => NowOf(one.kind, one.Item2));

    private readonly bool _isNewest = HotReads.IsNewest(lease.Reader, point.Revision);

    public List<SpanHit> Page(SpanFilter filter, SpanPlace? after, int take) => HotReads.Spans(lease.Reader, filter, point, _isNewest, after, take);

    public ILookup<string, SpanHit> ObligationsNow(IReadOnlyCollection<string> subjects) => Now(SpanKind.Obligation, subjects);

    public ILookup<string, SpanHit> ActivitiesNow(IReadOnlyCollection<string> subjects) => Now(SpanKind.Activity, subjects);

    public ILookup<string, SpanHit> ObligationsEver(IReadOnlyCollection<string> subjects) => Of(subjects, Ever);

    public IEnumerable<KnownObligation> ObligationsKnown(string subject, string? item, string debtor, SegmentPlace? from)
    {
        const string Known =
            """
            SELECT part, debtor, from_time, until_time, rev_from, rev_until, cut_rev, bytes FROM spans
            WHERE kind = 1 AND subject = @subject AND (part, debtor) >= (@fromItem, @fromDebtor) AND rev_from <= @k
              AND (@item IS NULL OR part = @item) AND (@debtor = '' OR debtor = @debtor)
            ORDER BY part, debtor, from_time, rev_from
            """;
        // Read as it is asked for: a subject may have more spans than a page, or memory, holds.
        var rows = lease.Connection.Query<(string Part, string Debtor, long From, long Until, long RevFrom, long RevUntil, long CutRev, byte[] Bytes)>(new CommandDefinition(
            Known, new { subject, item, debtor, k = point.Revision, fromItem = from?.Item ?? "", fromDebtor = from?.Debtor ?? "" },
            flags: CommandFlags.None, cancellationToken: ct));
        var (of, spans) = (("", ""), new List<KnownSpan>());
        foreach (var row in rows)
        {
            if (spans.Count > 0 && of != (row.Part, row.Debtor))
            {
                yield return new KnownObligation(of.Item1, of.Item2, spans);
                spans = [];
            }
            of = (row.Part, row.Debtor);
            var obligation = Obligation.Parser.ParseFrom(row.Bytes);
            if (row.CutRev > 0) spans.Add(new KnownSpan(new(Times.Time(row.From), DateTimeOffset.MaxValue, obligation), row.RevFrom, row.CutRev));
            if (row.CutRev <= point.Revision)
                spans.Add(new KnownSpan(new(Times.Time(row.From), Times.Time(row.Until), obligation), Math.Max(row.RevFrom, row.CutRev), row.RevUntil));
        }
        if (spans.Count > 0) yield return new KnownObligation(of.Item1, of.Item2, spans);
    }

    public IReadOnlyCollection<string> ItemsKnown(string subject) => lease.Connection.Query<string>(new CommandDefinition(
        "SELECT DISTINCT part FROM spans WHERE kind = 1 AND subject = @subject", new { subject }, cancellationToken: ct)).AsList();

    private ILookup<string, SpanHit> Now(SpanKind kind, IReadOnlyCollection<string> subjects) =>
        Of(subjects, NowTexts[(kind, _isNewest)], Times.At(point.AsOf));

    /// <summary>
    /// What holds of a subject (?1), as known at a revision (?2) as of a time (?3). The kind stands in the text: as a value, which partial
    /// indexes ask about, it would have SQLite compile the statement again at each run.
    /// </summary>
    private static string NowOf(SpanKind kind, bool isNewest)
    {
        var point = new SpanPoint("?2", "?3", isNewest);
        return string.Join(" UNION ALL ", point.OfSubject(ColumnsAt(point), "s", "?1").Select(part => $"{part} AND s.kind = {(int)kind}"));
    }

    private static string ColumnsAt(SpanPoint point) => $"s.part, s.debtor, s.from_time, {point.Until("s")}, s.since, s.bytes";

    /// <summary>Those of each subject by part and debtor: one prepared look-up for each costs less than a list of names that SQL takes apart.</summary>
    private ILookup<string, SpanHit> Of(IReadOnlyCollection<string> subjects, string sql, params ReadOnlySpan<object> asOf)
    {
        var statement = lease.Reader.Raw(sql);
        var found = new List<SpanHit>();
        foreach (var subject in subjects)
        {
            ct.ThrowIfCancellationRequested();
            var first = found.Count;
            using var rows = statement.Run([subject, point.Revision, .. asOf]);
            while (rows.Read()) found.Add(new SpanHit(subject, rows.Text(0), rows.Text(1), rows.Number(2), rows.Number(3), rows.Number(4), rows.Blob(5).ToArray()));
            found.Sort(first, found.Count - first, ByPartAndDebtor);
        }
        return found.ToLookup(hit => hit.Subject, StringComparer.Ordinal);
    }

    private static readonly Comparer<SpanHit> ByPartAndDebtor = Comparer<SpanHit>.Create((one, other) =>
        string.CompareOrdinal(one.Part, other.Part) is not 0 and var order ? order : string.CompareOrdinal(one.Debtor, other.Debtor));
}
