using System.Runtime.CompilerServices;
using Diplomacy.V1;

namespace DiplomacyApi.Client;

/// <summary>Lists as streams: the pages after the first are asked for as they are needed, all at the point that the first was answered at.</summary>
public static class Paging
{
    /// <summary>All actors meant.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<Actor> AllAsync(this ActorService.ActorServiceClient client, ListActorsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListActorsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Actors, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All statements meant.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<Statement> AllAsync(this StatementService.StatementServiceClient client, ListStatementsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListStatementsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Statements, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All statements found.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<Statement> AllAsync(this StatementService.StatementServiceClient client, SearchStatementsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.SearchStatementsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Statements, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All corrections of a statement.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<Correction> AllAsync(this StatementService.StatementServiceClient client, ListCorrectionsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListCorrectionsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Corrections, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All negotiations.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<Negotiation> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client, ListNegotiationsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListNegotiationsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Negotiations, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All demands meant.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<Demand> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client, ListDemandsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListDemandsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Demands, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All obligations meant.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<Obligation> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client, ListObligationsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListObligationsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Obligations, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>The whole history of the obligations meant, by item, debtor and time.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<ObligationSegment> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client, ListObligationHistoryRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListObligationHistoryAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Segments, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All promises meant.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<Promise> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client, ListPromisesRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListPromisesAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Promises, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>A whole timeline.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<TimelineEntry> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client, ListTimelineEntriesRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListTimelineEntriesAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.TimelineEntries, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All meetings meant.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<Meeting> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client, ListMeetingsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListMeetingsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Meetings, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All standoffs.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<Standoff> AllAsync(this NegotiationStatusService.NegotiationStatusServiceClient client, ListStandoffsRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListStandoffsAsync(page, cancellationToken: token).ConfigureAwait(false),
            answer => (answer.Standoffs, answer.NextPageToken), (page, token) => page.PageToken = token, cancellationToken);

    /// <summary>All entries meant, the last recorded first, without what was recorded with them.</summary>
    /// <param name="client">The generated client to ask.</param>
    /// <param name="request">Which; its page size is how many are asked for at once.</param>
    /// <param name="cancellationToken">Ends the list with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DiplomacyException">A page failed.</exception>
    public static IAsyncEnumerable<JournalEntry> AllAsync(this JournalService.JournalServiceClient client, ListJournalEntriesRequest request, CancellationToken cancellationToken = default) =>
        Pages(request.Clone(), async (page, token) => await client.ListJournalEntriesAsync(page, cancellationToken: token).ConfigureAwait(false),
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
