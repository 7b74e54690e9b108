using Diplomacy.V1;
using DiplomacyApi.Storage.Statements;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Watching;

/// <summary>
/// An entry about a statement, as watches are told of it. It holds the bytes that go out, which are parsed only for a watch with a filter:
/// a parsed statement takes about ten times as much memory. Shared between watches: not to be changed.
/// </summary>
public sealed class StatementEntry : IFramed
{
    private const int TagBytes = 1;

    private static readonly uint EventTag = TagOf(WatchStatementsResponse.EventsFieldNumber);
    private static readonly uint StatementTag = TagOf(StatementEvent.StatementFieldNumber);
    private static readonly uint CorrectionTag = TagOf(StatementEvent.CorrectionFieldNumber);

    private readonly byte[]? _before;
    private readonly Lazy<StatementEvent> _event;

    /// <param name="told">The event, but for the statement and the correction.</param>
    /// <param name="statement">The statement as it stands after the entry, serialised.</param>
    /// <param name="correction">The correction, serialised; null: it is none.</param>
    /// <param name="before">The statement as it stood before the entry, serialised; null: it is the first.</param>
    public StatementEntry(StatementEvent told, byte[] statement, byte[]? correction, byte[]? before)
    {
        Position = told.LogPosition;
        Frame = FrameOf(told, statement, correction);
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

    private static byte[] FrameOf(StatementEvent told, byte[] statement, byte[]? correction)
    {
        var size = told.CalculateSize() + SizeOf(statement) + (correction is null ? 0 : SizeOf(correction));
        var frame = new byte[TagBytes + CodedOutputStream.ComputeLengthSize(size) + size];
        using var output = new CodedOutputStream(frame);
        output.WriteTag(EventTag);
        output.WriteLength(size);
        told.WriteTo(output);
        Write(output, StatementTag, statement);
        if (correction is not null) Write(output, CorrectionTag, correction);
        output.CheckNoSpaceLeft();
        return frame;
    }

    /// <summary>Of a message within a message, whose number is below 16.</summary>
    private static uint TagOf(int field) => WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited);

    private static int SizeOf(byte[] message) => TagBytes + CodedOutputStream.ComputeLengthSize(message.Length) + message.Length;

    private static void Write(CodedOutputStream output, uint tag, byte[] message)
    {
        output.WriteTag(tag);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(message));
    }
}
