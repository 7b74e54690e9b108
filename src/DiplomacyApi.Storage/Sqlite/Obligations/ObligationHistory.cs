using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using Google.Protobuf.WellKnownTypes;
using ObligationSpan = DiplomacyApi.Domain.Obligations.Segment<Diplomacy.V1.Obligation>;

namespace DiplomacyApi.Storage.Sqlite.Obligations;

/// <summary>A span of an obligation, and from which revision until which, exclusive, it is known.</summary>
internal sealed record KnownSpan(ObligationSpan Span, long FirstRevision, long EndRevision);

/// <summary>All spans of one obligation that are or were known by a revision.</summary>
internal sealed record KnownObligation(string Item, string Debtor, IReadOnlyList<KnownSpan> Spans);

/// <summary>
/// The segments of one obligation, with the revisions at which each is known. Revision by revision, those that follow from what has changed
/// are made again; as the past decides the present and not the other way round, those before the first change stay.
/// </summary>
internal sealed class ObligationHistory
{
    private readonly SortedList<DateTimeOffset, ObligationSpan> _spans = [];
    private readonly SortedList<DateTimeOffset, (ObligationSpan Segment, long FirstRevision)> _current = [];
    private readonly List<ObligationSegment> _superseded = [];

    private ObligationHistory() { }

    /// <summary>In order of start, then first revision: those known at a revision, and those that were known before and are not any more.</summary>
    public static IEnumerable<ObligationSegment> Of(KnownObligation obligation, long revision, bool includeSuperseded, CancellationToken ct)
    {
        var history = new ObligationHistory();
        foreach (var (turn, (ended, begun)) in Turns(obligation.Spans, revision))
        {
            ct.ThrowIfCancellationRequested();
            history.Turn(turn, ended, begun);
        }
        return history._current.Values.Select(current => Message(current.Segment, current.FirstRevision, 0))
            .Concat(includeSuperseded ? history._superseded : [])
            .OrderBy(segment => segment.StartTime.ToDateTimeOffset()).ThenBy(segment => segment.FirstRevision);
    }

    /// <summary>The spans that ceased and began to be known, by the revision at which they did.</summary>
    private static SortedDictionary<long, (List<ObligationSpan> Ended, List<ObligationSpan> Begun)> Turns(IEnumerable<KnownSpan> spans, long revision)
    {
        var turns = new SortedDictionary<long, (List<ObligationSpan> Ended, List<ObligationSpan> Begun)>();
        foreach (var known in spans)
        {
            At(known.FirstRevision).Begun.Add(known.Span);
            if (known.EndRevision <= revision) At(known.EndRevision).Ended.Add(known.Span);
        }
        return turns;

        (List<ObligationSpan> Ended, List<ObligationSpan> Begun) At(long turn) =>
            turns.TryGetValue(turn, out var changed) ? changed : turns[turn] = ([], []);
    }

    private void Turn(long revision, List<ObligationSpan> ended, List<ObligationSpan> begun)
    {
        foreach (var span in ended) _spans.Remove(span.From);
        foreach (var span in begun) _spans.Add(span.From, span);
        var changedFrom = ended.Concat(begun).Min(span => span.From);
        var spans = _spans.Values.ToList();
        var segments = spans.Where(span => span.From >= changedFrom).SelectMany(span => DueSegments.Split(span, spans)).ToDictionary(segment => segment.From);
        foreach (var (current, firstRevision) in _current.Values.Where(current => current.Segment.From >= changedFrom).ToList())
        {
            if (segments.TryGetValue(current.From, out var same) && same == current)
            {
                segments.Remove(current.From);
                continue;
            }
            _superseded.Add(Message(current, firstRevision, revision - 1));
            _current.Remove(current.From);
        }
        foreach (var segment in segments.Values) _current.Add(segment.From, (segment, revision));
    }

    private static ObligationSegment Message(ObligationSpan segment, long firstRevision, long lastRevision) => new()
    {
        StartTime = Timestamp.FromDateTimeOffset(segment.From),
        EndTime = segment.Until == DateTimeOffset.MaxValue ? null : Timestamp.FromDateTimeOffset(segment.Until),
        FirstRevision = firstRevision,
        LastRevision = lastRevision,
        Obligation = segment.Value,
    };
}
