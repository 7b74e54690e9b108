using Diplomacy.V1;

namespace DiplomacyApi.Client;

public sealed partial class DiplomacyClient
{
    /// <summary>
    /// Compares the log with the place that was last seen of it, and keeps its head as the place to compare with next. The hash of an entry
    /// stands for all entries up to it, so that one entry tells whether any before it is another now.
    /// </summary>
    /// <returns>The head, which is now kept.</returns>
    /// <exception cref="LogHistoryException">It is another log, it went back, or it forked. What was kept stays.</exception>
    public async Task<KeptPosition> CheckLogAsync(PositionKeeper positions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(positions);
        var journal = await Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false);
        var head = new KeptPosition(journal.LogPosition.LogId, journal.LogPosition.Revision, journal.HeadHash);
        if (positions.Read() is { } kept)
        {
            if (kept.LogId != head.LogId) throw new LogHistoryException(LogDifference.OtherLog, kept, head);
            if (kept.Revision > head.Revision) throw new LogHistoryException(LogDifference.WentBack, kept, head);
            if (kept.Revision > 0 && await HashAtAsync(kept, head, cancellationToken).ConfigureAwait(false) != kept.Hash)
                throw new LogHistoryException(LogDifference.Forked, kept, head);
        }
        positions.Keep(head);
        return head;
    }

    private async Task<string> HashAtAsync(KeptPosition kept, KeptPosition head, CancellationToken cancellationToken)
    {
        if (kept.Revision == head.Revision) return head.Hash;
        var request = new GetJournalRequest { HashAtRevision = kept.Revision };
        return (await Journal.GetJournalAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false)).HashAt;
    }
}
