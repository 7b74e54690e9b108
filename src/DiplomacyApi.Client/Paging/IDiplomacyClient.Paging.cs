using Diplomacy.V1;

namespace DiplomacyApi.Client;

/// <summary>Lists as streams: further pages are fetched when they are needed, at the same point of both clocks as the first.</summary>
public partial interface IDiplomacyClient
{
    /// <summary>All actors that match the filter.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<Actor> AllAsync(ListActorsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All statements that match the filter.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<Statement> AllAsync(ListStatementsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All statements that a search finds.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<Statement> AllAsync(SearchStatementsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All corrections of a statement.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<Correction> AllAsync(ListCorrectionsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All negotiations that match the filter.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<Negotiation> AllAsync(ListNegotiationsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All demands that match the filter.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<Demand> AllAsync(ListDemandsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All obligations that match the filter.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<Obligation> AllAsync(ListObligationsRequest request, CancellationToken cancellationToken = default);

    /// <summary>The whole history of the obligations that match the request, by item, debtor and time.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<ObligationSegment> AllAsync(ListObligationHistoryRequest request, CancellationToken cancellationToken = default);

    /// <summary>All promises that match the filter.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<Promise> AllAsync(ListPromisesRequest request, CancellationToken cancellationToken = default);

    /// <summary>The whole timeline of a negotiation.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<TimelineEntry> AllAsync(ListTimelineEntriesRequest request, CancellationToken cancellationToken = default);

    /// <summary>All meetings of a negotiation, or of all.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<Meeting> AllAsync(ListMeetingsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All standoffs.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<Standoff> AllAsync(ListStandoffsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All entries of the journal that match the filter, the last recorded first, without their payloads.</summary>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    IAsyncEnumerable<JournalEntry> AllAsync(ListJournalEntriesRequest request, CancellationToken cancellationToken = default);
}
