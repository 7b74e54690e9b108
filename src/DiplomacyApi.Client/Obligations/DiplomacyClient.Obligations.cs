using Diplomacy.V1;

namespace DiplomacyApi.Client;

/// <summary>How many of a demand's debtors must meet a condition.</summary>
public enum DebtorsMeant
{
    /// <summary>At least one of them.</summary>
    Any,

    /// <summary>Each of them.</summary>
    All,
}

public sealed partial class DiplomacyClient
{
    /// <inheritdoc/>
    public async Task<Demand> WaitForDemandAsync(
        string name, IReadOnlyCollection<ObligationState> states, DebtorsMeant debtors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(states);
        if (states.Count == 0) throw new ArgumentException("No state to wait for is given; give one or more.", nameof(states));

        var answer = await Negotiations.GetDemandAsync(
            new GetDemandRequest { Name = name }, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (IsMet(answer.Demand)) return answer.Demand;
        var watch = new WatchDemandsRequest
        {
            Start = new WatchStart { After = answer.LogPosition },
            Filter = new DemandFilter { Demands = { name } },
        };
        await foreach (var message in WatchDemandsAsync(watch, cancellationToken).ConfigureAwait(false))
        {
            if (message.Changes.Count == 0) continue;
            var request = new GetDemandRequest { Name = name, At = new ReadAt { MinRevision = message.Through } };
            answer = await Negotiations.GetDemandAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (IsMet(answer.Demand)) return answer.Demand;
        }
        throw new OperationCanceledException(cancellationToken);

        bool IsMet(Demand demand) => debtors == DebtorsMeant.Any
            ? demand.Debtors.Any(debtor => states.Contains(debtor.State))
            : demand.Debtors.Count > 0 && demand.Debtors.All(debtor => states.Contains(debtor.State));
    }
}
