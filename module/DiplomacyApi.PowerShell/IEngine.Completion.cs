namespace DiplomacyApi.PowerShell;

/// <summary>What may be meant by what is typed so far.</summary>
public partial interface IEngine
{
    /// <summary>Actors of a type; of all, where it is None.</summary>
    Task<IReadOnlyList<Offer>> OfferActorsAsync(string typed, ActorType type, CancellationToken cancellationToken);

    Task<IReadOnlyList<Offer>> OfferDemandsAsync(string typed, CancellationToken cancellationToken);

    Task<IReadOnlyList<Offer>> OfferNegotiationsAsync(string typed, CancellationToken cancellationToken);

    Task<IReadOnlyList<Offer>> OfferStatementsAsync(string typed, CancellationToken cancellationToken);

    Task<IReadOnlyList<Offer>> OfferMeetingsAsync(string typed, CancellationToken cancellationToken);

    /// <summary>The items of a demand, in their order.</summary>
    Task<IReadOnlyList<Offer>> OfferItemsAsync(string demand, string typed, CancellationToken cancellationToken);
}

/// <summary>An id that may be meant, and what it is called.</summary>
public sealed record Offer(string Id, string Tip);
