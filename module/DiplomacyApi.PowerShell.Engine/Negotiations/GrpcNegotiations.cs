using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Obligations;

namespace DiplomacyApi.PowerShell.Engine.Negotiations;

/// <summary>Negotiations of a server.</summary>
internal sealed class GrpcNegotiations(
    DiplomacyClient client, NegotiationRows rows, NegotiationStatusRows statuses, NegotiationChangeRows changes,
    StatusChangeRows statusChanges, TimelineRows timeline, MeetingRows meetings) : INegotiationCommands
{
    public IAsyncEnumerable<Negotiation> GetAsync(
        NegotiationQuery query, Clocks clocks, CancellationToken cancellationToken) => query.Negotiation is { } name
        ? RowStreams.Single(async () =>
        {
            var request = new GetNegotiationRequest { Name = ResourceNames.Parse("negotiations", name), At = clocks.ToReadAt() };
            var answer = await client.Negotiations.GetNegotiationAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await rows.ToRowAsync(answer.Negotiation, cancellationToken).ConfigureAwait(false);
        })
        : RowStreams.Prepared(async () => new ListNegotiationsRequest
        {
            PageSize = RowStreams.PageSize,
            At = clocks.ToReadAt(),
            Filter = new NegotiationFilter
            {
                Party = await new ActorResolver(client).ResolveOptionalAsync(query.Party, cancellationToken).ConfigureAwait(false),
                States = { query.States.Select(state => MessageExtensions.From<Diplomacy.V1.NegotiationState>(state)) },
            },
        }, request => RowStreams.Mapped(client.Negotiations.AllAsync(request, cancellationToken), rows.ToRowAsync, cancellationToken),
        cancellationToken);

    public Task<NegotiationStatus> GetStatusAsync(
        string negotiation, Clocks clocks, CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        var request = new GetNegotiationStatusRequest
        {
            Name = ResourceNames.Parse("negotiations", negotiation),
            At = clocks.ToReadAt(),
            Lens = clocks.ToLens(),
        };
        var answer = await client.Negotiations.GetNegotiationStatusAsync(
            request, cancellationToken: cancellationToken).ConfigureAwait(false);
        // Its obligations say who vouches for what is owed; they are read at the same point.
        var at = clocks.ToReadAt();
        at.KnownAtRevision = answer.LogPosition.Revision;
        var owed = new ListObligationsRequest
        {
            PageSize = RowStreams.PageSize,
            At = at,
            Lens = clocks.ToLens(),
            Filter = new ObligationFilter { Negotiation = request.Name, Pending = true, Contested = true },
        };
        var obligations = new List<Diplomacy.V1.Obligation>();
        await foreach (var obligation in client.Negotiations.AllAsync(owed, cancellationToken).ConfigureAwait(false))
            obligations.Add(obligation);
        return await statuses.ToRowAsync(new StatusAnswer(answer.Status, obligations, clocks.AsOf ?? "", answer.LogPosition),
            cancellationToken).ConfigureAwait(false);
    });

    public Task<IReadOnlyList<StatusChange>> CompareStatusAsync(
        string negotiation, Clocks from, Clocks to,
        CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync<IReadOnlyList<StatusChange>>(async () =>
    {
        var request = new CompareNegotiationStatusRequest
        {
            Name = ResourceNames.Parse("negotiations", negotiation),
            Before = from.ToReadAt(),
            After = to.ToReadAt(),
            Lens = to.ToLens(),
        };
        var answer = await client.Negotiations.CompareNegotiationStatusAsync(
            request, cancellationToken: cancellationToken).ConfigureAwait(false);
        var differences = await changes.ToRowsAsync(
            answer.NegotiationChanges, NegotiationChangeRows.CauseOf, cancellationToken).ConfigureAwait(false);
        differences.AddRange(await statusChanges.ToRowsAsync(
            answer.Changes, change => change.Cause, cancellationToken).ConfigureAwait(false));
        return differences;
    });

    public IAsyncEnumerable<TimelineEntry> GetTimelineAsync(string negotiation, Clocks clocks, CancellationToken cancellationToken)
    {
        var request = new ListTimelineEntriesRequest
        {
            PageSize = RowStreams.PageSize,
            At = clocks.ToReadAt(),
            Lens = clocks.ToLens(),
            Negotiation = ResourceNames.Parse("negotiations", negotiation),
        };
        return RowStreams.Mapped(client.Negotiations.AllAsync(request, cancellationToken), timeline.ToRowAsync, cancellationToken);
    }

    public IAsyncEnumerable<Standoff> GetStandoffsAsync(
        string? negotiation, Clocks clocks, CancellationToken cancellationToken) => negotiation is not null
        ? RowStreams.Flatten(StandoffsOfAsync(negotiation, clocks, cancellationToken))
        : RowStreams.Paged(new ListStandoffsRequest { PageSize = RowStreams.PageSize, At = clocks.ToReadAt(), Lens = clocks.ToLens() },
            async (page, token) =>
        {
            var answer = await client.Negotiations.ListStandoffsAsync(page, cancellationToken: token).ConfigureAwait(false);
            return (await ToRowsAsync(answer.Standoffs, clocks, token).ConfigureAwait(false), answer.NextPageToken);
        }, (page, next) => page.PageToken = next, cancellationToken);

    public IAsyncEnumerable<Meeting> GetMeetingsAsync(string? negotiation, Clocks clocks, CancellationToken cancellationToken)
    {
        var request = new ListMeetingsRequest
        {
            PageSize = RowStreams.PageSize,
            At = clocks.ToReadAt(),
            Lens = clocks.ToLens(),
            Negotiation = negotiation is null ? "" : ResourceNames.Parse("negotiations", negotiation),
        };
        return RowStreams.Mapped(client.Negotiations.AllAsync(request, cancellationToken),
            (meeting, token) => meetings.ToRowAsync(meeting, clocks.AsOf ?? "", token), cancellationToken);
    }

    public Task<Negotiation> CreateAsync(
        NegotiationDraft draft, WriteOptions options,
        CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        var negotiation = new Diplomacy.V1.Negotiation { Marking = draft.Marking ?? "" };
        FieldValues.Set(negotiation.Titles, draft.Title, draft.Language);
        FieldValues.Set(negotiation.Descriptions, draft.Description, draft.Language);
        await new DatedActorResolver(new ActorResolver(client), asOf: "", source: "")
            .SetAsync(negotiation.Parties, draft.Parties, cancellationToken).ConfigureAwait(false);
        var request = new CreateNegotiationRequest
        {
            Negotiation = negotiation,
            NegotiationId = draft.Id is null ? "" : ResourceNames.IdOf(draft.Id),
            RequestId = options.RequestId ?? "",
            ValidateOnly = options.ValidateOnly,
        };
        var answer = await new GeneratedIds(client, options).CreateAsync(request,
            async sent =>
                await client.Negotiations.CreateNegotiationAsync(
                    sent, cancellationToken: cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return await rows.ToRowAsync(answer.Negotiation, cancellationToken).ConfigureAwait(false);
    });

    private Task<IReadOnlyList<Standoff>> StandoffsOfAsync(
        string negotiation, Clocks clocks,
        CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync<IReadOnlyList<Standoff>>(async () =>
    {
        var request = new GetNegotiationStatusRequest
        {
            Name = ResourceNames.Parse("negotiations", negotiation),
            At = clocks.ToReadAt(),
            Lens = clocks.ToLens(),
        };
        var answer = await client.Negotiations.GetNegotiationStatusAsync(
            request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await ToRowsAsync(answer.Status.Standoffs, clocks, cancellationToken).ConfigureAwait(false);
    });

    private async Task<List<Standoff>> ToRowsAsync(IEnumerable<Diplomacy.V1.Standoff> standoffs, Clocks clocks, CancellationToken token)
    {
        var converted = new List<Standoff>();
        foreach (var standoff in standoffs) converted.Add(await rows.ToRowAsync(standoff, clocks.AsOf ?? "", token).ConfigureAwait(false));
        return converted;
    }
}
