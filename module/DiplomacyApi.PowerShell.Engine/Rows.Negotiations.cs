using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Negotiations.</summary>
internal sealed partial class Rows
{
    public async Task<Negotiation> OfAsync(Diplomacy.V1.Negotiation negotiation, CancellationToken token) => new()
    {
        NegotiationId = Ids.Bare(negotiation.Name),
        Title = negotiation.Titles.First(),
        Parties = await actors.NamesAsync(negotiation.Parties, token).ConfigureAwait(false),
        Description = negotiation.Descriptions.First(),
        Marking = negotiation.Marking,
        Revision = negotiation.Revision,
    };

    public async Task<NegotiationStatus> OfAsync(Diplomacy.V1.NegotiationStatus status, string? asOf, LogPosition position, CancellationToken token)
    {
        var waiting = new List<string>();
        foreach (var one in status.WaitingOn)
            waiting.Add($"{await actors.NameAsync(one.Debtor, token).ConfigureAwait(false)} owes {await actors.NamesAsync(one.Creditors, token).ConfigureAwait(false)} "
                + $"{(one.Kind == Diplomacy.V1.ObligationKind.Reply ? "a reply" : one.Kind == Diplomacy.V1.ObligationKind.Performance ? "a performance" : "an answer")} on {one.Titles.First()}"
                + $" ({one.State}{(one.DueState == Diplomacy.V1.DueState.Unspecified ? "" : $", {one.DueState.ToString().ToUpperInvariant()}")})");
        var meeting = status.NextMeeting;
        return new NegotiationStatus
        {
            NegotiationId = Ids.Bare(status.Negotiation),
            Title = status.Titles.First(),
            State = status.State.To<NegotiationState>(),
            Reason = status.StateDecision?.Reason ?? "",
            Basis = (status.StateDecision?.Basis ?? default).To<Attribution>(),
            WaitingOn = string.Join("; ", waiting),
            NextMeeting = meeting is null ? "" : $"{meeting.Titles.First()}, {meeting.Phase}{(meeting.Date is null ? "" : $" for {meeting.Date.Text}")}",
            Conditions = await SaidAsync(status.Conditions.Select(condition => (condition.Authors.AsEnumerable(), condition.Titles.First())), token).ConfigureAwait(false),
            Warnings = await SaidAsync(status.Warnings.Select(warning => (warning.Authors.AsEnumerable(), warning.Consequences.First() + (warning.Hedged ? " (hedged)" : ""))), token).ConfigureAwait(false),
            Standoffs = string.Join("; ", status.Standoffs.Select(standoff => string.Join(" and ", standoff.Actors.Select(Ids.Bare)))),
            LastActivity = status.LastActivity.Text(),
            Marking = status.Marking,
            AsOf = asOf ?? "",
            KnownAtRevision = position.Revision,
        };
    }

    public async Task<TimelineEntry> OfAsync(Diplomacy.V1.TimelineEntry entry, CancellationToken token) => new()
    {
        Said = entry.Statement.Said.Text(),
        Seen = entry.SeenTime.ToDateTimeOffset(),
        Speaker = await actors.NameAsync(entry.Statement.Speaker, token).ConfigureAwait(false),
        Act = entry.Statement.ActKind.ToString(),
        Summary = entry.Statement.Summaries.First(),
        Attribution = entry.Statement.Attribution.To<Attribution>(),
        Effects = string.Join("; ", entry.Effects),
        WithoutEffect = entry.WithoutEffect,
        Denied = entry.Denied,
        Confirmed = entry.Confirmed,
        StatementId = Ids.Bare(entry.Statement.Name),
        NegotiationId = Ids.Bare(entry.Statement.Negotiation),
        Sources = Mapping.Sources(entry.Statement.Reports),
        Marking = entry.Statement.Marking,
    };

    private async Task<string> SaidAsync(IEnumerable<(IEnumerable<string> Authors, string What)> said, CancellationToken token)
    {
        var lines = new List<string>();
        foreach (var (authors, what) in said) lines.Add($"{await actors.NamesAsync(authors, token).ConfigureAwait(false)}: {what}");
        return string.Join("; ", lines);
    }
}
