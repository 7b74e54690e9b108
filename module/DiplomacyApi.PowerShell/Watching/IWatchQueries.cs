namespace DiplomacyApi.PowerShell;

/// <summary>Watches the log. A watch resumes by itself after the server was away.</summary>
public interface IWatchQueries
{
    /// <summary>Watches changes of status.</summary>
    IAsyncEnumerable<WatchMessage<StatusChange>> WatchDemandsAsync(
        DemandQuery query, WatchPosition? after, CancellationToken cancellationToken);

    /// <summary>Watches statements and what becomes of them.</summary>
    IAsyncEnumerable<WatchMessage<StatementEvent>> WatchStatementsAsync(
        StatementQuery query, WatchPosition? after, CancellationToken cancellationToken);
}
