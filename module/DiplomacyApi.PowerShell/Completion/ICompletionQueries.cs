namespace DiplomacyApi.PowerShell;

/// <summary>Finds the ids that may be meant by what is typed so far.</summary>
public interface ICompletionQueries
{
    /// <summary>Actors of a type; of every type if it is None.</summary>
    Task<IReadOnlyList<CompletionCandidate>> CompleteActorAsync(string typed, ActorType type, CancellationToken cancellationToken);

    /// <summary>Demands, by id or title.</summary>
    Task<IReadOnlyList<CompletionCandidate>> CompleteDemandAsync(string typed, CancellationToken cancellationToken);

    /// <summary>Negotiations, by id or title.</summary>
    Task<IReadOnlyList<CompletionCandidate>> CompleteNegotiationAsync(string typed, CancellationToken cancellationToken);

    /// <summary>The last statements, by id or summary.</summary>
    Task<IReadOnlyList<CompletionCandidate>> CompleteStatementAsync(string typed, CancellationToken cancellationToken);

    /// <summary>Meetings, by id or title.</summary>
    Task<IReadOnlyList<CompletionCandidate>> CompleteMeetingAsync(string typed, CancellationToken cancellationToken);

    /// <summary>The items of a demand, in their order.</summary>
    Task<IReadOnlyList<CompletionCandidate>> CompleteItemAsync(string demand, string typed, CancellationToken cancellationToken);
}
