namespace DiplomacyApi.PowerShell;

/// <summary>An import that is under way. What is sent twice is recorded once.</summary>
public abstract class ImportSession : IDisposable
{
    /// <summary>The names that could not be resolved so far.</summary>
    public abstract IReadOnlyList<UnresolvedName> Unresolved { get; }

    /// <summary>Sends rows, and returns what became of them.</summary>
    public abstract Task<ImportOutcome> SendAsync(IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken);

    /// <summary>
    /// The statements within these bounds that stand, and of which no row was sent; the last recorded first. Of an update of statements
    /// alone.
    /// </summary>
    public virtual IAsyncEnumerable<ImportChange> FindMissingAsync(ImportScope within, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Annuls statements in their order, those that are gone from the source.</summary>
    public virtual Task<ImportOutcome> AnnulAsync(IReadOnlyList<ImportChange> gone, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <inheritdoc />
    public abstract void Dispose();
}
