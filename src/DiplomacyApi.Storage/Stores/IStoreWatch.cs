using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Storage.Stores;

/// <summary>Watches a store until it is disposed of.</summary>
internal interface IStoreWatch : IAsyncDisposable
{
    /// <summary>Ends once a revision is published here that another server has recorded, or the log is known to end before it.</summary>
    /// <exception cref="RefusedException">The server is behind (SERVER_BEHIND).</exception>
    Task CatchUpAsync(long revision, CancellationToken ct);
}
