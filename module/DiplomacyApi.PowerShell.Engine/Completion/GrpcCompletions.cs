using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Completion;

/// <summary>Completes from one page of what there is; demands from as many pages as there is time for.</summary>
internal sealed class GrpcCompletions(DiplomacyClient client) : ICompletionQueries
{
    private const int FirstPageSize = 200;
    private const int CandidatesMax = 40;

    public async Task<IReadOnlyList<CompletionCandidate>> CompleteActorAsync(
        string typed, ActorType type, CancellationToken cancellationToken)
    {
        var wanted = MessageExtensions.From<Diplomacy.V1.ActorType>(type);
        if (typed.Length == 0)
        {
            var request = new ListActorsRequest { PageSize = FirstPageSize, Filter = new ActorFilter() };
            if (type != ActorType.None) request.Filter.Types_.Add(wanted);
            var all = await client.Actors.ListActorsAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            return [.. all.Actors.Select(Of)];
        }
        var found = await client.Actors.ResolveActorAsync(new ResolveActorRequest { Query = typed, MaxCandidates = CandidatesMax },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return
        [
            .. found.Candidates.Concat(found.Suggestions).Select(candidate => candidate.Actor).DistinctBy(actor => actor.Name)
                .Where(actor => type == ActorType.None || actor.Type == wanted).Select(Of).OrderBy(candidate => Rank(candidate, typed)),
        ];

        static CompletionCandidate Of(Diplomacy.V1.Actor actor) => new(ResourceNames.IdOf(actor.Name), actor.DisplayNames.First());
    }

    public async Task<IReadOnlyList<CompletionCandidate>> CompleteDemandAsync(string typed, CancellationToken cancellationToken)
    {
        var request = new ListDemandsRequest { PageSize = typed.Length == 0 ? FirstPageSize : RowStreams.PageSize };
        var candidates = new List<CompletionCandidate>();
        // The newest come first. If something is typed, older pages are read too, while there is time.
        do
        {
            var page = await client.Negotiations.ListDemandsAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            candidates.AddRange(Matching(typed,
                page.Demands.Select(demand => new CompletionCandidate(ResourceNames.IdOf(demand.Name), demand.Titles.First()))));
            request.PageToken = page.NextPageToken;
        }
        while (typed.Length > 0 && candidates.Count < CandidatesMax && request.PageToken.Length > 0);
        return candidates;
    }

    public async Task<IReadOnlyList<CompletionCandidate>> CompleteNegotiationAsync(
        string typed, CancellationToken cancellationToken) => Matching(typed,
        (await client.Negotiations.ListNegotiationsAsync(
            new ListNegotiationsRequest { PageSize = FirstPageSize }, cancellationToken: cancellationToken).ConfigureAwait(false))
            .Negotiations.Select(negotiation => new CompletionCandidate(ResourceNames.IdOf(negotiation.Name), negotiation.Titles.First())));

    public async Task<IReadOnlyList<CompletionCandidate>> CompleteStatementAsync(
        string typed, CancellationToken cancellationToken) => Matching(typed,
        (await client.Statements.ListStatementsAsync(
            new ListStatementsRequest { PageSize = FirstPageSize }, cancellationToken: cancellationToken).ConfigureAwait(false))
            .Statements.Select(statement =>
                new CompletionCandidate(ResourceNames.IdOf(statement.Name), $"{statement.Said.Text()}: {statement.Summaries.First()}")));

    public async Task<IReadOnlyList<CompletionCandidate>> CompleteMeetingAsync(
        string typed, CancellationToken cancellationToken) => Matching(typed,
        (await client.Negotiations.ListMeetingsAsync(
            new ListMeetingsRequest { PageSize = FirstPageSize }, cancellationToken: cancellationToken).ConfigureAwait(false))
            .Meetings.Select(meeting => new CompletionCandidate(ResourceNames.IdOf(meeting.Name), meeting.Titles.First())));

    public async Task<IReadOnlyList<CompletionCandidate>> CompleteItemAsync(
        string demand, string typed, CancellationToken cancellationToken) => Matching(typed,
        (await client.Negotiations.GetDemandAsync(new GetDemandRequest { Name = ResourceNames.Of("demands", demand) },
            cancellationToken: cancellationToken).ConfigureAwait(false))
            .Demand.Items.Select(item => new CompletionCandidate(item.Id, item.Titles.First())));

    /// <summary>Those that contain the text, in the id or in the name.</summary>
    private static List<CompletionCandidate> Matching(string typed, IEnumerable<CompletionCandidate> candidates) =>
    [
        .. candidates.Where(candidate => candidate.Id.Contains(typed, StringComparison.OrdinalIgnoreCase)
            || candidate.Tip.Contains(typed, StringComparison.OrdinalIgnoreCase))
            .OrderBy(candidate => Rank(candidate, typed)),
    ];

    /// <summary>An id that begins with the text comes first, then a name that does.</summary>
    private static int Rank(CompletionCandidate candidate, string typed) =>
        candidate.Id.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
            ? 0
            : candidate.Tip.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 1 : 2;
}
