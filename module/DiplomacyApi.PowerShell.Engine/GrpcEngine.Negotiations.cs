using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Negotiations.</summary>
public sealed partial class GrpcEngine
{
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
}
