using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Schema;

namespace DiplomacyApi.Storage.Postgres.Journal;

/// <summary>
/// What this server knows of the log, and brings in line with what it finds in the database: others write to it too. Its writer and its
/// follower share it.
/// </summary>
internal sealed class FollowedLog(PostgresDatabase database, LogRow opened, PublishedLog published)
{
    private readonly Lock _lock = new();
    private long _rewritten = opened.Rewritten;

    /// <summary>Up to where this server has followed it.</summary>
    public Head Head => published.Head;

    /// <summary>Ends once it has followed it to a revision.</summary>
    public async Task WaitUntilAsync(long revision, CancellationToken ct)
    {
        while (published.Head.Revision < revision)
            await published.Heads.WaitUntilPastAsync(published.Head.Revision).WaitAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Whether what was found tells anything new.</summary>
    public bool IsNews(LogRow found) =>
        found.Head != published.Head || found.State != published.State || found.Rewritten != _rewritten || !found.HasPresentProjections;

    /// <summary>
    /// Takes up what others did, and gives the head to go on from. What was found may be older than what is published meanwhile, and is
    /// not taken up then.
    /// </summary>
    /// <param name="known">What was published before it was looked for.</param>
    /// <param name="found">The head's row.</param>
    /// <param name="hashAt">The hash of the entry at a revision up to the one found; null where there is none.</param>
    /// <param name="epochs">Reads the ids under which the log went on.</param>
    /// <exception cref="JournalException">It is not the log that it was, and nothing more may be written or read.</exception>
    public Head Follow(Head known, LogRow found, Func<long, byte[]?> hashAt, Func<Epochs> epochs)
    {
        // A standby that began again shows what it had written down, and then what it receives.
        if (database.IsReadOnly && found.Head.LogId == known.LogId && found.Head.Revision < known.Revision)
            throw new InvalidOperationException($"{database.Name} is at revision {found.Head.Revision} again, after {known.Revision}.");
        if (Problem(known, found, hashAt) is { } problem) throw problem;
        lock (_lock)
        {
            var before = published.Head;
            if (found.Head.Revision < before.Revision || found.Rewritten < _rewritten) return before;
            if (found.Head.LogId != before.LogId || found.State != published.State) published.Epochs = epochs();
            published.State = found.State;
            if (found.Rewritten > _rewritten) published.Forget();
            _rewritten = found.Rewritten;
            if (found.Head != before) published.Heads.Publish(found.Head);
            return published.Head;
        }
    }

    /// <summary>Publishes what this server committed, unless its follower has done so already.</summary>
    /// <param name="begun">The row on which it was decided.</param>
    /// <param name="made">The head that it makes.</param>
    /// <param name="beforePublished">Brings in line what is kept, where more than entries were added; null: they were not.</param>
    public void Publish(LogRow begun, Head made, Action? beforePublished)
    {
        lock (_lock)
        {
            if (beforePublished is not null)
            {
                _rewritten = Math.Max(_rewritten, begun.Rewritten + 1);
                beforePublished();
            }
            if (made.Revision >= published.Head.Revision && made != published.Head) published.Heads.Publish(made);
        }
    }

    /// <summary>Why this server must go no further; null where it may.</summary>
    private JournalException? Problem(Head known, LogRow found, Func<long, byte[]?> hashAt)
    {
        if (found.Schema > Migrations.Newest || !found.HasPresentProjections)
            return new($"{database.Name} was taken over by a server of another version; start that version here too.");
        // Of an empty log nobody has seen anything: another one may be moved to its place.
        if (known.Revision == 0) return null;
        if (found.Head.LogId != known.LogId)
            return new($"{database.Name} holds log {found.Head.LogId}, and held {known.LogId} before; start the server again.");
        var hash = known.Revision == found.Head.Revision ? found.Head.Hash
            : known.Revision < found.Head.Revision ? hashAt(known.Revision)
            : null;
        return hash.AsSpan().SequenceEqual(known.Hash) ? null : new JournalException(
            $"{database.Name} has lost entries: revision {known.Revision} was recorded and is not there, or is another. A standby without them may have taken over; restore them from the server that had them.")
        {
            HasLostEntries = true,
        };
    }
}
