using Diplomacy.V1;

namespace DiplomacyApi.Client;

/// <summary>
/// A DiplomacyApi server, as code uses it. <see cref="DiplomacyClient"/> is the implementation; tests can substitute another one. The
/// generated clients can be derived from, since their members are virtual.
/// </summary>
public partial interface IDiplomacyClient
{
    /// <summary>Reads and records actors: states, organisations, ministries, persons, media and coalitions.</summary>
    ActorService.ActorServiceClient Actors { get; }

    /// <summary>Reads and records statements: who said what to whom.</summary>
    StatementService.StatementServiceClient Statements { get; }

    /// <summary>Reads what is demanded, promised, answered, pending and blocked, and records negotiations.</summary>
    NegotiationStatusService.NegotiationStatusServiceClient Negotiations { get; }

    /// <summary>Reads the journal and its head, and exports, verifies, backs up and erases.</summary>
    JournalService.JournalServiceClient Journal { get; }

    /// <summary>
    /// Streams every matching event once, in order of revision, until it is cancelled. <see cref="WatchStatementsResponse.Through"/> of
    /// each message is the position up to which every match has been received: store it together with what you derive from the message, and
    /// start the next watch after it. Messages without events report the position while nothing matches.
    /// </summary>
    /// <remarks>
    /// If the connection is lost, if nothing arrives for three progress intervals, or if the server is too busy, the watch is opened again
    /// after its last position, with exponential backoff, until it is cancelled. If the caller's token has expired, it is opened again with
    /// the next one from <see cref="DiplomacyClientOptions.TokenSource"/> or <see cref="DiplomacyClientOptions.TokenFile"/>; one token in a
    /// row may be refused. Other failures are thrown: a <see cref="DiplomacyException"/> with the <see cref="DiplomacyException.Reason"/>
    /// <see cref="ErrorReason.LogMismatch"/> or <see cref="ErrorReason.RevisionInFuture"/> if the log is no longer the one watched, and,
    /// with <see cref="DiplomacyClientOptions.Positions"/>, a <see cref="LogHistoryException"/>. A server that cannot be reached when the
    /// watch begins, or is too busy for <see cref="DiplomacyClientOptions.Timeout"/>, ends it.
    /// </remarks>
    /// <param name="request">What to watch, and where to begin. Required: <see cref="WatchStatementsRequest.Start"/>.</param>
    /// <param name="cancellationToken">Ends the watch with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on.</exception>
    IAsyncEnumerable<WatchStatementsResponse> WatchStatementsAsync(
        WatchStatementsRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Streams every change of status of the demands that match once, in order of revision, and dues as they pass, until it is cancelled.
    /// It is resumed and ends as <see cref="WatchStatementsAsync"/> does. With <see cref="WatchDemandsRequest.SendSnapshot"/> it begins
    /// with the demands as they are, up to the message with <see cref="WatchDemandsResponse.SnapshotComplete"/>; a watch that is resumed
    /// does not send them again.
    /// </summary>
    /// <remarks>
    /// A snapshot of up to 16 MiB is returned when it is complete, and is requested again if the connection was lost before. A larger one
    /// is returned in parts as they arrive; if the connection is lost in the middle, the watch ends with a transient
    /// <see cref="DiplomacyException"/>: discard the parts.
    /// </remarks>
    /// <param name="request">What to watch, and where to begin. Required: <see cref="WatchDemandsRequest.Start"/>.</param>
    /// <param name="cancellationToken">Ends the watch with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on.</exception>
    IAsyncEnumerable<WatchDemandsResponse> WatchDemandsAsync(WatchDemandsRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until any or all debtors of a demand are in one of some states, and returns the demand as it then is: at once, if they are
    /// already. An APPEAL has no debtors, and is never met. Only the token ends the wait.
    /// </summary>
    /// <param name="name">`demands/{id}`. One that is not recorded is refused (<see cref="ErrorReason.UnknownDemand"/>).</param>
    /// <param name="states">The states that end the wait: at least one.</param>
    /// <param name="debtors">Whether one debtor in such a state is enough, or all must be.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on.</exception>
    Task<Demand> WaitForDemandAsync(
        string name, IReadOnlyCollection<ObligationState> states, DebtorsMeant debtors, CancellationToken cancellationToken = default);

    /// <summary>
    /// Imports statements from other systems: sends the items in numbered batches, and returns the acknowledgement of each as it arrives,
    /// numbered from 1 over the whole import. Its problems say by <see cref="ImportProblem.Source"/> which items failed and why. Read it to
    /// its end: items are taken from their source only as acknowledgements are read.
    /// </summary>
    /// <remarks>
    /// If the connection is lost, the import resumes with the first batch that has no acknowledgement; items of it that had been recorded
    /// are then reported as skipped. An import that ended early may be sent again as a whole: items that exist already are skipped. A dry
    /// run is not resumed, since the server discards what it tried. After 10 streams in a row without an acknowledgement it ends with the
    /// last failure.
    /// </remarks>
    /// <param name="items">The items to import, each with its own id.</param>
    /// <param name="options">The mode, and whether it is a dry run. More failures than errors_max end it with
    /// <see cref="ErrorReason.ImportStopped"/>.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on; what was acknowledged is recorded.</exception>
    IAsyncEnumerable<ImportAcknowledgement> ImportStatementsAsync(
        IAsyncEnumerable<StatementItem> items, ImportOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Imports statements in batches of the caller's own, of 1 to 1,000 items each, with one acknowledgement each. With
    /// <see cref="ImportMode.Batch"/>, a batch is recorded completely or not at all. It resumes as the import of items does.
    /// </summary>
    /// <param name="batches">The batches to import; while the source takes its time, acknowledgements are returned.</param>
    /// <param name="options">The mode, and whether it is a dry run. More failures than errors_max end it with
    /// <see cref="ErrorReason.ImportStopped"/>.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on; what was acknowledged is recorded.</exception>
    IAsyncEnumerable<ImportAcknowledgement> ImportStatementsAsync(
        IAsyncEnumerable<IReadOnlyList<StatementItem>> batches, ImportOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Imports actors as <see cref="ImportStatementsAsync(IAsyncEnumerable{StatementItem}, ImportOptions, CancellationToken)"/> imports
    /// statements. Up to 500 in a row may come in any order.
    /// </summary>
    /// <param name="items">The actors to import, each with an id.</param>
    /// <param name="options">The mode, and whether it is a dry run. More failures than errors_max end it with
    /// <see cref="ErrorReason.ImportStopped"/>.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on; what was acknowledged is recorded.</exception>
    IAsyncEnumerable<ImportAcknowledgement> ImportActorsAsync(
        IAsyncEnumerable<ActorItem> items, ImportOptions options, CancellationToken cancellationToken = default);

    /// <summary>Imports actors in batches of the caller's own; within a batch they may come in any order.</summary>
    /// <param name="batches">The actors to import, each with an id, 1 to 1,000 in a batch.</param>
    /// <param name="options">The mode, and whether it is a dry run. More failures than errors_max end it with
    /// <see cref="ErrorReason.ImportStopped"/>.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on; what was acknowledged is recorded.</exception>
    IAsyncEnumerable<ImportAcknowledgement> ImportActorsAsync(
        IAsyncEnumerable<IReadOnlyList<ActorItem>> batches, ImportOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Exports statements as they were recorded, with their corrections and reports, in an order in which they can be imported: all of
    /// them, or an exception. If the connection is lost, the export resumes at the same revision, where it was; after 10 streams in a row
    /// without an item it ends with the last failure.
    /// </summary>
    /// <param name="request">Which statements, and as of when.</param>
    /// <param name="cancellationToken">Ends the export with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">It failed, or could not begin.</exception>
    IAsyncEnumerable<StatementItem> ExportStatementsAsync(ExportStatementsRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Compares the log with the position that was last seen of it, and then keeps its head as the position to compare with next time. The
    /// hash of an entry depends on all entries up to it, so one hash shows whether any of them has changed. A log that was restored, and
    /// continues under another id, is accepted if the restore lost nothing that was seen.
    /// </summary>
    /// <param name="positions">Keeps the position that was last seen.</param>
    /// <param name="cancellationToken">Ends the call with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The head, which is now the position that is kept.</returns>
    /// <exception cref="DiplomacyException">The log could not be read.</exception>
    /// <exception cref="LogHistoryException">It is another log, it went back, or it forked. The position that was kept stays.</exception>
    Task<KeptPosition> CheckLogAsync(PositionKeeper positions, CancellationToken cancellationToken = default);
}
