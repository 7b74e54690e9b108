using Diplomacy.V1;

namespace DiplomacyApi.Storage.Reading;

/// <summary>The last entries of the journal, looked through to see whether an answer made before them still holds.</summary>
internal static class JournalTail
{
    private const string Between = "SELECT j.kind, p.bytes FROM journal j JOIN payload p ON p.revision = j.revision WHERE j.revision > ?1 AND j.revision <= ?2";

    /// <summary>Entries of these kinds leave the statements before them as they were.</summary>
    private static readonly JournalEntryKind[] Additions =
    [
        JournalEntryKind.ActorCreated, JournalEntryKind.ActorUpdated, JournalEntryKind.Negotiation, JournalEntryKind.NegotiationUpdated,
        JournalEntryKind.Statement,
    ];

    private static readonly string LastRevised =
        $"SELECT max(revision) FROM journal WHERE revision > ?1 AND revision <= ?2 AND kind NOT IN ({SqlText.Numbers(Additions)})";

    /// <summary>
    /// The last entry after one revision up to another that may have changed a statement recorded before it; null where there is none.
    /// </summary>
    public static long? LastChangeOfStatements(Lease lease, long after, long upTo)
    {
        using var rows = lease.Prepared(LastRevised).Run(after, upTo);
        return rows.Read() && !rows.IsNull(0) ? rows.Number(0) : null;
    }

    /// <summary>
    /// Whether the entries after one revision up to another are few, and are all of actors, negotiations, or statements that leave the
    /// answer as it is. Corrections, reports and erasures may move anything.
    /// </summary>
    public static bool LeavesAlone(
        Lease lease, long after, long upTo, int entriesMax, Func<Statement, bool> leavesAlone, CancellationToken ct)
    {
        if (upTo - after > entriesMax) return false;
        using var rows = lease.Prepared(Between).Run(after, upTo);
        while (rows.Read())
        {
            ct.ThrowIfCancellationRequested();
            switch ((JournalEntryKind)rows.Number(0))
            {
                // Those for whom a statement is said were resolved when it was recorded.
                case JournalEntryKind.ActorCreated or JournalEntryKind.ActorUpdated or JournalEntryKind.Negotiation
                    or JournalEntryKind.NegotiationUpdated:
                    continue;
                case JournalEntryKind.Statement when leavesAlone(Statement.Parser.ParseFrom(rows.Blob(1))):
                    continue;
                default:
                    return false;
            }
        }
        return true;
    }
}
