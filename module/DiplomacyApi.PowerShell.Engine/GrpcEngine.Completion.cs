using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>What may be meant by what is typed so far: one page of what there is, and of that what fits.</summary>
public sealed partial class GrpcEngine
{
    private const int OfferPage = 200;
    private const int CandidatesMax = 40;

    public async Task<IReadOnlyList<Offer>> OfferActorsAsync(string typed, ActorType type, CancellationToken cancellationToken)
    {
        var wanted = Mapping.From<Diplomacy.V1.ActorType>(type);
        if (typed.Length == 0)
        {
            var request = new ListActorsRequest { PageSize = OfferPage, Filter = new ActorFilter() };
            if (type != ActorType.None) request.Filter.Types_.Add(wanted);
            var all = await _client.Actors.ListActorsAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            return [.. all.Actors.Select(Of)];
        }
        var found = await _client.Actors.ResolveActorAsync(new ResolveActorRequest { Query = typed, MaxCandidates = CandidatesMax }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return
        [
            .. found.Candidates.Concat(found.Suggestions).Select(candidate => candidate.Actor).DistinctBy(actor => actor.Name)
                .Where(actor => type == ActorType.None || actor.Type == wanted).Select(Of).OrderBy(offer => Rank(offer, typed)),
        ];

        static Offer Of(Diplomacy.V1.Actor actor) => new(Ids.Bare(actor.Name), actor.DisplayNames.First());
    }

    public async Task<IReadOnlyList<Offer>> OfferDemandsAsync(string typed, CancellationToken cancellationToken)
    {
        var request = new ListDemandsRequest { PageSize = typed.Length == 0 ? OfferPage : PageSize };
        var offers = new List<Offer>();
        // The newest come first: for one that is typed of, all pages are looked at while there is time.
        do
        {
            var page = await _client.Negotiations.ListDemandsAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            offers.AddRange(Fitting(typed, page.Demands.Select(demand => new Offer(Ids.Bare(demand.Name), demand.Titles.First()))));
            request.PageToken = page.NextPageToken;
        }
        while (typed.Length > 0 && offers.Count < CandidatesMax && request.PageToken.Length > 0);
        return offers;
    }

    public async Task<IReadOnlyList<Offer>> OfferNegotiationsAsync(string typed, CancellationToken cancellationToken) => Fitting(typed,
        (await _client.Negotiations.ListNegotiationsAsync(new ListNegotiationsRequest { PageSize = OfferPage }, cancellationToken: cancellationToken).ConfigureAwait(false))
            .Negotiations.Select(negotiation => new Offer(Ids.Bare(negotiation.Name), negotiation.Titles.First())));

    public async Task<IReadOnlyList<Offer>> OfferStatementsAsync(string typed, CancellationToken cancellationToken) => Fitting(typed,
        (await _client.Statements.ListStatementsAsync(new ListStatementsRequest { PageSize = OfferPage }, cancellationToken: cancellationToken).ConfigureAwait(false))
            .Statements.Select(statement => new Offer(Ids.Bare(statement.Name), $"{statement.Said.Text()}: {statement.Summaries.First()}")));

    public async Task<IReadOnlyList<Offer>> OfferMeetingsAsync(string typed, CancellationToken cancellationToken) => Fitting(typed,
        (await _client.Negotiations.ListMeetingsAsync(new ListMeetingsRequest { PageSize = OfferPage }, cancellationToken: cancellationToken).ConfigureAwait(false))
            .Meetings.Select(meeting => new Offer(Ids.Bare(meeting.Name), meeting.Titles.First())));

    public async Task<IReadOnlyList<Offer>> OfferItemsAsync(string demand, string typed, CancellationToken cancellationToken) => Fitting(typed,
        (await _client.Negotiations.GetDemandAsync(new GetDemandRequest { Name = Ids.Name("demands", demand) }, cancellationToken: cancellationToken).ConfigureAwait(false))
            .Demand.Items.Select(item => new Offer(item.Id, item.Titles.First())));

    /// <summary>Ids that begin so first, then those that have it elsewhere, in the id or in what they are called.</summary>
    private static List<Offer> Fitting(string typed, IEnumerable<Offer> offers) =>
    [
        .. offers.Where(offer => offer.Id.Contains(typed, StringComparison.OrdinalIgnoreCase) || offer.Tip.Contains(typed, StringComparison.OrdinalIgnoreCase))
            .OrderBy(offer => Rank(offer, typed)),
    ];

    /// <summary>An id that begins so comes first, then a name that does.</summary>
    private static int Rank(Offer offer, string typed) =>
        offer.Id.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 0 : offer.Tip.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 1 : 2;
}
