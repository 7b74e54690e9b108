using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Connections;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Demands, and what is owed.</summary>
public sealed partial class GrpcEngine
{
    public IAsyncEnumerable<Demand> GetDemandsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken) =>
        Demands<Demand>(query, clocks, async (answer, token) => [await _rows.OfAsync(answer, token).ConfigureAwait(false)], cancellationToken);

    public IAsyncEnumerable<PendingDemand> GetDemandDebtorsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken) =>
        Demands(query, clocks, _rows.DebtorsOfAsync, cancellationToken);

    public IAsyncEnumerable<Obligation> GetObligationsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken) => After(
        async () => new ListObligationsRequest
        {
            PageSize = PageSize,
            At = clocks.ToReadAt(),
            Lens = clocks.ToLens(),
            Filter = new ObligationFilter
            {
                Pending = query.Pending,
                Contested = query.Contested,
                States = { query.States.Select(state => Mapping.From<Diplomacy.V1.ObligationState>(state)) },
                Kinds = { query.Kinds.Select(kind => Mapping.From<Diplomacy.V1.ObligationKind>(kind)) },
                DueStates = { query.DueStates.Select(state => Mapping.From<Diplomacy.V1.DueState>(state)) },
                DueBy = query.DueBy ?? "",
                Subject = (query.Demand ?? query.Subject) is { } subject ? Ids.Sought("demands", subject) : "",
                Debtor = await _actors.ResolveOptionalAsync(query.Debtor, cancellationToken).ConfigureAwait(false) ?? "",
                Creditor = await _actors.ResolveOptionalAsync(query.Creditor, cancellationToken).ConfigureAwait(false) ?? "",
                Negotiation = query.Negotiation is null ? "" : Ids.Sought("negotiations", query.Negotiation),
            },
        },
        request => Paged(request, async (page, token) =>
        {
            var answer = await _client.Negotiations.ListObligationsAsync(page, cancellationToken: token).ConfigureAwait(false);
            return (await _rows.OfAsync(answer.Obligations, clocks.AsOf, answer.LogPosition, token).ConfigureAwait(false), answer.NextPageToken);
        }, (page, next) => page.PageToken = next, cancellationToken), cancellationToken);

    public IAsyncEnumerable<ObligationSegment> GetObligationHistoryAsync(HistoryQuery query, Clocks clocks, CancellationToken cancellationToken) => After(
        async () =>
        {
            var request = new ListObligationHistoryRequest
            {
                PageSize = PageSize,
                At = clocks.ToReadAt(),
                Lens = clocks.ToLens(),
                Subject = Ids.Sought("demands", query.Subject),
                Debtor = await _actors.ResolveOptionalAsync(query.Debtor, cancellationToken).ConfigureAwait(false) ?? "",
                IncludeSuperseded = query.IncludeSuperseded,
            };
            if (query.Item is { } item) request.Item = item;
            return request;
        },
        request => Paged(request, async (page, token) =>
        {
            var answer = await _client.Negotiations.ListObligationHistoryAsync(page, cancellationToken: token).ConfigureAwait(false);
            var rows = new List<ObligationSegment>();
            foreach (var segment in answer.Segments) rows.Add(await _rows.OfAsync(segment, answer.LogPosition, token).ConfigureAwait(false));
            return (rows, answer.NextPageToken);
        }, (page, next) => page.PageToken = next, cancellationToken), cancellationToken);

    public IAsyncEnumerable<Promise> GetPromisesAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken) => After(
        async () => new ListPromisesRequest
        {
            PageSize = PageSize,
            At = clocks.ToReadAt(),
            Lens = clocks.ToLens(),
            Filter = new PromiseFilter
            {
                Pending = query.Pending,
                Missed = query.Missed,
                DueBy = query.DueBy ?? "",
                Kinds = { query.PromiseKinds.Select(kind => Mapping.From<Diplomacy.V1.PromiseKind>(kind)) },
                Demand = query.Demand is null ? "" : Ids.Sought("demands", query.Demand),
                Debtor = await _actors.ResolveOptionalAsync(query.Debtor, cancellationToken).ConfigureAwait(false) ?? "",
                Creditor = await _actors.ResolveOptionalAsync(query.Creditor, cancellationToken).ConfigureAwait(false) ?? "",
                Negotiation = query.Negotiation is null ? "" : Ids.Sought("negotiations", query.Negotiation),
            },
        },
        request => Mapped(_client.Negotiations.AllAsync(request, cancellationToken), _rows.OfAsync, cancellationToken), cancellationToken);

    private IAsyncEnumerable<T> Demands<T>(DemandQuery query, Clocks clocks, Func<DemandAnswer, CancellationToken, Task<IReadOnlyList<T>>> rows, CancellationToken cancellationToken) => After(
        () => FilterOfAsync(query, cancellationToken),
        filter => query.Demand is { } demand
            ? Flat(OneDemandAsync(demand, filter, clocks, rows, cancellationToken))
            : Paged(new ListDemandsRequest { PageSize = PageSize, At = clocks.ToReadAt(), Lens = clocks.ToLens(), Filter = filter }, async (page, token) =>
            {
                var answer = await _client.Negotiations.ListDemandsAsync(page, cancellationToken: token).ConfigureAwait(false);
                var all = new List<T>();
                foreach (var one in answer.Demands) all.AddRange(await rows(new DemandAnswer(one, clocks.AsOf ?? answer.AsOf, answer.LogPosition), token).ConfigureAwait(false));
                return (all, answer.NextPageToken);
            }, (page, next) => page.PageToken = next, cancellationToken), cancellationToken);

    /// <summary>One demand: an error where it is not there, nothing where it does not fit.</summary>
    private Task<IReadOnlyList<T>> OneDemandAsync<T>(
        string demand, DemandFilter filter, Clocks clocks, Func<DemandAnswer, CancellationToken, Task<IReadOnlyList<T>>> rows, CancellationToken cancellationToken) => Failures.Told<IReadOnlyList<T>>(async () =>
    {
        var request = new GetDemandRequest { Name = Ids.Sought("demands", demand), At = clocks.ToReadAt(), Lens = clocks.ToLens() };
        var answer = await _client.Negotiations.GetDemandAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (filter.Equals(new DemandFilter())) return await rows(new DemandAnswer(answer.Demand, clocks.AsOf ?? "", answer.LogPosition), cancellationToken).ConfigureAwait(false);
        // Whether it fits is the server's to say, at the same point.
        var narrowed = filter.Clone();
        narrowed.Demands.Add(request.Name);
        var at = clocks.ToReadAt();
        at.KnownAtRevision = answer.LogPosition.Revision;
        var listed = await _client.Negotiations.ListDemandsAsync(new ListDemandsRequest { At = at, Lens = clocks.ToLens(), Filter = narrowed }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return listed.Demands.Count == 0 ? [] : await rows(new DemandAnswer(listed.Demands[0], clocks.AsOf ?? listed.AsOf, listed.LogPosition), cancellationToken).ConfigureAwait(false);
    });

    private async Task<DemandFilter> FilterOfAsync(DemandQuery query, CancellationToken cancellationToken) => new()
    {
        Pending = query.Pending,
        Contested = query.Contested,
        Debtor = await _actors.ResolveOptionalAsync(query.Debtor, cancellationToken).ConfigureAwait(false) ?? "",
        Creditor = await _actors.ResolveOptionalAsync(query.Creditor, cancellationToken).ConfigureAwait(false) ?? "",
        Negotiation = query.Negotiation is null ? "" : Ids.Sought("negotiations", query.Negotiation),
        DueStates = { query.DueStates.Select(state => Mapping.From<Diplomacy.V1.DueState>(state)) },
        Demands = { query.Demands.Select(demand => Ids.Sought("demands", demand)) },
        DueBy = query.DueBy ?? "",
        Since = query.Since ?? "",
        SilentSince = query.SilentSince ?? "",
    };
}

/// <summary>A demand as it was answered: with the point it holds at.</summary>
internal sealed record DemandAnswer(Diplomacy.V1.Demand Demand, string AsOf, LogPosition Position);
