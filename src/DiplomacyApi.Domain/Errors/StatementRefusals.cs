using Diplomacy.V1;

namespace DiplomacyApi.Domain.Errors;

/// <summary>Refusals of what is written about statements and corrections.</summary>
public static class StatementRefusals
{
    /// <summary>UNKNOWN_STATEMENT, with the metadata `statement`.</summary>
    /// <param name="name">The resource name.</param>
    /// <param name="end">How the sentence continues that begins with "There is no" and the name.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException Unknown(string name, string end, string field) =>
        ResourceRefusals.Unknown(ErrorReason.UnknownStatement, name, end, field);

    /// <summary>UNKNOWN_STATEMENT, with the metadata `statement`, of what the call itself asks for or acts on.</summary>
    /// <param name="name">The resource name.</param>
    /// <param name="end">How the sentence continues that begins with "There is no" and the name.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException UnknownTarget(string name, string end, string field) =>
        ResourceRefusals.UnknownTarget(ErrorReason.UnknownStatement, name, end, field);

    /// <summary>UNKNOWN_STATEMENT: a correction is about something that was not recorded.</summary>
    internal static RefusedException UnknownSubject(string name) =>
        new(ErrorReason.UnknownStatement, $"There is no {name}; name a statement or correction that was recorded.", "correction.subject")
        {
            IsTargetMissing = true,
        };

    internal static RefusedException Exists(string name) =>
        new(ErrorReason.StatementExists, $"{name} exists; choose another id, or correct it.", "statement_id");

    internal static RefusedException CorrectionExists(string name) =>
        new(ErrorReason.StatementExists, $"{name} exists; choose another id.", "correction_id");

    internal static RefusedException Erased(string name, long revision, string field) =>
        new(ErrorReason.StatementErased, $"{name} was erased at revision {revision}; record the statement under another id.", field);

    internal static RefusedException SaidInFuture(DateTimeOffset earliest, DateTimeOffset now, string field) => new(
        ErrorReason.SaidInFuture,
        $"The date said must not be in the future: it begins at {earliest:u}, and it is {now:u} now. Record the statement once it has been made.",
        field);

    internal static RefusedException TooManyReports(string name) =>
        new([new FieldViolation("report", ErrorReason.TooLarge,
            $"{name} has {Limits.ReportsMax} reports already, and none can be added.")]);

    internal static RefusedException CorrectionTooDeep(int depth, string name) => new(
        ErrorReason.TooDeep,
        $"There would be {depth} corrections, each of the one before, and the limit is {Limits.CorrectionDepthMax}; correct {name} itself.",
        "correction.subject");

    internal static RefusedException DuplicateOfItself() =>
        new(ErrorReason.WrongSubject, "A statement cannot be a duplicate of itself; name the one to keep.", "correction.duplicate_of");

    internal static RefusedException DuplicateOfAnotherAct() =>
        new(ErrorReason.WrongSubject, "The two statements have different acts; correct one of them first.", "correction.duplicate_of");
}
