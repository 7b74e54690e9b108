using Diplomacy.V1;

namespace DiplomacyApi.Client;

public sealed partial class DiplomacyClient
{
    /// <inheritdoc/>
    public IAsyncEnumerable<Actor> AllAsync(ListActorsRequest request, CancellationToken cancellationToken = default) =>
        Actors.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Statement> AllAsync(ListStatementsRequest request, CancellationToken cancellationToken = default) =>
        Statements.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Statement> AllAsync(SearchStatementsRequest request, CancellationToken cancellationToken = default) =>
        Statements.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Correction> AllAsync(ListCorrectionsRequest request, CancellationToken cancellationToken = default) =>
        Statements.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Negotiation> AllAsync(ListNegotiationsRequest request, CancellationToken cancellationToken = default) =>
        Negotiations.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Demand> AllAsync(ListDemandsRequest request, CancellationToken cancellationToken = default) =>
        Negotiations.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Obligation> AllAsync(ListObligationsRequest request, CancellationToken cancellationToken = default) =>
        Negotiations.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ObligationSegment> AllAsync(
        ListObligationHistoryRequest request, CancellationToken cancellationToken = default) =>
        Negotiations.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Promise> AllAsync(ListPromisesRequest request, CancellationToken cancellationToken = default) =>
        Negotiations.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<TimelineEntry> AllAsync(ListTimelineEntriesRequest request, CancellationToken cancellationToken = default) =>
        Negotiations.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Meeting> AllAsync(ListMeetingsRequest request, CancellationToken cancellationToken = default) =>
        Negotiations.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Standoff> AllAsync(ListStandoffsRequest request, CancellationToken cancellationToken = default) =>
        Negotiations.AllAsync(request, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> AllAsync(ListJournalEntriesRequest request, CancellationToken cancellationToken = default) =>
        Journal.AllAsync(request, cancellationToken);
}
