using Diplomacy.V1;

namespace DiplomacyApi.Client;

/// <summary>
/// What code asks of a DiplomacyApi server, so that a test can put something else in its place. <see cref="DiplomacyClient"/> is the real one.
/// The generated clients can be derived from: their members are virtual.
/// </summary>
public partial interface IDiplomacyClient
{
    /// <summary>The actors of the world.</summary>
    ActorService.ActorServiceClient Actors { get; }

    /// <summary>Who said what to whom.</summary>
    StatementService.StatementServiceClient Statements { get; }

    /// <summary>What is demanded, promised, answered, pending and blocked.</summary>
    NegotiationStatusService.NegotiationStatusServiceClient Negotiations { get; }

    /// <summary>The log and its head.</summary>
    JournalService.JournalServiceClient Journal { get; }

    /// <summary>
    /// Tells every matching entry once, in order of revision, for as long as it is read. Each message says in
    /// <see cref="WatchStatementsResponse.Through"/> up to where all has been told: keep that with what was made of the message, and start
    /// the next watch after it. Messages without events tell how far it is when nothing matches.
    /// </summary>
    /// <remarks>
    /// A watch that is cut, silent for three progress intervals, or refused by a server that is too busy, is opened again after its last
    /// position, with longer and longer waits, until the cancellation token is cancelled; so is one whose caller's token is over, where
    /// <see cref="DiplomacyClientOptions.TokenSource"/> or <see cref="DiplomacyClientOptions.TokenFile"/> gives the next, of which one in a row
    /// may be refused. What cannot be mended that way is thrown: a <see cref="DiplomacyException"/> whose <see cref="DiplomacyException.Reason"/>
    /// is <see cref="ErrorReason.LogMismatch"/> or <see cref="ErrorReason.RevisionInFuture"/> where the log is no longer the one watched,
    /// and, with <see cref="DiplomacyClientOptions.Positions"/>, a <see cref="LogHistoryException"/>. A server that is not there when the
    /// watch begins, or too busy for as long as <see cref="DiplomacyClientOptions.Timeout"/>, ends it.
    /// </remarks>
    /// <param name="request">What to watch, and where to begin. Required: <see cref="WatchStatementsRequest.Start"/>.</param>
    /// <param name="cancellationToken">Ends the watch with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on.</exception>
    IAsyncEnumerable<WatchStatementsResponse> WatchStatementsAsync(WatchStatementsRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Tells every change of status of the demands meant once, in order of revision, and dues as they pass, for as long as it is read;
    /// resumed and ended as <see cref="WatchStatementsAsync"/>. With <see cref="WatchDemandsRequest.SendSnapshot"/> it begins with the demands as they
    /// are, up to the message with <see cref="WatchDemandsResponse.SnapshotComplete"/>; a watch that is resumed does not tell it again.
    /// </summary>
    /// <remarks>
    /// A snapshot of up to 16 MiB is handed over when it is whole, and is sent again where it was cut before. A larger one is handed over in
    /// parts as they come; where it is cut in the middle, the watch ends with a transient <see cref="DiplomacyException"/>: drop the parts.
    /// </remarks>
    /// <param name="request">What to watch, and where to begin. Required: <see cref="WatchDemandsRequest.Start"/>.</param>
    /// <param name="cancellationToken">Ends the watch with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on.</exception>
    IAsyncEnumerable<WatchDemandsResponse> WatchDemandsAsync(WatchDemandsRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until a demand stands in one of some states with any or all of its debtors, and gives it as it then is. Returns at once where
    /// it is so already; an APPEAL, which has no debtors, never is. There is no bound but the token's.
    /// </summary>
    /// <param name="name">`demands/{id}`. One that is not recorded is refused (<see cref="ErrorReason.UnknownDemand"/>).</param>
    /// <param name="states">The states that end the wait: at least one.</param>
    /// <param name="debtors">Of how many debtors it must be so.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on.</exception>
    Task<Demand> WaitForDemandAsync(string name, IReadOnlyCollection<ObligationState> states, DebtorsMeant debtors, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records what other systems hold: sends the items in numbered batches, and gives the acknowledgement of each as it comes, numbered
    /// from 1 over the whole import; its problems say by <see cref="ImportProblem.Source"/> which items failed and why. Read it to its end:
    /// items are taken from their source only as acknowledgements are read.
    /// </summary>
    /// <remarks>
    /// An import that is cut goes on with the first batch that has no acknowledgement; of that batch, what had been recorded is then told
    /// as skipped. An import that was ended may be sent again whole: what is there already is skipped. A dry run is not resumed, as what
    /// it tried is gone with its stream. After 10 streams in a row without an acknowledgement it ends with the last failure.
    /// </remarks>
    /// <param name="items">What to import. Each needs an id of its own.</param>
    /// <param name="options">How. More failures than its errors_max end it with <see cref="ErrorReason.ImportStopped"/>.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on; what was acknowledged is recorded.</exception>
    IAsyncEnumerable<ImportAcknowledgement> ImportStatementsAsync(IAsyncEnumerable<StatementItem> items, ImportOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records what other systems hold, in batches of the caller's own, each of 1 to 1,000 items and acknowledged by itself. With
    /// <see cref="ImportMode.Batch"/>, what is in one batch is recorded together or not at all. Cut, it goes on as the other does.
    /// </summary>
    /// <param name="batches">What to import; where it takes its time, acknowledgements come meanwhile.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on; what was acknowledged is recorded.</exception>
    IAsyncEnumerable<ImportAcknowledgement> ImportStatementsAsync(IAsyncEnumerable<IReadOnlyList<StatementItem>> batches, ImportOptions options, CancellationToken cancellationToken = default);

    /// <summary>Records actors, as <see cref="ImportStatementsAsync(IAsyncEnumerable{StatementItem}, ImportOptions, CancellationToken)"/> does statements; in a batch of up to 500 they may come in whatever order.</summary>
    /// <param name="items">The actors to import, each with an id.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on; what was acknowledged is recorded.</exception>
    IAsyncEnumerable<ImportAcknowledgement> ImportActorsAsync(IAsyncEnumerable<ActorItem> items, ImportOptions options, CancellationToken cancellationToken = default);

    /// <summary>Records actors in batches of the caller's own; in a batch they may come in whatever order.</summary>
    /// <param name="batches">The actors to import, each with an id, 1 to 1,000 in a batch.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    /// <exception cref="DiplomacyException">It could not begin, or cannot go on; what was acknowledged is recorded.</exception>
    IAsyncEnumerable<ImportAcknowledgement> ImportActorsAsync(IAsyncEnumerable<IReadOnlyList<ActorItem>> batches, ImportOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives statements as they were recorded, with their corrections and reports, in an order in which they can be imported: whole, or
    /// with an exception. An export that is cut goes on at the same point of the log, where it was; after 10 streams in a row without an item
    /// it ends with the last failure.
    /// </summary>
    /// <param name="request">Which statements, and as of when.</param>
    /// <param name="cancellationToken">Ends the export with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">It failed, or could not begin.</exception>
    IAsyncEnumerable<StatementItem> ExportStatementsAsync(ExportStatementsRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Compares the log with the place that was last seen of it, and keeps its head as the place to compare with next. The hash of an entry
    /// stands for all entries up to it, so that one entry tells whether any before it is another now. A log that was restored and goes on
    /// under another id is accepted where the restore lost nothing that was seen.
    /// </summary>
    /// <param name="positions">Remembers the place that was last seen.</param>
    /// <param name="cancellationToken">Ends the call with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The head, which is now kept.</returns>
    /// <exception cref="DiplomacyException">The log could not be read.</exception>
    /// <exception cref="LogHistoryException">It is another log, it went back, or it forked. What was kept stays.</exception>
    Task<KeptPosition> CheckLogAsync(PositionKeeper positions, CancellationToken cancellationToken = default);
}
