using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>A call that failed: the reason, in PascalCase, and the category under which PowerShell files it.</summary>
public sealed class DiplomacyApiException(string message, string reason, ErrorCategory category) : Exception(PlainText.Clean(message))
{
    /// <summary>The reason where something answers that is not a DiplomacyApi server.</summary>
    internal const string NotDiplomacyApi = "NotDiplomacyApi";

    /// <summary>
    /// The server's reason (`UnknownDemand`), or the module's own (`NotConnected`, `Unreachable`, `ServerNotTrusted`, `NotDiplomacyApi`,
    /// `TimedOut`, `AmbiguousActor`, `WaitTimedOut`).
    /// </summary>
    public string Reason { get; } = reason;

    /// <summary>What is wrong with which field of the request, by its path in the contract; empty where the message says it all.</summary>
    public IReadOnlyList<FieldProblem> Fields { get; init; } = [];

    /// <summary>PowerShell's category.</summary>
    public ErrorCategory Category { get; } = category;

    /// <summary>Whether every further call would fail in the same way.</summary>
    public bool IsAboutTheConnection =>
        Category is ErrorCategory.ConnectionError or ErrorCategory.SecurityError or ErrorCategory.AuthenticationError
            or ErrorCategory.OperationTimeout;

    /// <summary>Whether the server was not there, was not trusted, was none, or did not answer in time.</summary>
    internal bool IsAboutTheServer => Reason is "Unreachable" or "ServerNotTrusted" or NotDiplomacyApi or "TimedOut";
}

/// <summary>What is wrong with one field.</summary>
public sealed record FieldProblem(string Field, string Message)
{
    /// <summary>What is wrong, without characters that act on a terminal.</summary>
    public string Message { get; } = PlainText.Clean(Message);
}
