using System.Runtime.CompilerServices;
using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Answers the cmdlets from a server. Made by the root through its name, and known to it only as <see cref="IEngine"/>.</summary>
public sealed class GrpcEngine : IEngine
{
    private const int PageSize = 500;

    private readonly DiplomacyClient _client;
    private readonly ActorDirectory _actors;
    private readonly Rows _rows;

    public GrpcEngine(Uri address, string? token, TimeSpan timeout)
    {
        _client = new DiplomacyClient(new DiplomacyClientOptions { Address = address, Token = token, Timeout = timeout });
        _actors = new ActorDirectory(_client);
        _rows = new Rows(_actors);
    }

    public void Dispose() => _client.Dispose();

    public Task<ServerState> GetServerAsync(CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        var journal = await _client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false);
        return new ServerState
        {
            Address = _client.Options.Address.ToString(),
            Reachable = true,
            LogId = journal.LogPosition.LogId,
            Revision = journal.LogPosition.Revision,
            RecordTime = journal.HeadRecordTime?.ToDateTimeOffset(),
            RulesVersion = journal.RulesVersion,
            ServerVersion = journal.ServerVersion,
        };
    });

    public IAsyncEnumerable<Actor> GetActorsAsync(string? name, Clocks clocks, CancellationToken cancellationToken) => name is null
        ? Mapped(_client.Actors.AllAsync(new ListActorsRequest { PageSize = PageSize, At = clocks.ToReadAt() }, cancellationToken), _rows.OfAsync, cancellationToken)
        : One(async () =>
        {
            var resolved = await _actors.ResolveAsync(name, cancellationToken).ConfigureAwait(false);
            var answer = await _client.Actors.GetActorAsync(new GetActorRequest { Name = resolved, At = clocks.ToReadAt() }, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await _rows.OfAsync(answer.Actor, cancellationToken).ConfigureAwait(false);
        });

    public Task<IReadOnlyList<ActorCandidate>> ResolveActorAsync(string query, Clocks clocks, CancellationToken cancellationToken) => Failures.Told<IReadOnlyList<ActorCandidate>>(async () =>
    {
        var answer = await _client.Actors.ResolveActorAsync(new ResolveActorRequest { Query = query, At = clocks.ToReadAt() }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. answer.Candidates.Select(Rows.Of)];
    });

    public IAsyncEnumerable<Statement> GetStatementsAsync(StatementQuery query, Clocks clocks, CancellationToken cancellationToken) => query.Name is { } name
        ? One(async () =>
        {
            var request = new GetStatementRequest { Name = Ids.Name("statements", name), At = clocks.ToReadAt() };
            var answer = await _client.Statements.GetStatementAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await _rows.OfAsync(answer.Statement, cancellationToken).ConfigureAwait(false);
        })
        : After(async () => new StatementFilter
        {
            Negotiation = query.Negotiation is null ? "" : Ids.Name("negotiations", query.Negotiation),
            Speaker = await _actors.ResolveOptionalAsync(query.Speaker, cancellationToken).ConfigureAwait(false) ?? "",
            Subject = query.Subject is null ? "" : Ids.Name("demands", query.Subject),
        }, filter => Mapped(_client.Statements.AllAsync(new ListStatementsRequest { PageSize = PageSize, At = clocks.ToReadAt(), Filter = filter }, cancellationToken), _rows.OfAsync, cancellationToken), cancellationToken);

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
                Subject = query.Demand is null ? "" : Ids.Name("demands", query.Demand),
                Debtor = await _actors.ResolveOptionalAsync(query.Debtor, cancellationToken).ConfigureAwait(false) ?? "",
                Creditor = await _actors.ResolveOptionalAsync(query.Creditor, cancellationToken).ConfigureAwait(false) ?? "",
                Negotiation = query.Negotiation is null ? "" : Ids.Name("negotiations", query.Negotiation),
            },
        },
        request => Paged(request, async (page, token) =>
        {
            var answer = await _client.Negotiations.ListObligationsAsync(page, cancellationToken: token).ConfigureAwait(false);
            var rows = new List<Obligation>();
            foreach (var obligation in answer.Obligations) rows.Add(await _rows.OfAsync(obligation, clocks.AsOf, answer.LogPosition, token).ConfigureAwait(false));
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
                Demand = query.Demand is null ? "" : Ids.Name("demands", query.Demand),
                Debtor = await _actors.ResolveOptionalAsync(query.Debtor, cancellationToken).ConfigureAwait(false) ?? "",
                Creditor = await _actors.ResolveOptionalAsync(query.Creditor, cancellationToken).ConfigureAwait(false) ?? "",
                Negotiation = query.Negotiation is null ? "" : Ids.Name("negotiations", query.Negotiation),
            },
        },
        request => Mapped(_client.Negotiations.AllAsync(request, cancellationToken), _rows.OfAsync, cancellationToken), cancellationToken);

    public IAsyncEnumerable<Negotiation> GetNegotiationsAsync(string? name, Clocks clocks, CancellationToken cancellationToken) => name is null
        ? Mapped(_client.Negotiations.AllAsync(new ListNegotiationsRequest { PageSize = PageSize, At = clocks.ToReadAt() }, cancellationToken), _rows.OfAsync, cancellationToken)
        : One(async () =>
        {
            var request = new GetNegotiationRequest { Name = Ids.Name("negotiations", name), At = clocks.ToReadAt() };
            var answer = await _client.Negotiations.GetNegotiationAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await _rows.OfAsync(answer.Negotiation, cancellationToken).ConfigureAwait(false);
        });

    public Task<NegotiationStatus> GetNegotiationStatusAsync(string name, Clocks clocks, CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        var request = new GetNegotiationStatusRequest { Name = Ids.Name("negotiations", name), At = clocks.ToReadAt(), Lens = clocks.ToLens() };
        var answer = await _client.Negotiations.GetNegotiationStatusAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await _rows.OfAsync(answer.Status, clocks.AsOf, answer.LogPosition, cancellationToken).ConfigureAwait(false);
    });

    public IAsyncEnumerable<TimelineEntry> GetTimelineAsync(string negotiation, Clocks clocks, CancellationToken cancellationToken)
    {
        var request = new ListTimelineEntriesRequest { PageSize = PageSize, At = clocks.ToReadAt(), Lens = clocks.ToLens(), Negotiation = Ids.Name("negotiations", negotiation) };
        return Mapped(_client.Negotiations.AllAsync(request, cancellationToken), _rows.OfAsync, cancellationToken);
    }

    public Task<IReadOnlyList<StatusChange>> RecordAsync(StatementDraft draft, bool validateOnly, CancellationToken cancellationToken) =>
        Failures.Told(() => new Recording(_client, _actors, _rows).RecordAsync(draft, validateOnly, cancellationToken));

    private IAsyncEnumerable<T> Demands<T>(DemandQuery query, Clocks clocks, Func<DemandAnswer, CancellationToken, Task<IReadOnlyList<T>>> rows, CancellationToken cancellationToken) => After(
        async () => new DemandFilter
        {
            Pending = query.Pending,
            Contested = query.Contested,
            Debtor = await _actors.ResolveOptionalAsync(query.Debtor, cancellationToken).ConfigureAwait(false) ?? "",
            Creditor = await _actors.ResolveOptionalAsync(query.Creditor, cancellationToken).ConfigureAwait(false) ?? "",
            Negotiation = query.Negotiation is null ? "" : Ids.Name("negotiations", query.Negotiation),
            DueStates = { query.DueStates.Select(state => Mapping.From<Diplomacy.V1.DueState>(state)) },
        },
        filter => query.Demand is { } demand
            ? Flat(OneDemandAsync(demand, filter, clocks, rows, cancellationToken))
            : Paged(new ListDemandsRequest { PageSize = PageSize, At = clocks.ToReadAt(), Lens = clocks.ToLens(), Filter = filter }, async (page, token) =>
            {
                var answer = await _client.Negotiations.ListDemandsAsync(page, cancellationToken: token).ConfigureAwait(false);
                var all = new List<T>();
                foreach (var one in answer.Demands) all.AddRange(await rows(new DemandAnswer(one, clocks.AsOf ?? answer.AsOf, answer.LogPosition), token).ConfigureAwait(false));
                return (all, answer.NextPageToken);
            }, (page, next) => page.PageToken = next, cancellationToken), cancellationToken);

    private Task<IReadOnlyList<T>> OneDemandAsync<T>(
        string demand, DemandFilter filter, Clocks clocks, Func<DemandAnswer, CancellationToken, Task<IReadOnlyList<T>>> rows, CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        var request = new GetDemandRequest { Name = Ids.Name("demands", demand), At = clocks.ToReadAt(), Lens = clocks.ToLens() };
        var answer = await _client.Negotiations.GetDemandAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        var found = answer.Demand;
        var fitting = found.Debtors.Where(debtor =>
            (filter.Debtor.Length == 0 || debtor.Debtor == filter.Debtor)
            && (!filter.Pending || debtor.ItemsOwed > 0 || (filter.Contested && debtor.ItemsContested > 0))
            && (filter.DueStates.Count == 0 || filter.DueStates.Contains(debtor.DueState))).ToList();
        found.Debtors.Clear();
        found.Debtors.AddRange(fitting);
        return await rows(new DemandAnswer(found, clocks.AsOf ?? "", answer.LogPosition), cancellationToken).ConfigureAwait(false);
    });

    private static async IAsyncEnumerable<T> One<T>(Func<Task<T>> call)
    {
        yield return await Failures.Told(call).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<T> Flat<T>(Task<IReadOnlyList<T>> rows)
    {
        foreach (var row in await rows.ConfigureAwait(false)) yield return row;
    }

    /// <summary>First what the query needs, such as ids for names, then its rows.</summary>
    private static async IAsyncEnumerable<T> After<TQuery, T>(Func<Task<TQuery>> prepare, Func<TQuery, IAsyncEnumerable<T>> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = await Failures.Told(prepare).ConfigureAwait(false);
        await foreach (var row in rows(query).WithCancellation(cancellationToken).ConfigureAwait(false)) yield return row;
    }

    private static async IAsyncEnumerable<TRow> Paged<TRequest, TRow>(
        TRequest request, Func<TRequest, CancellationToken, Task<(List<TRow> Rows, string Next)>> page, Action<TRequest, string> turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var (rows, next) = await Failures.Told(() => page(request, cancellationToken)).ConfigureAwait(false);
            foreach (var row in rows) yield return row;
            if (next.Length == 0) yield break;
            turn(request, next);
        }
    }

    private static async IAsyncEnumerable<TRow> Mapped<T, TRow>(IAsyncEnumerable<T> messages, Func<T, CancellationToken, Task<TRow>> map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var enumerator = messages.GetAsyncEnumerator(cancellationToken);
        await using var ended = enumerator.ConfigureAwait(false);
        while (await Failures.Told(async () => await enumerator.MoveNextAsync().ConfigureAwait(false)).ConfigureAwait(false))
            yield return await Failures.Told(() => map(enumerator.Current, cancellationToken)).ConfigureAwait(false);
    }
}

/// <summary>A demand as it was answered: with the point it holds at.</summary>
internal sealed record DemandAnswer(Diplomacy.V1.Demand Demand, string AsOf, LogPosition Position);
