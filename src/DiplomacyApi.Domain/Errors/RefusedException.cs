using Diplomacy.V1;

namespace DiplomacyApi.Domain.Errors;

/// <summary>A request that is refused. It touches nothing and takes no revision.</summary>
public sealed class RefusedException : Exception
{
    /// <summary>Refuses for one reason.</summary>
    public RefusedException(ErrorReason reason, string message, string field = "", IReadOnlyDictionary<string, string>? metadata = null)
        : base(message)
    {
        Reason = reason;
        Violations = field.Length == 0 ? [] : [new FieldViolation(field, reason, message)];
        Metadata = metadata ?? new Dictionary<string, string>();
    }

    /// <summary>Refuses a request whose fields are wrong, all of them at once.</summary>
    public RefusedException(IReadOnlyList<FieldViolation> violations)
        : base(string.Join(
            " ", violations.Take(Limits.ViolationsReportedMax).Select(violation => $"{violation.Field}: {violation.Message}")))
    {
        Reason = violations[0].Reason;
        Violations = violations;
        Metadata = new Dictionary<string, string>();
    }

    private RefusedException(RefusedException refused)
        : base(refused.Message) =>
        (Reason, Violations, Metadata, RetryAfter, MissingName, IsTargetMissing, Ahead) = (refused.Reason, refused.Violations,
            refused.Metadata, refused.RetryAfter, refused.MissingName, refused.IsTargetMissing, refused.Ahead);

    /// <summary>Why.</summary>
    public ErrorReason Reason { get; }

    /// <summary>Which fields, where it is about fields.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; }

    /// <summary>What the message names, for programs.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The resource name that nothing has, which may be mistyped; null if the refusal is about something else.</summary>
    public string? MissingName { get; internal init; }

    /// <summary>Whether what is missing is what the call itself asks for or acts on, and not something that it only refers to.</summary>
    public bool IsTargetMissing { get; init; }

    /// <summary>The revision past the head that was named, which another server may have recorded; 0: it is about something else.</summary>
    public long Ahead { get; init; }

    /// <summary>After how long it is worth trying again. Null: that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same refusal of another request: each caller throws an exception of its own.</summary>
    public RefusedException Copy() => new(this);

    /// <summary>The same refusal, of a request within another.</summary>
    public RefusedException Within(string path) => new(
        [.. (Violations.Count == 0 ? [new FieldViolation("", Reason, Message)] : Violations)
            .Select(violation => violation with { Field = violation.Field.Length == 0 ? path : $"{path}.{violation.Field}" })]);
}
