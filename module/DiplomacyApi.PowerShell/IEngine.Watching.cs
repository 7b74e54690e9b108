namespace DiplomacyApi.PowerShell;

/// <summary>Watches, which go on by themselves where the server was away.</summary>
public partial interface IEngine
{
    IAsyncEnumerable<WatchMessage<StatusChange>> WatchDemandsAsync(DemandQuery query, WatchPosition? after, CancellationToken cancellationToken);

    IAsyncEnumerable<WatchMessage<StatementEvent>> WatchStatementsAsync(StatementQuery query, WatchPosition? after, CancellationToken cancellationToken);
}

/// <summary>A place in a log. An empty log id is the log of the server that is asked.</summary>
public sealed record WatchPosition(string LogId, long Revision);

/// <summary>What a watch tells: rows, up to where all that matches has been told, and what happened to the watch itself.</summary>
public sealed record WatchMessage<T>(IReadOnlyList<T> Rows, WatchPosition? Through, string Note = "");
