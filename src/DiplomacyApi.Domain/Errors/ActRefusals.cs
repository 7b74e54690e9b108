using Diplomacy.V1;

namespace DiplomacyApi.Domain.Errors;

/// <summary>Refusals of acts that do not fit what they are about, or are for others to say.</summary>
internal static class ActRefusals
{
    /// <summary>WRONG_PARTY: the act is for others to say.</summary>
    /// <param name="speaker">Who says it.</param>
    /// <param name="parties">For whom the speaker speaks.</param>
    /// <param name="entitled">For whom it would have to be said.</param>
    /// <param name="act">What they can do, as a verb with its object.</param>
    /// <param name="isRemark">Whether the statement is a remark already.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException WrongParty(
        string speaker, IEnumerable<string> parties, IEnumerable<string> entitled, string act, bool isRemark, string field) => new(
        ErrorReason.WrongParty,
        $"{speaker} speaks for {string.Join(", ", parties)}; only {string.Join(" or ", entitled)} can {act}. {(isRemark ? "Leave out the stance." : "Record a remark instead.")}",
        field);

    public static RefusedException ReplacementKeepsId(string kept, string kind, string field) =>
        new(ErrorReason.WrongSubject, $"A replacement keeps the id {kept}; leave {kind} empty.", field);

    public static RefusedException RestatesItself(string field) =>
        new(ErrorReason.WrongSubject, "A promise cannot restate itself; name the one made before.", field);

    public static RefusedException PromiseWithdrawn(string promise, string field) =>
        new(ErrorReason.WrongSubject, $"{promise} was taken back; promise it under a new id, without restates.", field);

    /// <summary>WRONG_SUBJECT: only a promise to do something can be meant here.</summary>
    /// <param name="name">The statement that was named.</param>
    /// <param name="otherwise">What to do instead.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException NotAPromiseToDo(string name, string otherwise, string field) =>
        new(ErrorReason.WrongSubject, $"{name} is not a promise to do something; {otherwise}.", field);

    public static RefusedException NothingToFulfil(string name, string field) => new(
        ErrorReason.WrongSubject,
        $"{name} is neither a promise to do something nor a warning; refer to a demand by its own name, demands/….",
        field);

    public static RefusedException NothingToWithdraw(string name, string field) => new(
        ErrorReason.WrongSubject,
        $"{name} is not a promise, condition or warning. Refer to a demand or meeting by its own name (demands/…, meetings/…); to undo a recording error, correct the statement.",
        field);

    public static RefusedException RemarksTooDeep(string field) => new(
        ErrorReason.TooDeep,
        $"More than {Limits.CorrectionDepthMax} remarks would confirm or deny one another; confirm or deny the statement that they are about.",
        field);
}
