using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Obligations;

internal enum SegmentKind
{
    Obligation = 1,
    Demand = 2,
    Promise = 3,
    Meeting = 4,
    Activity = 5,
}

/// <summary>What tells the segments of one subject apart, among those current at one revision.</summary>
internal readonly record struct SegmentKey(SegmentKind Kind, string Part, string Debtor, long From);

/// <summary>One row of segments, current from some revision on.</summary>
internal sealed record SegmentRow(string Subject, SegmentKey Key, long Until, byte[] Bytes)
{
    // Kept while it is new, so that it need not be parsed to be written.
    private readonly IMessage? _value;

    private SegmentRow(string subject, SegmentKey key, long until, byte[] bytes, IMessage value)
        : this(subject, key, until, bytes) => _value = value;

    /// <summary>Its value, of an obligation's row; not to be changed.</summary>
    public Obligation Obligation => _value as Obligation ?? Obligation.Parser.ParseFrom(Bytes);

    public bool IsAt(long time) => Key.From <= time && time < Until;

    public bool IsSameAs(SegmentRow other) => Until == other.Until && IsSameBeginningAs(other);

    /// <summary>Whether it is this segment, which had no end, with an end.</summary>
    public bool IsCutOf(SegmentRow endless) => endless.Until == Times.Open && Until < Times.Open && IsSameBeginningAs(endless);

    /// <summary>What queries filter and sort it by.</summary>
    public SegmentColumns Columns => _value is null ? SegmentColumns.Of(Key.Kind, Bytes) : SegmentColumns.Of(_value);

    public static IEnumerable<SegmentRow> Of(SubjectSegments history) =>
    [
        .. history.Obligations.Select(segment =>
            Row(history.Subject, SegmentKind.Obligation, segment.Value.Item, segment.Value.Debtor, segment)),
        .. history.Demands.Select(segment => Row(history.Subject, SegmentKind.Demand, "", "", segment)),
        .. history.Promises.Select(segment =>
            Row(history.Subject, SegmentKind.Promise, segment.Value.Statement, segment.Value.Debtor, segment)),
        .. history.Meetings.Select(segment => Row(history.Subject, SegmentKind.Meeting, "", "", segment)),
        .. history.Activities.Select(segment => Row(history.Subject, SegmentKind.Activity, "", "", segment)),
    ];

    private bool IsSameBeginningAs(SegmentRow other) => Key == other.Key && Bytes.AsSpan().SequenceEqual(other.Bytes);

    private static SegmentRow Row<T>(string subject, SegmentKind kind, string part, string debtor, Domain.Obligations.Segment<T> segment)
        where T : IMessage =>
        new(subject, new SegmentKey(kind, part, debtor, Times.Of(segment.From)), Times.Of(segment.Until), segment.Value.ToByteArray(),
            segment.Value);
}

/// <summary>What the queries filter and sort segments by. Of a promise, the kind is the promise's own.</summary>
internal sealed record SegmentColumns(
    long Since,
    ObligationState State,
    ObligationKind ObligationKind,
    string Negotiation,
    string Demand,
    IReadOnlyList<string> Creditors,
    PartialDate? Due,
    PartialDate? Promised = null)
{
    public static long SinceOf(PartialDate? date) => Times.Bounds(date)?.Earliest ?? 0;

    public static SegmentColumns Of(SegmentKind kind, byte[] bytes) => Of(kind switch
    {
        SegmentKind.Obligation => Obligation.Parser.ParseFrom(bytes),
        SegmentKind.Demand => Diplomacy.V1.Demand.Parser.ParseFrom(bytes),
        SegmentKind.Promise => Promise.Parser.ParseFrom(bytes),
        SegmentKind.Activity => PartialDate.Parser.ParseFrom(bytes),
        _ => Meeting.Parser.ParseFrom(bytes),
    });

    public static SegmentColumns Of(IMessage value) => value switch
    {
        Obligation owed =>
            new(SinceOf(owed.Since), owed.State, owed.Kind, owed.Negotiation, "", owed.Creditors, owed.DueAsked, owed.DuePromised),
        Diplomacy.V1.Demand demand =>
            new(SinceOf(demand.Since), default, default, demand.Negotiation, demand.Name, demand.Creditors, demand.DueAsked),
        Promise promise =>
            new(SinceOf(promise.Said), promise.State, (ObligationKind)promise.Kind, promise.Negotiation, promise.Demand,
                promise.Creditors, promise.Due),
        Meeting meeting => new(0, default, default, meeting.Negotiation, "", meeting.Convenors, meeting.Date),
        PartialDate said => new(SinceOf(said), default, default, "", "", [], null),
        _ => throw new System.Diagnostics.UnreachableException($"{value.Descriptor.Name} has no segments."),
    };
}
