using Diplomacy.V1;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Watching;

/// <summary>What lies after a place in the log, and up to where it was looked.</summary>
public sealed record Watched<T>(IReadOnlyList<T> Items, long Through);

/// <summary>An entry about a statement, and the statement as it stood before it. Shared between watches: not to be changed.</summary>
public sealed record StatementEntry(StatementEvent Event, Statement? Before)
{
    /// <summary>Whether the statement is meant, before the entry or after it.</summary>
    public bool Matches(StatementCriteria criteria) => criteria.Matches(Event.Statement) || (Before is not null && criteria.Matches(Before));
}
