using System.Buffers;
using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Reading;

/// <summary>
/// The messages of a reply's repeated field as they go out, one after the other, each with its tag and length: copied once, from the rows
/// where they lie frozen into one pooled buffer. Disposing it gives the buffer back; whoever does not leaves it to the garbage collector.
/// What is kept for several replies has a buffer of its own, which nobody gives back.
/// </summary>
public sealed class FrozenItems(int field = 1) : IReadOnlyList<ReadOnlyMemory<byte>>, IDisposable
{
    private const int BytesFirst = 1 << 10;
    private const int FrameBytesMax = 10;
    private const int LengthDelimited = 2;

    private readonly List<(int Start, int Length)> _items = [];
    private byte[] _buffer = [];
    private int _length;
    private bool _isKept;

    /// <summary>How many messages there are.</summary>
    public int Count => _items.Count;

    /// <summary>The bytes that it holds in memory.</summary>
    public int Held => _buffer.Length + _items.Count * Unsafe.SizeOf<(int, int)>();

    /// <summary>All of it, framed.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>One message without its frame, as long as the buffer is not given back.</summary>
    public ReadOnlyMemory<byte> this[int index] => _buffer.AsMemory(_items[index].Start, _items[index].Length);

    /// <summary>
    /// Adds one that lies in two parts, such as a statement and what was derived about it: two messages one after the other merge.
    /// </summary>
    public void Add(ReadOnlySpan<byte> message, ReadOnlySpan<byte> overlay = default)
    {
        var length = message.Length + overlay.Length;
        Begin(length);
        message.CopyTo(_buffer.AsSpan(_length));
        overlay.CopyTo(_buffer.AsSpan(_length + message.Length));
        _length += length;
    }

    /// <summary>Adds one that lies frozen but for some fields.</summary>
    public void Add(ReadOnlySpan<byte> message, IMessage fields)
    {
        var length = message.Length + fields.CalculateSize();
        Begin(length);
        message.CopyTo(_buffer.AsSpan(_length));
        fields.WriteTo(_buffer.AsSpan(_length + message.Length, length - message.Length));
        _length += length;
    }

    /// <summary>
    /// A copy to be kept: any number of replies may be written from it at once, and nothing can be added. Its buffer does not come from
    /// the pool: it is as long as its contents, and what was erased does not lie in a pool.
    /// </summary>
    public FrozenItems Keep()
    {
        var kept = new FrozenItems(field) { _buffer = Bytes.ToArray(), _length = _length, _isKept = true };
        kept._items.AddRange(_items);
        return kept;
    }

    /// <summary>The messages without their frames, in order.</summary>
    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        for (var index = 0; index < Count; index++) yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gives the buffer back, unless it is kept; nothing may be read from it then.</summary>
    public void Dispose()
    {
        if (_isKept) return;
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
        _items.Clear();
    }

    private void Begin(int length)
    {
        Reserve(length + FrameBytesMax);
        WriteVarint((uint)(field << 3 | LengthDelimited));
        WriteVarint((uint)length);
        _items.Add((_length, length));
    }

    private void Reserve(int bytes)
    {
        if (_isKept) throw new InvalidOperationException("What is kept for several replies cannot grow.");
        if (_buffer.Length - _length >= bytes) return;
        var larger = ArrayPool<byte>.Shared.Rent((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(BytesFirst, _length + bytes)));
        Bytes.CopyTo(larger);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void WriteVarint(uint value)
    {
        for (; value >= 0x80; value >>= 7) _buffer[_length++] = (byte)(value | 0x80);
        _buffer[_length++] = (byte)value;
    }
}

/// <summary>A page of frozen messages.</summary>
public sealed record FrozenPage(FrozenItems Frozen, string? NextKey) : Page<ReadOnlyMemory<byte>>(Frozen, NextKey);
