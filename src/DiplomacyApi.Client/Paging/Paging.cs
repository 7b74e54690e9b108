using System.Runtime.CompilerServices;
using Diplomacy.V1;

namespace DiplomacyApi.Client;

/// <summary>Lists as streams: further pages are fetched when they are needed, at the same point of both clocks as the first.</summary>
public static class Paging
{
    /// <summary>All actors that match the filter.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<Actor> AllAsync(
        this ActorService.ActorServiceClient client, ListActorsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListActorsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Actors, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All statements that match the filter.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<Statement> AllAsync(
        this StatementService.StatementServiceClient client, ListStatementsRequest request,
        CancellationToken cancellationToken = default) =>
        Pages(
            request.Clone(), async (page, token) => await client.ListStatementsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Statements, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All statements that a search finds.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<Statement> AllAsync(
        this StatementService.StatementServiceClient client, SearchStatementsRequest request,
        CancellationToken cancellationToken = default) =>
        Pages(request.Clone(),
            async (page, token) => await client.SearchStatementsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Statements, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All corrections of a statement.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<Correction> AllAsync(
        this StatementService.StatementServiceClient client, ListCorrectionsRequest request,
        CancellationToken cancellationToken = default) =>
        Pages(
            request.Clone(), async (page, token) => await client.ListCorrectionsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Corrections, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All negotiations that match the filter.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<Negotiation> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client,
        ListNegotiationsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(),
            async (page, token) => await client.ListNegotiationsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Negotiations, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All demands that match the filter.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<Demand> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client,
        ListDemandsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListDemandsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Demands, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All obligations that match the filter.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<Obligation> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client,
        ListObligationsRequest request, CancellationToken cancellationToken = default) =>
        Pages(
            request.Clone(), async (page, token) => await client.ListObligationsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Obligations, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>The whole history of the obligations that match the request, by item, debtor and time.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<ObligationSegment> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client,
        ListObligationHistoryRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(),
            async (page, token) => await client.ListObligationHistoryAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Segments, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All promises that match the filter.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<Promise> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client,
        ListPromisesRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListPromisesAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Promises, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>The whole timeline of a negotiation.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<TimelineEntry> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client,
        ListTimelineEntriesRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(),
            async (page, token) => await client.ListTimelineEntriesAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.TimelineEntries, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All meetings of a negotiation, or of all.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<Meeting> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client,
        ListMeetingsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListMeetingsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Meetings, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All standoffs.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<Standoff> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client,
        ListStandoffsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListStandoffsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Standoffs, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All entries of the journal that match the filter, the last recorded first, without their payloads.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">What to list. Its page size is the number of items per call; 0: the default of the server.</param>
    /// <param name="cancellationToken">Cancels the list (<see cref="OperationCanceledException"/>).</param>
    /// <exception cref="DiplomacyException">A page failed; <see cref="DiplomacyException.Reason"/> says why, such as
    /// <see cref="Diplomacy.V1.ErrorReason.UnknownActor"/> for a name in the filter that does not exist.</exception>
    public static IAsyncEnumerable<JournalEntry> AllAsync(
        this JournalService.JournalServiceClient client, ListJournalEntriesRequest request,
        CancellationToken cancellationToken = default) =>
        Pages(request.Clone(),
            async (page, token) => await client.ListJournalEntriesAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Entries, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    private static async IAsyncEnumerable<TItem> Pages<TRequest, TAnswer, TItem>(
        TRequest request,
        Func<TRequest, CancellationToken, Task<TAnswer>> list,
        Func<TAnswer, (IEnumerable<TItem> Items, string Next)> read,
        Action<TRequest, string> turn,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var (items, next) = read(await list(request, cancellationToken).ConfigureAwait(false));
            foreach (var item in items) yield return item;
            if (next.Length == 0) yield break;
            turn(request, next);
        }
    }
}
