using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>What may be meant by what is typed so far: one page of what there is, and of that what fits.</summary>
public sealed partial class GrpcEngine
{
    private const int OfferPage = 200;
    private const int CandidatesMax = 40;

    public async Task<IReadOnlyList<Offer>> OfferActorsAsync(string typed, CancellationToken cancellationToken)
    {
        if (typed.Length == 0)
        {
            var all = await _client.Actors.ListActorsAsync(new ListActorsRequest { PageSize = OfferPage }, cancellationToken: cancellationToken).ConfigureAwait(false);
            return [.. all.Actors.Select(actor => new Offer(Ids.Bare(actor.Name), actor.DisplayNames.First()))];
        }
        var found = await _client.Actors.ResolveActorAsync(new ResolveActorRequest { Query = typed, MaxCandidates = CandidatesMax }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. found.Candidates.Concat(found.Suggestions).DistinctBy(candidate => candidate.Actor.Name).Select(candidate => new Offer(Ids.Bare(candidate.Actor.Name), candidate.Actor.DisplayNames.First()))];
    }

    public async Task<IReadOnlyList<Offer>> OfferDemandsAsync(string typed, CancellationToken cancellationToken) => Fitting(typed,
        (await _client.Negotiations.ListDemandsAsync(new ListDemandsRequest { PageSize = OfferPage }, cancellationToken: cancellationToken).ConfigureAwait(false))
            .Demands.Select(demand => new Offer(Ids.Bare(demand.Name), demand.Titles.First())));

    public async Task<IReadOnlyList<Offer>> OfferNegotiationsAsync(string typed, CancellationToken cancellationToken) => Fitting(typed,
        (await _client.Negotiations.ListNegotiationsAsync(new ListNegotiationsRequest { PageSize = OfferPage }, cancellationToken: cancellationToken).ConfigureAwait(false))
            .Negotiations.Select(negotiation => new Offer(Ids.Bare(negotiation.Name), negotiation.Titles.First())));

    public async Task<IReadOnlyList<Offer>> OfferStatementsAsync(string typed, CancellationToken cancellationToken) => Fitting(typed,
        (await _client.Statements.ListStatementsAsync(new ListStatementsRequest { PageSize = OfferPage }, cancellationToken: cancellationToken).ConfigureAwait(false))
            .Statements.Select(statement => new Offer(Ids.Bare(statement.Name), $"{statement.Said.Text()}: {statement.Summaries.First()}")));

    public async Task<IReadOnlyList<Offer>> OfferMeetingsAsync(string typed, CancellationToken cancellationToken) => Fitting(typed,
        (await _client.Negotiations.ListMeetingsAsync(new ListMeetingsRequest { PageSize = OfferPage }, cancellationToken: cancellationToken).ConfigureAwait(false))
            .Meetings.Select(meeting => new Offer(Ids.Bare(meeting.Name), meeting.Titles.First())));

    /// <summary>Ids that begin so first, then those that have it elsewhere, in the id or in what they are called.</summary>
    private static List<Offer> Fitting(string typed, IEnumerable<Offer> offers) =>
    [
        .. offers.Where(offer => offer.Id.Contains(typed, StringComparison.OrdinalIgnoreCase) || offer.Tip.Contains(typed, StringComparison.OrdinalIgnoreCase))
            .OrderBy(offer => offer.Id.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 0 : 1),
    ];
}
