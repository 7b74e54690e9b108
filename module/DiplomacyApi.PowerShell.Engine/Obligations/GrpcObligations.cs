using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>Demands of a server, and what is owed.</summary>
internal sealed class GrpcObligations(
    DiplomacyClient client, DemandRows demands, ObligationRows obligations, ObligationSegmentRows segments, PromiseRows promises)
    : IObligationQueries
{
    public IAsyncEnumerable<Demand> GetDemandsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken) =>
        ReadDemandsAsync<Demand>(query, clocks, async (answer, token) => [await demands.ToRowAsync(answer, token).ConfigureAwait(false)],
            cancellationToken);

    public IAsyncEnumerable<PendingDemand> GetDebtorsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken) =>
        ReadDemandsAsync(query, clocks, demands.ToDebtorRowsAsync, cancellationToken);

    public IAsyncEnumerable<Obligation> GetObligationsAsync(
        DemandQuery query, Clocks clocks, CancellationToken cancellationToken) => RowStreams.Prepared(
        async () => new ListObligationsRequest
        {
            PageSize = RowStreams.PageSize,
            At = clocks.ToReadAt(),
            Lens = clocks.ToLens(),
            Filter = new ObligationFilter
            {
                Pending = query.Pending,
                Contested = query.Contested,
                States = { query.States.Select(state => MessageExtensions.From<Diplomacy.V1.ObligationState>(state)) },
                Kinds = { query.Kinds.Select(kind => MessageExtensions.From<Diplomacy.V1.ObligationKind>(kind)) },
                DueStates = { query.DueStates.Select(state => MessageExtensions.From<Diplomacy.V1.DueState>(state)) },
                DueBy = query.DueBy ?? "",
                Subject = (query.Demand ?? query.Subject) is { } subject ? ResourceNames.Parse("demands", subject) : "",
                Debtor = await new ActorResolver(client).ResolveOptionalAsync(query.Debtor, cancellationToken).ConfigureAwait(false),
                Creditor = await new ActorResolver(client).ResolveOptionalAsync(query.Creditor, cancellationToken).ConfigureAwait(false),
                Negotiation = query.Negotiation is null ? "" : ResourceNames.Parse("negotiations", query.Negotiation),
            },
        },
        request => RowStreams.Paged(request, async (page, token) =>
        {
            var answer = await client.Negotiations.ListObligationsAsync(page, cancellationToken: token).ConfigureAwait(false);
            return (await obligations.ToRowsAsync(answer.Obligations, clocks.AsOf, answer.LogPosition, token).ConfigureAwait(false),
                answer.NextPageToken);
        }, (page, next) => page.PageToken = next, cancellationToken), cancellationToken);

    public IAsyncEnumerable<ObligationSegment> GetHistoryAsync(
        ObligationHistoryQuery query, Clocks clocks, CancellationToken cancellationToken) => RowStreams.Prepared(
        async () =>
        {
            var request = new ListObligationHistoryRequest
            {
                PageSize = RowStreams.PageSize,
                At = clocks.ToReadAt(),
                Lens = clocks.ToLens(),
                Subject = ResourceNames.Parse("demands", query.Subject),
                Debtor = await new ActorResolver(client).ResolveOptionalAsync(query.Debtor, cancellationToken).ConfigureAwait(false),
                IncludeSuperseded = query.IncludeSuperseded,
            };
            if (query.Item is { } item) request.Item = item;
            return request;
        },
        request => RowStreams.Paged(request, async (page, token) =>
        {
            var answer = await client.Negotiations.ListObligationHistoryAsync(page, cancellationToken: token).ConfigureAwait(false);
            var rows = new List<ObligationSegment>();
            foreach (var segment in answer.Segments)
                rows.Add(await segments.ToRowAsync(segment, answer.LogPosition, token).ConfigureAwait(false));
            return (rows, answer.NextPageToken);
        }, (page, next) => page.PageToken = next, cancellationToken), cancellationToken);

    public IAsyncEnumerable<Promise> GetPromisesAsync(
        DemandQuery query, Clocks clocks, CancellationToken cancellationToken) => RowStreams.Prepared(
        async () => new ListPromisesRequest
        {
            PageSize = RowStreams.PageSize,
            At = clocks.ToReadAt(),
            Lens = clocks.ToLens(),
            Filter = new PromiseFilter
            {
                Pending = query.Pending,
                Missed = query.Missed,
                DueBy = query.DueBy ?? "",
                Kinds = { query.PromiseKinds.Select(kind => MessageExtensions.From<Diplomacy.V1.PromiseKind>(kind)) },
                Demand = query.Demand is null ? "" : ResourceNames.Parse("demands", query.Demand),
                Debtor = await new ActorResolver(client).ResolveOptionalAsync(query.Debtor, cancellationToken).ConfigureAwait(false),
                Creditor = await new ActorResolver(client).ResolveOptionalAsync(query.Creditor, cancellationToken).ConfigureAwait(false),
                Negotiation = query.Negotiation is null ? "" : ResourceNames.Parse("negotiations", query.Negotiation),
            },
        },
        request => RowStreams.Mapped(client.Negotiations.AllAsync(request, cancellationToken), promises.ToRowAsync, cancellationToken),
        cancellationToken);

    private IAsyncEnumerable<T> ReadDemandsAsync<T>(DemandQuery query, Clocks clocks,
        Func<DemandAnswer, CancellationToken, Task<IReadOnlyList<T>>> rows, CancellationToken cancellationToken) => RowStreams.Prepared(
        () => DemandFilters.CreateAsync(client, query, cancellationToken),
        filter => query.Demand is { } demand
            ? RowStreams.Flatten(ReadDemandAsync(demand, filter, clocks, rows, cancellationToken))
            : RowStreams.Paged(
                new ListDemandsRequest { PageSize = RowStreams.PageSize, At = clocks.ToReadAt(), Lens = clocks.ToLens(), Filter = filter },
                async (page, token) =>
            {
                var answer = await client.Negotiations.ListDemandsAsync(page, cancellationToken: token).ConfigureAwait(false);
                var all = new List<T>();
                foreach (var one in answer.Demands)
                    all.AddRange(await rows(new DemandAnswer(one, clocks.AsOf ?? answer.AsOf, answer.LogPosition),
                        token).ConfigureAwait(false));
                return (all, answer.NextPageToken);
            }, (page, next) => page.PageToken = next, cancellationToken), cancellationToken);

    /// <summary>One demand: an error if it does not exist, nothing if it does not match the filter.</summary>
    private Task<IReadOnlyList<T>> ReadDemandAsync<T>(
        string demand, DemandFilter filter, Clocks clocks, Func<DemandAnswer, CancellationToken, Task<IReadOnlyList<T>>> rows,
        CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync<IReadOnlyList<T>>(async () =>
    {
        var request = new GetDemandRequest
        {
            Name = ResourceNames.Parse("demands", demand),
            At = clocks.ToReadAt(),
            Lens = clocks.ToLens(),
        };
        var answer = await client.Negotiations.GetDemandAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (filter.Equals(new DemandFilter()))
            return await rows(new DemandAnswer(answer.Demand, clocks.AsOf ?? "", answer.LogPosition),
                cancellationToken).ConfigureAwait(false);
        // The server decides whether it matches, at the same point.
        var narrowed = filter.Clone();
        narrowed.Demands.Add(request.Name);
        var at = clocks.ToReadAt();
        at.KnownAtRevision = answer.LogPosition.Revision;
        var listed = await client.Negotiations.ListDemandsAsync(
            new ListDemandsRequest { At = at, Lens = clocks.ToLens(), Filter = narrowed },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return listed.Demands.Count == 0
            ? []
            : await rows(new DemandAnswer(listed.Demands[0], clocks.AsOf ?? listed.AsOf, listed.LogPosition),
                cancellationToken).ConfigureAwait(false);
    });
}
