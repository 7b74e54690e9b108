using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Statements;

/// <summary>What is odd about a statement that is recorded nevertheless, in sentences for who recorded it.</summary>
internal sealed class RecordingWarnings(DiplomacyClient client, ActorDisplayNames actors)
{
    private const int ComparedMax = 200;

    /// <summary>What is odd. If something cannot be read to find out, the write still succeeds.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(Diplomacy.V1.Statement statement, bool changesNothing, CancellationToken token)
    {
        var warnings = new List<string>();
        Dates(statement, warnings);
        try
        {
            if (statement is { Remark: not null, Negotiation.Length: 0 })
                warnings.Add("It belongs to no negotiation, so no timeline or report shows it; give one with -Negotiation.");
            if (statement.Meeting is { } meeting) await NewMeetingAsync(statement, meeting, warnings, token).ConfigureAwait(false);
            if (statement.Demand is { Restates.Length: 0, Joins.Length: 0, Replaces.Length: 0 } demand)
                await AskedBeforeAsync(statement, demand, warnings, token).ConfigureAwait(false);
            foreach (var name in Answered(statement))
                await AnswerAsync(statement, name, changesNothing, warnings, token).ConfigureAwait(false);
        }
        catch (DiplomacyException)
        {
            // The statement is recorded all the same, which the caller learns from the result.
        }
        return warnings;
    }

    private static void Dates(Diplomacy.V1.Statement statement, List<string> warnings)
    {
        var due = statement.Demand?.Due ?? statement.Promise?.Due ?? statement.Assessment?.Due;
        if (IsBefore(due, statement.Said)) warnings.Add($"The due date ({due!.Text}) is before the date said ({statement.Said.Text}).");
        foreach (var report in statement.Reports)
            if (IsBefore(report.Published, statement.Said))
                warnings.Add($"The report was published ({report.Published.Text}) before the statement was made ({statement.Said.Text}).");
    }

    private async Task NewMeetingAsync(Diplomacy.V1.Statement statement, MeetingAct meeting, List<string> warnings, CancellationToken token)
    {
        if (meeting.Phase is not (Diplomacy.V1.MeetingPhase.Held or Diplomacy.V1.MeetingPhase.Postponed
                or Diplomacy.V1.MeetingPhase.Cancelled))
            return;
        try
        {
            var request = new GetMeetingRequest
            {
                Name = meeting.Meeting,
                At = statement.Revision > 0 ? new ReadAt { KnownAtRevision = statement.Revision - 1 } : null,
            };
            if (meeting.Meeting.Length > 0)
                await client.Negotiations.GetMeetingAsync(request, cancellationToken: token).ConfigureAwait(false);
        }
        catch (DiplomacyException unknown) when (unknown.Reason == ErrorReason.UnknownMeeting)
        {
            warnings.Add(
                $"{ResourceNames.IdOf(meeting.Meeting)} is a new meeting, and its first phase is {meeting.Phase}; if its id is mistyped, find the right one with Get-Meeting.");
        }
    }

    private async Task AskedBeforeAsync(Diplomacy.V1.Statement statement, DemandAct demand, List<string> warnings, CancellationToken token)
    {
        var request = new ListDemandsRequest
        {
            PageSize = ComparedMax,
            Filter = new DemandFilter { Negotiation = statement.Negotiation, Creditor = PartiesOf(statement).First() },
        };
        var listed = await client.Negotiations.ListDemandsAsync(request, cancellationToken: token).ConfigureAwait(false);
        var same = listed.Demands.FirstOrDefault(other => other.Name != demand.Demand
            && other.Titles.First().Equals(demand.Titles.First(), StringComparison.OrdinalIgnoreCase)
            && other.Debtors.Any(debtor => statement.Addressees.Concat(demand.Targets).Contains(debtor.Debtor)));
        if (same is not null)
            warnings.Add(
                $"The demand {ResourceNames.IdOf(same.Name)} has the same title, author and debtor; if it is the same demand, use -Restates {ResourceNames.IdOf(same.Name)}.");
    }

    private async Task AnswerAsync(
        Diplomacy.V1.Statement statement, string name, bool changesNothing, List<string> warnings, CancellationToken token)
    {
        var demand = (await client.Negotiations.GetDemandAsync(
            new GetDemandRequest { Name = name }, cancellationToken: token).ConfigureAwait(false)).Demand;
        var id = ResourceNames.IdOf(name);
        if (IsBefore(statement.Said, demand.Since))
            warnings.Add($"It was said on {statement.Said.Text}, before the demand {id} was made ({demand.Since.Text}).");
        var debtors = demand.Debtors.Select(debtor => debtor.Debtor).ToList();
        var parties = PartiesOf(statement);
        if (!changesNothing || debtors.Count == 0 || debtors.Intersect(parties, StringComparer.Ordinal).Any()) return;

        var (by, who) =
            (await actors.NamesAsync(parties, token).ConfigureAwait(false), await actors.NamesAsync(debtors, token).ConfigureAwait(false));
        var speaker = (await client.Actors.GetActorAsync(
            new GetActorRequest { Name = statement.Speaker }, cancellationToken: token).ConfigureAwait(false)).Actor;
        warnings.Add(speaker.Type is Diplomacy.V1.ActorType.Person or Diplomacy.V1.ActorType.Ministry
            ? $"{speaker.DisplayNames.First()} spoke for none of the debtors on {statement.Said.Text}: the answer on {id} is owed by {who}."
            : $"{by} owes no answer on {id}; it is owed by {who}.{(statement.Addressees.Any(debtors.Contains) ? " Are -By and -To swapped?" : "")}");
    }

    /// <summary>The demands that a statement answers, promises to answer, or says are met.</summary>
    private static IEnumerable<string> Answered(Diplomacy.V1.Statement statement) => (statement switch
    {
        { Response: { } response } => response.Demands,
        { Promise: { Kind: Diplomacy.V1.PromiseKind.ToAnswer } promise } => [promise.Demand],
        { Fulfillment: { } fulfillment } when fulfillment.Subject.StartsWith("demands/", StringComparison.Ordinal) => [fulfillment.Subject],
        _ => (IEnumerable<string>)[],
    }).Where(name => name.Length > 0);

    private static List<string> PartiesOf(Diplomacy.V1.Statement statement) =>
    [
        .. (statement.Principals.Count > 0 ? statement.Principals : (IEnumerable<string>)[statement.Speaker])
            .Select(actor => statement.ResolvedParties.FirstOrDefault(resolved => resolved.Actor == actor)?.Party ?? actor)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Whether a date ends before another begins.</summary>
    private static bool IsBefore(PartialDate? date, PartialDate? other) =>
        date?.LatestTime is { } ends && other?.EarliestTime is { } begins && ends <= begins;
}
