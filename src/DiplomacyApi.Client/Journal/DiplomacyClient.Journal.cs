using Diplomacy.V1;

namespace DiplomacyApi.Client;

public sealed partial class DiplomacyClient
{
    /// <inheritdoc/>
    public async Task<KeptPosition> CheckLogAsync(PositionKeeper positions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(positions);
        var kept = await positions.ReadAsync(cancellationToken).ConfigureAwait(false);
        var journal = await HashAtAsync(kept?.Revision ?? 0, cancellationToken).ConfigureAwait(false);
        var head = new KeptPosition(journal.LogPosition.LogId, journal.LogPosition.Revision, journal.HeadHash);
        if (kept is not null && DifferenceOf(kept, journal) is { } difference) throw new LogHistoryException(difference, kept, head);
        await positions.KeepAsync(head, cancellationToken).ConfigureAwait(false);
        return head;
    }

    /// <summary>The log with the hash at a revision; without it where the log ends before that.</summary>
    private async Task<GetJournalResponse> HashAtAsync(long revision, CancellationToken cancellationToken)
    {
        try
        {
            return await Journal.GetJournalAsync(new GetJournalRequest { HashAtRevision = revision },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (DiplomacyException failure) when (failure.Reason == ErrorReason.RevisionInFuture)
        {
            return await Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static LogDifference? DifferenceOf(KeptPosition kept, GetJournalResponse journal)
    {
        var since = journal.Epochs.SkipWhile(epoch => epoch.LogId != kept.LogId).ToList();
        if (since.Count == 0 && kept.LogId != journal.LogPosition.LogId) return LogDifference.OtherLog;
        // What was recorded under an id after the place where another took over is not in this log.
        if (since.Count > 1 && kept.Revision >= since[1].FirstRevision) return LogDifference.Forked;
        if (kept.Revision > journal.LogPosition.Revision) return LogDifference.WentBack;
        return kept.Revision > 0 && journal.HashAt != kept.Hash ? LogDifference.Forked : null;
    }
}
