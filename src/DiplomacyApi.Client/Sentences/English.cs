using Diplomacy.V1;

namespace DiplomacyApi.Client.Sentences;

/// <summary>
/// Writes in plain English what the server sends as codes: reasons, effects and changes. Each takes a lookup from a resource name
/// (<c>actors/nato</c>) to what people call it; without one, the id is written.
/// </summary>
public static partial class English
{
    private const string None = "none";

    /// <summary>Why something stands as it does: "NATO answered: rejected".</summary>
    public static string InEnglish(this Reason reason, Func<string, string>? nameOf = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var names = nameOf ?? IdOf;
        var (who, position) = (Listed(reason.Actors, names), InWords(reason.Position));
        return reason.Code switch
        {
            ReasonCode.Asked => $"{who} asked for it",
            ReasonCode.AskedAgain => $"{who} asked for it again",
            ReasonCode.Promised => $"{who} promised it",
            ReasonCode.Acknowledged => $"{who} acknowledged it",
            ReasonCode.Deferred => $"{who} put it off",
            ReasonCode.PositionSpoken => $"{who}, not in the form asked for: {position}",
            ReasonCode.PositionLeaked => $"{who}, in a leaked text: {position}",
            ReasonCode.PositionFormal => $"{who}, in the form asked for: {position}",
            ReasonCode.Delivered => $"{who} delivered an answer; what it says is not known",
            ReasonCode.Answered => $"{who} answered: {position}",
            ReasonCode.Performed => $"{who} did it",
            ReasonCode.Satisfied => $"{who} {(reason.Actors.Count > 1 ? "are" : "is")} satisfied",
            ReasonCode.Insufficient => $"{who} {Find(reason)} it insufficient",
            ReasonCode.InsufficientUndelivered => $"{who} {Find(reason)} it insufficient, and nothing was delivered",
            ReasonCode.Withdrawn => $"{who} took it back",
            ReasonCode.Replaced => $"{who} replaced it by {names(reason.Demand)}",
            ReasonCode.InvitationWithdrawn => $"{who} took the invitation back",
            ReasonCode.MeetingHeld => "a meeting was held",
            ReasonCode.MeetingCancelled => "the meeting was called off",
            ReasonCode.Phase => $"{who} announced it",
            ReasonCode.Begun => "a first statement was made",
            ReasonCode.PromiseMade => "a promise was made",
            ReasonCode.Step => $"{who}: {InWords(reason.Step)}",
            ReasonCode.Waiting => $"{who} {(reason.Actors.Count > 1 ? "wait" : "waits")} for {Listed(reason.WaitingFor, names)}",
            // Codes that a later server may send.
            _ => InWords(reason.Code),
        };
    }

    /// <summary>The resource names that the sentence looks up, for those who fetch what they are called first.</summary>
    public static IEnumerable<string> NamesIn(Reason? reason) =>
        reason is null ? [] : reason.Actors.Concat(reason.WaitingFor).Concat(Filled(reason.Demand));

    private static string Find(Reason reason) => reason.Actors.Count > 1 ? "find" : "finds";

    private static string IdOf(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static IEnumerable<string> Filled(params string[] names) => names.Where(name => name.Length > 0);

    /// <summary>"A", "A and B", "A, B and C".</summary>
    private static string Listed(IReadOnlyList<string> actors, Func<string, string> names) => actors.Count <= 1
        ? string.Concat(actors.Select(names))
        : $"{string.Join(", ", actors.Take(actors.Count - 1).Select(names))} and {names(actors[^1])}";

    /// <summary>NotAddressed as "not addressed".</summary>
    private static string InWords(Enum value) =>
        string.Concat(value.ToString()
            .Select((letter, place) => char.IsAsciiLetterUpper(letter)
                ? $"{(place > 0 ? " " : "")}{char.ToLowerInvariant(letter)}"
                : $"{letter}"));
}
