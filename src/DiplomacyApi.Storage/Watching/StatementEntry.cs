using Diplomacy.V1;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Watching;

/// <summary>
/// An entry about a statement, as watches are told of it. It holds the bytes that go out, which are parsed only for a watch with a filter:
/// a parsed statement takes about ten times as much memory. Shared between watches: not to be changed.
/// </summary>
public sealed class StatementEntry : IFramed
{
    private readonly byte[]? _before;
    private readonly Lazy<StatementEvent> _event;

    /// <param name="told">The event, but for the statement.</param>
    /// <param name="statement">The statement as it stands after the entry, serialised.</param>
    /// <param name="overlay">What was derived about it, serialised: two messages one after the other merge.</param>
    /// <param name="before">The statement as it stood before the entry, serialised; null: it is the first.</param>
    public StatementEntry(StatementEvent told, ReadOnlySpan<byte> statement, ReadOnlySpan<byte> overlay, byte[]? before)
    {
        Position = told.LogPosition;
        using var after = new FrozenItems(StatementEvent.StatementFieldNumber);
        after.Add(statement, overlay);
        using var frame = new FrozenItems(WatchStatementsResponse.EventsFieldNumber);
        frame.Add(after.Bytes, told);
        Frame = frame.Bytes.ToArray();
        _before = before;
        _event = new(() => WatchStatementsResponse.Parser.ParseFrom(Frame.Span).Events[0]);
    }

    /// <summary>The entry's position in the log.</summary>
    public LogPosition Position { get; }

    /// <inheritdoc />
    public long Revision => Position.Revision;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Frame { get; }

    /// <summary>What goes out, parsed.</summary>
    public StatementEvent Event => _event.Value;

    /// <summary>Whether the statement is meant, before the entry or after it.</summary>
    public bool Matches(StatementCriteria criteria) => criteria.IsAll || criteria.Matches(Event.Statement)
        || (_before is not null && criteria.Matches(Statement.Parser.ParseFrom(_before)));
}
