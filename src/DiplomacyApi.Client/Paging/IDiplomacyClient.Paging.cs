using Diplomacy.V1;

namespace DiplomacyApi.Client;

/// <summary>Lists as streams: the pages after the first are asked for as they are needed, all at the point that the first was answered at.</summary>
public partial interface IDiplomacyClient
{
    /// <summary>All actors meant.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<Actor> AllAsync(ListActorsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All statements meant.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<Statement> AllAsync(ListStatementsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All statements found.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<Statement> AllAsync(SearchStatementsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All corrections of a statement.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<Correction> AllAsync(ListCorrectionsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All negotiations.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<Negotiation> AllAsync(ListNegotiationsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All demands meant.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<Demand> AllAsync(ListDemandsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All obligations meant.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<Obligation> AllAsync(ListObligationsRequest request, CancellationToken cancellationToken = default);

    /// <summary>The whole history of the obligations meant, by item, debtor and time.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<ObligationSegment> AllAsync(ListObligationHistoryRequest request, CancellationToken cancellationToken = default);

    /// <summary>All promises meant.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<Promise> AllAsync(ListPromisesRequest request, CancellationToken cancellationToken = default);

    /// <summary>A whole timeline.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<TimelineEntry> AllAsync(ListTimelineEntriesRequest request, CancellationToken cancellationToken = default);

    /// <summary>All meetings meant.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<Meeting> AllAsync(ListMeetingsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All standoffs.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<Standoff> AllAsync(ListStandoffsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All entries meant, the last recorded first, without what was recorded with them.</summary>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    IAsyncEnumerable<JournalEntry> AllAsync(ListJournalEntriesRequest request, CancellationToken cancellationToken = default);
}
