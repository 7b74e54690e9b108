using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>A segment of an obligation, and from which revision until which, exclusive, it is known.</summary>
internal sealed record KnownSegment(Segment<Obligation> Segment, long FirstRevision, long EndRevision);

/// <summary>All segments of one obligation that are or were known by a revision.</summary>
internal sealed record KnownObligation(string Item, string Debtor, IReadOnlyList<KnownSegment> Segments);

/// <summary>
/// The segments of one obligation, with the revisions at which each is known. Revision by revision, those that follow from what has changed
/// are made again; as the past decides the present and not the other way round, those before the first change stay.
/// </summary>
internal sealed class ObligationHistory
{
    private readonly SortedList<DateTimeOffset, Segment<Obligation>> _segments = [];
    private readonly SortedList<DateTimeOffset, (Segment<Obligation> Segment, long FirstRevision)> _current = [];
    private readonly List<ObligationSegment> _superseded = [];

    private ObligationHistory() { }

    /// <summary>
    /// In order of start, then first revision: those known at a revision, and those that were known before and are not any more.
    /// </summary>
    public static IEnumerable<ObligationSegment> Of(KnownObligation obligation, long revision, bool includeSuperseded, CancellationToken ct)
    {
        var history = new ObligationHistory();
        foreach (var (turn, (ended, begun)) in Turns(obligation.Segments, revision))
        {
            ct.ThrowIfCancellationRequested();
            history.Turn(turn, ended, begun);
        }
        return history._current.Values.Select(current => Message(current.Segment, current.FirstRevision, 0))
            .Concat(includeSuperseded ? history._superseded : [])
            .OrderBy(segment => segment.StartTime.ToDateTimeOffset()).ThenBy(segment => segment.FirstRevision);
    }

    /// <summary>The segments that ceased and began to be known, by the revision at which they did.</summary>
    private static SortedDictionary<long, (List<Segment<Obligation>> Ended, List<Segment<Obligation>> Begun)> Turns(
        IEnumerable<KnownSegment> segments, long revision)
    {
        var turns = new SortedDictionary<long, (List<Segment<Obligation>> Ended, List<Segment<Obligation>> Begun)>();
        foreach (var known in segments)
        {
            At(known.FirstRevision).Begun.Add(known.Segment);
            if (known.EndRevision <= revision) At(known.EndRevision).Ended.Add(known.Segment);
        }
        return turns;

        (List<Segment<Obligation>> Ended, List<Segment<Obligation>> Begun) At(long turn) =>
            turns.TryGetValue(turn, out var changed) ? changed : turns[turn] = ([], []);
    }

    private void Turn(long revision, List<Segment<Obligation>> ended, List<Segment<Obligation>> begun)
    {
        foreach (var segment in ended) _segments.Remove(segment.From);
        foreach (var segment in begun) _segments.Add(segment.From, segment);
        var changedFrom = ended.Concat(begun).Min(segment => segment.From);
        var known = _segments.Values.ToList();
        var segments = known.Where(segment => segment.From >= changedFrom)
            .SelectMany(segment => DueSegments.Split(segment, known)).ToDictionary(segment => segment.From);
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

    private static ObligationSegment Message(Segment<Obligation> segment, long firstRevision, long lastRevision) => new()
    {
        StartTime = Timestamp.FromDateTimeOffset(segment.From),
        EndTime = segment.Until == DateTimeOffset.MaxValue ? null : Timestamp.FromDateTimeOffset(segment.Until),
        FirstRevision = firstRevision,
        LastRevision = lastRevision,
        Obligation = segment.Value,
    };
}
