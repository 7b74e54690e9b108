using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Obligations;

internal enum SpanKind
{
    Obligation = 1,
    Demand = 2,
    Promise = 3,
    Meeting = 4,
    Activity = 5,
}

/// <summary>What tells the spans of one subject apart, among those current at one revision.</summary>
internal readonly record struct SpanKey(SpanKind Kind, string Part, string Debtor, long From);

/// <summary>One row of spans, current from some revision on.</summary>
internal sealed record SpanRow(string Subject, SpanKey Key, long Until, byte[] Bytes)
{
    // Kept while it is new, so that it need not be parsed to be written.
    private readonly IMessage? _value;

    private SpanRow(string subject, SpanKey key, long until, byte[] bytes, IMessage value) : this(subject, key, until, bytes) => _value = value;

    /// <summary>Its value, of an obligation's row; not to be changed.</summary>
    public Obligation Obligation => _value as Obligation ?? Obligation.Parser.ParseFrom(Bytes);

    public bool IsAt(long time) => Key.From <= time && time < Until;

    public bool IsSameAs(SpanRow other) => Until == other.Until && IsSameBeginningAs(other);

    /// <summary>Whether it is this span, which had no end, with an end.</summary>
    public bool IsCutOf(SpanRow endless) => endless.Until == Times.Open && Until < Times.Open && IsSameBeginningAs(endless);

    /// <summary>What queries filter and sort it by.</summary>
    public SpanColumns Columns => _value is null ? SpanColumns.Of(Key.Kind, Bytes) : SpanColumns.Of(_value);

    public static IEnumerable<SpanRow> Of(SubjectSegments history) =>
    [
        .. history.Obligations.Select(span => Row(history.Subject, SpanKind.Obligation, span.Value.Item, span.Value.Debtor, span)),
        .. history.Demands.Select(span => Row(history.Subject, SpanKind.Demand, "", "", span)),
        .. history.Promises.Select(span => Row(history.Subject, SpanKind.Promise, span.Value.Statement, span.Value.Debtor, span)),
        .. history.Meetings.Select(span => Row(history.Subject, SpanKind.Meeting, "", "", span)),
        .. history.Activities.Select(span => Row(history.Subject, SpanKind.Activity, "", "", span)),
    ];

    private bool IsSameBeginningAs(SpanRow other) => Key == other.Key && Bytes.AsSpan().SequenceEqual(other.Bytes);

    private static SpanRow Row<T>(string subject, SpanKind kind, string part, string debtor, Domain.Obligations.Segment<T> span)
        where T : IMessage =>
        new(subject, new SpanKey(kind, part, debtor, Times.Of(span.From)), Times.Of(span.Until), span.Value.ToByteArray(), span.Value);
}

/// <summary>What the queries filter and sort spans by. Of a promise, the kind is the promise's own.</summary>
internal sealed record SpanColumns(
    long Since,
    ObligationState State,
    ObligationKind ObligationKind,
    string Negotiation,
    string Demand,
    string Creditors,
    PartialDate? Due,
    PartialDate? Promised = null)
{
    /// <summary>Names in one column, each between spaces, so that ` name ` is found in it.</summary>
    public static string List(IEnumerable<string> names) => $" {string.Join(' ', names)} ";

    public static long SinceOf(PartialDate? date) => Times.Bounds(date)?.Earliest ?? 0;

    public static SpanColumns Of(SpanKind kind, byte[] bytes) => Of(kind switch
    {
        SpanKind.Obligation => Obligation.Parser.ParseFrom(bytes),
        SpanKind.Demand => Diplomacy.V1.Demand.Parser.ParseFrom(bytes),
        SpanKind.Promise => Promise.Parser.ParseFrom(bytes),
        SpanKind.Activity => PartialDate.Parser.ParseFrom(bytes),
        _ => Meeting.Parser.ParseFrom(bytes),
    });

    public static SpanColumns Of(IMessage value) => value switch
    {
        Obligation owed => new(SinceOf(owed.Since), owed.State, owed.Kind, owed.Negotiation, "", List(owed.Creditors), owed.DueAsked, owed.DuePromised),
        Diplomacy.V1.Demand demand => new(SinceOf(demand.Since), default, default, demand.Negotiation, demand.Name, List(demand.Creditors), demand.DueAsked),
        Promise promise => new(SinceOf(promise.Said), promise.State, (ObligationKind)promise.Kind, promise.Negotiation, promise.Demand, List(promise.Creditors), promise.Due),
        Meeting meeting => new(0, default, default, meeting.Negotiation, "", List(meeting.Convenors), meeting.Date),
        PartialDate said => new(SinceOf(said), default, default, "", "", "", null),
        _ => throw new System.Diagnostics.UnreachableException($"{value.Descriptor.Name} has no spans."),
    };
}
