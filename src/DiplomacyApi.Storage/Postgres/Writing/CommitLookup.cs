using System.Diagnostics;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>
/// Finds out what became of a commit whose answer was lost, on whichever host takes writes by then. The lock on the head's row tells: once
/// it can be had, whoever held it has ended, and what is not there will not come. What is there counts once a commit that follows it was
/// waited for: its standby may not have it yet.
/// </summary>
internal sealed class CommitLookup(WriterConnection connection, TimeSpan lookMax)
{
    /// <summary>
    /// How long it looks. A transaction that stands still loses its lock sooner, and a standby that takes over mostly needs less.
    /// </summary>
    public static readonly TimeSpan LookMax = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether what was to be committed is there; null where that could not be told in time.</summary>
    /// <param name="isThere">Tells it from the head's row.</param>
    public bool? Look(Func<LogRow, bool> isThere)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < lookMax; Thread.Sleep(Pause))
        {
            connection.Abandon();
            try
            {
                var found = isThere(connection.Begin());
                connection.Mark();
                connection.Commit();
                return found;
            }
            catch (Exception failed) when (IsPassing(failed))
            {
                // It is away, or no host has taken over yet, or somebody stopped it from waiting.
            }
        }
        connection.Abandon();
        return null;
    }

    private static bool IsPassing(Exception failed) =>
        failed is OutcomeUnknownException { InnerException: not JournalException } || Outcomes.Of(failed) is RefusedException;
}
