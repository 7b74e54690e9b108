using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;
using DiplomacyApi.PowerShell.Engine.Reports.Reading;

namespace DiplomacyApi.PowerShell.Engine.Reports.Calendars;

/// <summary>A due or a meeting, as a calendar has it.</summary>
/// <param name="Key">What it is about; one and the same at every point of the log.</param>
/// <param name="Category">Due asked, Due promised or Meeting.</param>
/// <param name="Summary">What is seen of it first.</param>
/// <param name="Date">When; null where that is not known.</param>
internal sealed record CalendarEntry(string Key, string Category, string Summary, PartialDate? Date)
{
    public bool IsDue { get; init; }

    /// <summary>A meeting that does not take place, or what is no longer owed.</summary>
    public bool IsCancelled { get; init; }
    public bool IsTentative { get; init; }

    /// <summary>A meeting that was held.</summary>
    public bool IsOver { get; init; }
    public string Place { get; init; } = "";
    public string Marking { get; init; } = "";

    /// <summary>What else is to be known of it.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}

/// <summary>What of a negotiation belongs in a calendar.</summary>
internal static class CalendarEntries
{
    public static IEnumerable<CalendarEntry> Of(ReportFacts facts) => [.. Asked(facts), .. Promised(facts), .. Meetings(facts)];

    /// <summary>Of each subject and debtor the due asked that ends first, of what is still owed where anything is.</summary>
    private static IEnumerable<CalendarEntry> Asked(ReportFacts facts) => facts.Obligations.Where(one => one.DueAsked is not null)
        .GroupBy(one => (one.Subject, one.Debtor)).Select(group =>
    {
        var owed = group.Where(IsOwed).ToList();
        var first = (owed.Count > 0 ? owed : [.. group]).MinBy(one => one.DueAsked.Latest() ?? DateTimeOffset.MaxValue)!;
        var items = (owed.Count > 0 ? owed : [.. group]).Select(one => one.Item).Where(item => item.Length > 0).ToList();
        return new CalendarEntry($"asked:{first.Subject}:{first.Debtor}", "Due asked",
            $"Due: {facts.Name(first.Debtor)} owes {facts.NamesOf(first.Creditors)} {ReportText.Owed(first.Kind)}: {first.Titles.First()}",
            first.DueAsked)
        {
            IsDue = true,
            IsCancelled = owed.Count == 0,
            Marking = MarkingOf(facts, first.Subject),
            Lines = [owed.Count > 0 ? $"State: {State(first.State, first.DueState)}" : $"No longer owed: {ReportText.InWords(first.State)}",
                .. items.Count > 0 ? [$"Items: {string.Join(", ", items)}"] : (string[])[],
                $"Asked as: {ResourceNames.IdOf(first.Subject)}", .. Negotiation(facts)],
        };
    });

    private static IEnumerable<CalendarEntry> Promised(ReportFacts facts) => facts.Promises.Where(promise => promise.Due is not null
        && promise.WithoutEffect is null).Select(promise =>
    {
        var names = promise.RestatedBy.Append(promise.Statement).ToHashSet(StringComparer.Ordinal);
        var stands = facts.Obligations.Any(one => one.Debtor == promise.Debtor && IsOwed(one)
            && one.Promises.Any(made => made.Stands && names.Contains(made.Statement)));
        var what = promise.Kind == Diplomacy.V1.PromiseKind.ToAnswer
            ? $"an answer: {TitleOf(facts, promise.Demand)}"
            : promise.Titles.First();
        var state = promise.Missed ? "missed" : ReportText.InWords(promise.State);
        return new CalendarEntry($"promised:{promise.Statement}:{promise.Debtor}", "Due promised",
            $"Promised: {facts.Name(promise.Debtor)} to {facts.NamesOf(promise.Creditors)}, {what}", promise.Due)
        {
            IsDue = true,
            IsCancelled = !stands,
            Marking = promise.Demand.Length > 0 ? MarkingOf(facts, promise.Demand) : MarkingOf(facts, promise.Statement),
            Lines = [
                stands
                    ? $"State: {State(promise.State, promise.DueState)}"
                    : $"No longer owed: {(promise.Withdrawn ? "withdrawn" : state)}",
                $"Statement: {ResourceNames.IdOf(promise.Statement)}", .. Negotiation(facts)],
        };
    });

    private static IEnumerable<CalendarEntry> Meetings(ReportFacts facts) => facts.Meetings.Select(meeting => new CalendarEntry(
        $"meeting:{meeting.Name}", "Meeting", meeting.Titles.First() is { Length: > 0 } title ? title : ResourceNames.IdOf(meeting.Name),
        meeting.Date)
    {
        IsCancelled = meeting.Phase == Diplomacy.V1.MeetingPhase.Cancelled || meeting.InvitationWithdrawn,
        IsTentative = meeting.Phase is Diplomacy.V1.MeetingPhase.Proposed or Diplomacy.V1.MeetingPhase.Postponed,
        IsOver = meeting.Phase == Diplomacy.V1.MeetingPhase.Held,
        Place = meeting.Places.First(),
        Marking = string.Join(" · ",
            meeting.Statements.Select(statement => MarkingOf(facts, statement))
                .Where(marking => marking.Length > 0).Distinct(StringComparer.Ordinal)),
        Lines = [
            $"Meeting: {ResourceNames.IdOf(meeting.Name)}, {ReportText.InWords(meeting.Phase)} ({ReportText.Basis(meeting.PhaseDecision?.Basis ?? default)})",
            $"With: {facts.NamesOf(meeting.Participants.Count > 0 ? meeting.Participants : meeting.Invitees.Concat(meeting.Convenors).Distinct())}",
            .. meeting.Agenda.Count > 0 ? [$"Agenda: {meeting.Agenda.First()}"] : (string[])[], .. Negotiation(facts)],
    });

    private static bool IsOwed(Diplomacy.V1.Obligation one) =>
        one.State is Diplomacy.V1.ObligationState.Outstanding or Diplomacy.V1.ObligationState.Acknowledged
            or Diplomacy.V1.ObligationState.Promised;

    private static string State(Diplomacy.V1.ObligationState state, Diplomacy.V1.DueState due) =>
        $"{ReportText.InWords(state)}{(due == Diplomacy.V1.DueState.Unspecified ? "" : $", {due.ToString().ToUpperInvariant()}")}";

    private static IEnumerable<string> Negotiation(ReportFacts facts) =>
        [$"Negotiation: {(facts.Negotiation.Titles.First() is { Length: > 0 } title ? title : ResourceNames.IdOf(facts.Negotiation.Name))}"];

    private static string TitleOf(ReportFacts facts, string demand) =>
        facts.Demands.FirstOrDefault(one => one.Name == demand)?.Titles.First() is { Length: > 0 } title
            ? title
            : ResourceNames.IdOf(demand);

    private static string MarkingOf(ReportFacts facts, string name) =>
        facts.Demands.FirstOrDefault(one => one.Name == name)?.Marking
        ?? facts.Timeline.FirstOrDefault(entry => entry.Statement.Name == name)?.Statement.Marking ?? "";
}
