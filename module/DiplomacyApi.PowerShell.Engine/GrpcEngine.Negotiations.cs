using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Connections;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Negotiations.</summary>
public sealed partial class GrpcEngine
{
    public IAsyncEnumerable<Negotiation> GetNegotiationsAsync(NegotiationQuery query, Clocks clocks, CancellationToken cancellationToken) => query.Negotiation is { } name
        ? One(async () =>
        {
            var request = new GetNegotiationRequest { Name = Ids.Sought("negotiations", name), At = clocks.ToReadAt() };
            var answer = await _client.Negotiations.GetNegotiationAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await _rows.OfAsync(answer.Negotiation, cancellationToken).ConfigureAwait(false);
        })
        : After(async () => new ListNegotiationsRequest
        {
            PageSize = PageSize,
            At = clocks.ToReadAt(),
            Filter = new NegotiationFilter
            {
                Party = await _actors.ResolveOptionalAsync(query.Party, cancellationToken).ConfigureAwait(false) ?? "",
                States = { query.States.Select(state => Mapping.From<Diplomacy.V1.NegotiationState>(state)) },
            },
        }, request => Mapped(_client.Negotiations.AllAsync(request, cancellationToken), _rows.OfAsync, cancellationToken), cancellationToken);

    public Task<NegotiationStatus> GetNegotiationStatusAsync(string name, Clocks clocks, CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        var request = new GetNegotiationStatusRequest { Name = Ids.Sought("negotiations", name), At = clocks.ToReadAt(), Lens = clocks.ToLens() };
        var answer = await _client.Negotiations.GetNegotiationStatusAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        // On whose word each debt stands is told of its obligations, at the same point.
        var at = clocks.ToReadAt();
        at.KnownAtRevision = answer.LogPosition.Revision;
        var owed = new ListObligationsRequest { PageSize = PageSize, At = at, Lens = clocks.ToLens(), Filter = new ObligationFilter { Negotiation = request.Name, Pending = true, Contested = true } };
        var obligations = new List<Diplomacy.V1.Obligation>();
        await foreach (var obligation in _client.Negotiations.AllAsync(owed, cancellationToken).ConfigureAwait(false)) obligations.Add(obligation);
        return await _rows.OfAsync(new StatusAnswer(answer.Status, obligations, clocks.AsOf ?? "", answer.LogPosition), cancellationToken).ConfigureAwait(false);
    });

    public Task<IReadOnlyList<StatusChange>> CompareAsync(string negotiation, Clocks from, Clocks to, CancellationToken cancellationToken) => Failures.Told<IReadOnlyList<StatusChange>>(async () =>
    {
        var request = new CompareNegotiationStatusRequest { Name = Ids.Sought("negotiations", negotiation), Before = from.ToReadAt(), After = to.ToReadAt(), Lens = to.ToLens() };
        var answer = await _client.Negotiations.CompareNegotiationStatusAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        var changes = await _rows.DifferencesAsync(answer.Before, answer.After, answer.LogPosition, cancellationToken).ConfigureAwait(false);
        changes.AddRange(await _rows.OfAsync(answer.Changes, change => change.Cause, cancellationToken).ConfigureAwait(false));
        return changes;
    });

    public IAsyncEnumerable<TimelineEntry> GetTimelineAsync(string negotiation, Clocks clocks, CancellationToken cancellationToken)
    {
        var request = new ListTimelineEntriesRequest { PageSize = PageSize, At = clocks.ToReadAt(), Lens = clocks.ToLens(), Negotiation = Ids.Sought("negotiations", negotiation) };
        return Mapped(_client.Negotiations.AllAsync(request, cancellationToken), _rows.OfAsync, cancellationToken);
    }

    public IAsyncEnumerable<Standoff> GetStandoffsAsync(string? negotiation, Clocks clocks, CancellationToken cancellationToken) => negotiation is not null
        ? Flat(StandoffsOfAsync(negotiation, clocks, cancellationToken))
        : Paged(new ListStandoffsRequest { PageSize = PageSize, At = clocks.ToReadAt(), Lens = clocks.ToLens() }, async (page, token) =>
        {
            var answer = await _client.Negotiations.ListStandoffsAsync(page, cancellationToken: token).ConfigureAwait(false);
            return (await StandoffsAsync(answer.Standoffs, clocks, token).ConfigureAwait(false), answer.NextPageToken);
        }, (page, next) => page.PageToken = next, cancellationToken);

    private Task<IReadOnlyList<Standoff>> StandoffsOfAsync(string negotiation, Clocks clocks, CancellationToken cancellationToken) => Failures.Told<IReadOnlyList<Standoff>>(async () =>
    {
        var request = new GetNegotiationStatusRequest { Name = Ids.Sought("negotiations", negotiation), At = clocks.ToReadAt(), Lens = clocks.ToLens() };
        var answer = await _client.Negotiations.GetNegotiationStatusAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await StandoffsAsync(answer.Status.Standoffs, clocks, cancellationToken).ConfigureAwait(false);
    });

    private async Task<List<Standoff>> StandoffsAsync(IEnumerable<Diplomacy.V1.Standoff> standoffs, Clocks clocks, CancellationToken token)
    {
        var rows = new List<Standoff>();
        foreach (var standoff in standoffs) rows.Add(await _rows.OfAsync(standoff, clocks.AsOf ?? "", token).ConfigureAwait(false));
        return rows;
    }

    public IAsyncEnumerable<Meeting> GetMeetingsAsync(string? negotiation, Clocks clocks, CancellationToken cancellationToken)
    {
        var request = new ListMeetingsRequest
        {
            PageSize = PageSize,
            At = clocks.ToReadAt(),
            Lens = clocks.ToLens(),
            Negotiation = negotiation is null ? "" : Ids.Sought("negotiations", negotiation),
        };
        return Mapped(_client.Negotiations.AllAsync(request, cancellationToken), (meeting, token) => _rows.OfAsync(meeting, clocks.AsOf ?? "", token), cancellationToken);
    }
}

/// <summary>A negotiation's status as it was answered: with what is owed or contested in it, and the point it holds at.</summary>
internal sealed record StatusAnswer(Diplomacy.V1.NegotiationStatus Status, IReadOnlyList<Diplomacy.V1.Obligation> Obligations, string AsOf, LogPosition Position);
