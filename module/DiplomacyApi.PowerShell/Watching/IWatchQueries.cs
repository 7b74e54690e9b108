namespace DiplomacyApi.PowerShell;

/// <summary>Watches the log. A watch resumes by itself after the server was away.</summary>
public interface IWatchQueries
{
    IAsyncEnumerable<WatchMessage<StatusChange>> WatchDemandsAsync(DemandQuery query, WatchPosition? after, CancellationToken cancellationToken);

    IAsyncEnumerable<WatchMessage<StatementEvent>> WatchStatementsAsync(StatementQuery query, WatchPosition? after, CancellationToken cancellationToken);
}
