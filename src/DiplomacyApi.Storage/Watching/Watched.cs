using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Watching;

/// <summary>What lies after a place in the log, and up to where it was looked.</summary>
public sealed record Watched<T>(IReadOnlyList<T> Items, long Through);

/// <summary>What a watch is told, with the bytes of it that go out, which are the same for all watches.</summary>
public interface IFramed
{
    /// <summary>The revision of its entry.</summary>
    long Revision { get; }

    /// <summary>An element of the repeated field of the watch's message, with its tag and length.</summary>
    ReadOnlyMemory<byte> Frame { get; }
}

/// <summary>A change of status. Shared between watches: not to be changed.</summary>
public sealed record WatchedChange(StatusChange Change) : IFramed
{
    /// <inheritdoc />
    public long Revision => Change.LogPosition.Revision;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Frame { get; } = new WatchDemandsResponse { Changes = { Change } }.ToByteArray();
}
