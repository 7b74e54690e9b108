using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// What a store's only writer reads and writes. A transaction has begun before anything is read that its entries rest on, so that nothing can change
/// between a decision and its commit. The same object serves one transaction after the other. Between two of them only what is committed is read:
/// repeats of recorded requests, and those that only validate, are answered so.
/// </summary>
internal interface IWriteTransaction
{
    /// <summary>Statements, and what refers to what.</summary>
    IStatementRows Statements { get; }

    /// <summary>The actors of some names, as they are now.</summary>
    IReadOnlyList<Actor> Actors(IReadOnlyCollection<string> names, CancellationToken ct);

    /// <summary>The negotiations of some names, as they are now.</summary>
    IReadOnlyList<Negotiation> Negotiations(IReadOnlyCollection<string> names, CancellationToken ct);

    /// <summary>The actors that speak for some bodies, at whatever time.</summary>
    IReadOnlyList<(string Body, string Actor)> Speakers(IReadOnlyCollection<string> bodies, CancellationToken ct);

    /// <summary>All segments of some subjects that are known now.</summary>
    IReadOnlyList<SegmentRow> Segments(IReadOnlyCollection<string> subjects, CancellationToken ct);

    /// <summary>The revision of the entry that last changed what has a name; 0 where nothing has it.</summary>
    long LastChange(string name, CancellationToken ct);

    /// <summary>The entries that the first request with an id made, with positions in a log; null where the id is new.</summary>
    FirstAnswer? Answered(string logId, string recorder, string requestId, CancellationToken ct);

    /// <summary>Writes a new entry after a head, with what follows from it, and returns the head that it makes.</summary>
    Head Append(Head head, Entry entry);

    /// <summary>Erases a statement, and returns the answer with the head that it makes.</summary>
    (EraseStatementResponse Response, Head Head) Erase(Head head, ExclusiveRequest<EraseStatementRequest> asked, DateTimeOffset recordTime, CancellationToken ct);
}

/// <summary>What the first request with some id made, and the hash of that request; null where it was erased.</summary>
internal sealed record FirstAnswer(byte[]? Hash, IReadOnlyList<Entry> Entries);
