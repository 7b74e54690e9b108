using System.Management.Automation;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Completion;
using DiplomacyApi.PowerShell.Engine.Export;
using DiplomacyApi.PowerShell.Engine.Import;
using DiplomacyApi.PowerShell.Engine.Journal;
using DiplomacyApi.PowerShell.Engine.Negotiations;
using DiplomacyApi.PowerShell.Engine.Obligations;
using DiplomacyApi.PowerShell.Engine.Reports;
using DiplomacyApi.PowerShell.Engine.Statements;
using DiplomacyApi.PowerShell.Engine.Watching;

namespace DiplomacyApi.PowerShell.Engine.Connections;

/// <summary>Composes the slices over one client. The cmdlets create it by its name, and know it only as <see cref="IEngine"/>.</summary>
public sealed class GrpcEngine : IEngine
{
    private readonly DiplomacyClient _client;

    /// <summary>Opens a client, which connects at its first call.</summary>
    /// <param name="settings">The server's address, and how the caller proves who it is.</param>
    /// <exception cref="DiplomacyApiException">InvalidConnection: the settings cannot be used, such as a file that has no
    /// certificate.</exception>
    public GrpcEngine(EngineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var notes = new WatchNotes();
        _client = Connect(settings, notes);

        var actors = new ActorDisplayNames(_client);
        var (promises, items) = (new PromiseTitleLookup(_client), new ItemOrderLookup(_client));
        var (sentences, phrases) = (new SentenceFormatter(actors, promises), new NegotiationPhrases(actors));
        var statements = new StatementRows(actors);
        var statusChanges = new StatusChangeRows(actors, sentences, promises, items, new CauseLookup(_client));
        var negotiationChanges = new NegotiationChangeRows(phrases);
        var obligations = new ObligationRows(actors, sentences, items);

        Actors = new GrpcActors(_client, new ActorRows(actors));
        Statements = new GrpcStatements(_client, actors, statements, statusChanges, negotiationChanges);
        Obligations = new GrpcObligations(_client, new DemandRows(actors, sentences), obligations, new ObligationSegmentRows(obligations),
            new PromiseRows(actors));
        Negotiations = new GrpcNegotiations(
            _client,
            new NegotiationRows(actors),
            new NegotiationStatusRows(actors, sentences, phrases),
            negotiationChanges,
            statusChanges,
            new TimelineRows(actors, sentences),
            new MeetingRows(actors, sentences));
        Journal = new GrpcJournal(_client);
        Imports = new GrpcImports(_client);
        Exports = new GrpcExports(_client);
        Reports = new GrpcReports(_client);
        Watches = new GrpcWatches(_client, notes, statusChanges, new StatementEventRows(statements));
        Completions = new GrpcCompletions(_client);
    }

    /// <inheritdoc/>
    public IActorCommands Actors { get; }

    /// <inheritdoc/>
    public IStatementCommands Statements { get; }

    /// <inheritdoc/>
    public IObligationQueries Obligations { get; }

    /// <inheritdoc/>
    public INegotiationCommands Negotiations { get; }

    /// <inheritdoc/>
    public IJournalCommands Journal { get; }

    /// <inheritdoc/>
    public IImportCommands Imports { get; }

    /// <inheritdoc/>
    public IExportCommands Exports { get; }

    /// <inheritdoc/>
    public IReportQueries Reports { get; }

    /// <inheritdoc/>
    public IWatchQueries Watches { get; }

    /// <inheritdoc/>
    public ICompletionQueries Completions { get; }

    /// <summary>Closes the client, and with it all calls that are open.</summary>
    public void Dispose() => _client.Dispose();

    private static DiplomacyClient Connect(EngineSettings settings, WatchNotes notes)
    {
        try
        {
            return new DiplomacyClient(new DiplomacyClientOptions
            {
                Address = settings.Address,
                Token = settings.Token,
                Timeout = settings.Timeout,
                CaFile = settings.CaFile,
                ClientCertificate = settings.ClientCertificate,
                LoggerFactory = notes,
                Interceptors = [new CallTimingInterceptor(settings.OnCall), new SanitizingInterceptor()],
                Positions = settings.HistoryFile is { } file ? PositionKeeper.InFile(file) : PositionKeeper.InMemory(),
            });
        }
        catch (ArgumentException problem)
        {
            throw new DiplomacyApiException(ErrorTranslator.WithoutParameter(problem), "InvalidConnection", ErrorCategory.ConnectionError);
        }
    }
}
