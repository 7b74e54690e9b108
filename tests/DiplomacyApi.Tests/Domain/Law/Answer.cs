using Diplomacy.V1;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>One obligation as of one date, in plain values, so that two answers compare with ==.</summary>
internal sealed record Answer(
    ObligationKind Kind,
    string Subject,
    string Item,
    string Debtor,
    string Creditors,
    ObligationState State,
    string StateBy,
    Disposition Spoken,
    string SpokenBy,
    Attribution SpokenBasis,
    Disposition Formal,
    string FormalBy,
    Attribution FormalBasis,
    Disposition Acknowledgement,
    string Since,
    string OpenedBy,
    string DueAsked,
    string DuePromised,
    string Promises,
    string Verdicts,
    bool IsDelivered,
    string DeliveredDate)
{
    public static Answer Of(Obligation obligation) => new(
        obligation.Kind,
        obligation.Subject,
        obligation.Item,
        obligation.Debtor,
        Joined(obligation.Creditors),
        obligation.State,
        Last(obligation.StateDecision),
        obligation.SpokenPosition,
        Last(obligation.SpokenDecision),
        obligation.SpokenPosition == Disposition.Unspecified ? Attribution.Unspecified : obligation.SpokenDecision.Basis,
        obligation.FormalPosition,
        Last(obligation.FormalDecision),
        obligation.FormalPosition == Disposition.Unspecified ? Attribution.Unspecified : obligation.FormalDecision.Basis,
        obligation.Acknowledgement,
        obligation.Since?.Text ?? "",
        obligation.OpenedBy,
        obligation.DueAsked?.Text ?? "",
        obligation.DuePromised?.Text ?? "",
        Joined(obligation.Promises.Select(promise => $"{promise.Statement}{(promise.Stands ? "" : " (not any longer)")}")),
        Joined(obligation.Verdicts.Select(one => $"{one.Creditor} {one.Verdict} by {Last(one.Decision)}")),
        obligation.Delivered,
        obligation.DeliveredDate?.Text ?? "");

    public static string Of(Meeting meeting) =>
        OfMeeting(meeting.Name, meeting.Phase, Last(meeting.PhaseDecision), meeting.Date?.Text ?? "", meeting.Participants);

    public static string OfMeeting(string name, MeetingPhase phase, string by, string date, IEnumerable<string> participants) =>
        $"{name} {phase} by {by} on [{date}] with {Joined(participants)}";

    public static string Joined(IEnumerable<string> names) => string.Join(" ", names.Order(StringComparer.Ordinal));

    private static string Last(Decision? decision) => decision?.Statements.LastOrDefault() ?? "";
}
