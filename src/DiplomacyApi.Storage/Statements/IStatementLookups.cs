using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Statements;

/// <summary>Looks statements up by their names in a database that several servers share, where nothing that was read may be kept.</summary>
internal interface IStatementLookups
{
    /// <summary>The statement as it stood at a revision, as it goes out; null where it was not recorded by then.</summary>
    Task<FrozenItems?> FindAsync(string name, long revision, CancellationToken ct);

    /// <summary>
    /// A first page, which <paramref name="read"/> reads, shared with others who ask for the same one. The reading is not cancelled.
    /// </summary>
    Task<FrozenPage> PageAsync(StatementPageKey key, Func<FrozenPage> read);

    /// <summary>Several statements at once, as a reader sees them.</summary>
    IReadOnlyList<FrozenItems?> Find(Lease lease, IReadOnlyList<string> names, long revision);
}
