namespace DiplomacyApi.PowerShell;

/// <summary>
/// What the cmdlets ask a server, one interface for each slice. These interfaces connect two load contexts: no type of gRPC or Protobuf may
/// appear in them.
/// </summary>
public interface IEngine : IDisposable
{
    /// <summary>Actors.</summary>
    IActorCommands Actors { get; }

    /// <summary>Statements and their corrections.</summary>
    IStatementCommands Statements { get; }

    /// <summary>Demands, obligations and promises.</summary>
    IObligationQueries Obligations { get; }

    /// <summary>Negotiations and their meetings.</summary>
    INegotiationCommands Negotiations { get; }

    /// <summary>The journal.</summary>
    IJournalCommands Journal { get; }

    /// <summary>Imports.</summary>
    IImportCommands Imports { get; }

    /// <summary>Exports.</summary>
    IExportCommands Exports { get; }

    /// <summary>Reports.</summary>
    IReportQueries Reports { get; }

    /// <summary>Watches.</summary>
    IWatchQueries Watches { get; }

    /// <summary>Completion of what is typed.</summary>
    ICompletionQueries Completions { get; }
}
