using Diplomacy.V1;

namespace DiplomacyApi.Client;

public sealed partial class DiplomacyClient
{
    /// <summary>
    /// Records what other systems hold: sends the items in numbered batches, and gives the acknowledgement of each as it comes, numbered
    /// from 1 over the whole import; its problems say by <see cref="ImportProblem.Source"/> which items failed and why. Read it to its end:
    /// items are taken from their source only as acknowledgements are read.
    /// </summary>
    /// <remarks>
    /// An import that is cut goes on with the first batch that has no acknowledgement; of that batch, what had been recorded is then told
    /// as skipped. An import that was ended may be sent again whole: what is there already is skipped. A dry run is not resumed, as what
    /// it tried is gone with its stream.
    /// </remarks>
    /// <param name="items">What to import. Each needs an id of its own.</param>
    /// <param name="options">How. More failures than its errors_max end it with <see cref="ErrorReason.ImportStopped"/>.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    public IAsyncEnumerable<ImportAcknowledgement> ImportStatementsAsync(IAsyncEnumerable<StatementItem> items, ImportOptions options, CancellationToken cancellationToken) =>
        StatementsImport(options).RunAsync(items, cancellationToken);

    /// <summary>
    /// Records what other systems hold, in batches of the caller's own, each of 1 to 1,000 items and acknowledged by itself. With
    /// <see cref="ImportMode.Batch"/>, what is in one batch is recorded together or not at all. Cut, it goes on as the other does.
    /// </summary>
    /// <param name="batches">What to import; where it takes its time, acknowledgements come meanwhile.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    public IAsyncEnumerable<ImportAcknowledgement> ImportStatementsAsync(IAsyncEnumerable<IReadOnlyList<StatementItem>> batches, ImportOptions options, CancellationToken cancellationToken) =>
        StatementsImport(options).RunAsync(batches, cancellationToken);

    /// <summary>Records actors, as <see cref="ImportStatementsAsync(IAsyncEnumerable{StatementItem}, ImportOptions, CancellationToken)"/> does statements; in a batch of up to 500 they may come in whatever order.</summary>
    /// <param name="items">The actors to import, each with an id.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    public IAsyncEnumerable<ImportAcknowledgement> ImportActorsAsync(IAsyncEnumerable<ActorItem> items, ImportOptions options, CancellationToken cancellationToken) =>
        ActorsImport(options).RunAsync(items, cancellationToken);

    /// <summary>Records actors in batches of the caller's own; in a batch they may come in whatever order.</summary>
    /// <param name="batches">The actors to import, each with an id, 1 to 1,000 in a batch.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the import; what was acknowledged is recorded.</param>
    public IAsyncEnumerable<ImportAcknowledgement> ImportActorsAsync(IAsyncEnumerable<IReadOnlyList<ActorItem>> batches, ImportOptions options, CancellationToken cancellationToken) =>
        ActorsImport(options).RunAsync(batches, cancellationToken);

    private Importing<StatementItem, ImportStatementsRequest, ImportStatementsResponse> StatementsImport(ImportOptions options) =>
        new(new ImportCall<StatementItem, ImportStatementsRequest, ImportStatementsResponse>
        {
            Name = nameof(ImportStatementsAsync),
            Open = token => Statements.ImportStatements(cancellationToken: token),
            First = how => new ImportStatementsRequest { Options = how },
            Batch = (number, batch) => new ImportStatementsRequest { Batch = new StatementBatch { Number = number, Items = { batch } } },
            AcknowledgementOf = response => response.Acknowledgement,
        }, options.Clone(), Options.Time, _logger);

    private Importing<ActorItem, ImportActorsRequest, ImportActorsResponse> ActorsImport(ImportOptions options) =>
        new(new ImportCall<ActorItem, ImportActorsRequest, ImportActorsResponse>
        {
            Name = nameof(ImportActorsAsync),
            Open = token => Actors.ImportActors(cancellationToken: token),
            First = how => new ImportActorsRequest { Options = how },
            Batch = (number, batch) => new ImportActorsRequest { Batch = new ActorBatch { Number = number, Items = { batch } } },
            AcknowledgementOf = response => response.Acknowledgement,
        }, options.Clone(), Options.Time, _logger);
}
