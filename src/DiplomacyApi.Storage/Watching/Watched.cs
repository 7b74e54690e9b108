using Diplomacy.V1;
using DiplomacyApi.Storage.Statements;
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

/// <summary>An entry about a statement, and the statement as it stood before it. Shared between watches: not to be changed.</summary>
public sealed record StatementEntry(StatementEvent Event, Statement? Before) : IFramed
{
    /// <inheritdoc />
    public long Revision => Event.LogPosition.Revision;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Frame { get; } = new WatchStatementsResponse { Events = { Event } }.ToByteArray();

    /// <summary>Whether the statement is meant, before the entry or after it.</summary>
    public bool Matches(StatementCriteria criteria) =>
        criteria.Matches(Event.Statement) || (Before is not null && criteria.Matches(Before));
}

/// <summary>A change of status. Shared between watches: not to be changed.</summary>
public sealed record WatchedChange(StatusChange Change) : IFramed
{
    /// <inheritdoc />
    public long Revision => Change.LogPosition.Revision;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Frame { get; } = new WatchDemandsResponse { Changes = { Change } }.ToByteArray();
}
