using Diplomacy.V1;

namespace DiplomacyApi.Client;

public sealed partial class DiplomacyClient
{
    /// <inheritdoc/>
    public IAsyncEnumerable<ImportAcknowledgement> ImportStatementsAsync(
        IAsyncEnumerable<StatementItem> items, ImportOptions options, CancellationToken cancellationToken = default) =>
        StatementsImport(options).RunAsync(items, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ImportAcknowledgement> ImportStatementsAsync(
        IAsyncEnumerable<IReadOnlyList<StatementItem>> batches, ImportOptions options, CancellationToken cancellationToken = default) =>
        StatementsImport(options).RunAsync(batches, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ImportAcknowledgement> ImportActorsAsync(
        IAsyncEnumerable<ActorItem> items, ImportOptions options, CancellationToken cancellationToken = default) =>
        ActorsImport(options).RunAsync(items, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ImportAcknowledgement> ImportActorsAsync(
        IAsyncEnumerable<IReadOnlyList<ActorItem>> batches, ImportOptions options, CancellationToken cancellationToken = default) =>
        ActorsImport(options).RunAsync(batches, cancellationToken);

    private ResumableImport<StatementItem, ImportStatementsRequest, ImportStatementsResponse> StatementsImport(ImportOptions options) =>
        new(new ImportCall<StatementItem, ImportStatementsRequest, ImportStatementsResponse>
        {
            Name = nameof(ImportStatementsAsync),
            Open = token => Statements.ImportStatements(cancellationToken: token),
            First = how => new ImportStatementsRequest { Options = how },
            Batch = (number, batch) => new ImportStatementsRequest { Batch = new StatementBatch { Number = number, Items = { batch } } },
            AcknowledgementOf = response => response.Acknowledgement,
        }, options.Clone(), Options.Time, _logger);

    private ResumableImport<ActorItem, ImportActorsRequest, ImportActorsResponse> ActorsImport(ImportOptions options) =>
        new(new ImportCall<ActorItem, ImportActorsRequest, ImportActorsResponse>
        {
            Name = nameof(ImportActorsAsync),
            Open = token => Actors.ImportActors(cancellationToken: token),
            First = how => new ImportActorsRequest { Options = how },
            Batch = (number, batch) => new ImportActorsRequest { Batch = new ActorBatch { Number = number, Items = { batch } } },
            AcknowledgementOf = response => response.Acknowledgement,
        }, options.Clone(), Options.Time, _logger);
}
