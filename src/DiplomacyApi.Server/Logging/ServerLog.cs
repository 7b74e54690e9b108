namespace DiplomacyApi.Server.Logging;

/// <summary>All that the server logs, by number. No text that a client sent is logged.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information,
        "Serving log {LogId} of {Data} at revision {Revision} by rules version {RulesVersion} with access control {Access} on {Address}.")]
    public static partial void Serving(
        ILogger logger, string address, string data, string logId, long revision, int rulesVersion, string access);

    [LoggerMessage(2, LogLevel.Critical,
        "The server stops because the state of its journal is uncertain: {Problem} Start it again; it continues from what is on the disk.")]
    public static partial void JournalFailed(ILogger logger, string problem, Exception failure);

    [LoggerMessage(3, LogLevel.Error, "{Method} failed with an internal error; trace {TraceId}.")]
    public static partial void Fault(ILogger logger, string method, string traceId, Exception fault);

    [LoggerMessage(4, LogLevel.Error,
        "What a write changed in the negotiations themselves could not be read; it is recorded, and its answer leaves that out.")]
    public static partial void NegotiationChangesUnread(ILogger logger, Exception fault);

    [LoggerMessage(5, LogLevel.Information, "Running on {Runtime}, {System}.")]
    public static partial void Running(ILogger logger, string runtime, string system);

    [LoggerMessage(7, LogLevel.Information, "Stopping. Calls are answered for {Seconds} s more, while health reports NOT_SERVING.")]
    public static partial void Draining(ILogger logger, double seconds);

    [LoggerMessage(8, LogLevel.Information, "SIGHUP is ignored: certificates and credentials are read again when they change.")]
    public static partial void HangupIgnored(ILogger logger);

    [LoggerMessage(9, LogLevel.Information, "{Work}: {Unit} {Done} of {Total}.")]
    public static partial void Progress(ILogger logger, string work, string unit, long done, long total);

    [LoggerMessage(10, LogLevel.Information, "Stopped before the journal was open; the next start begins again.")]
    public static partial void StoppedOpening(ILogger logger);

    [LoggerMessage(11, LogLevel.Critical, "The server stops, as its journal is not what it was: {Problem}")]
    public static partial void JournalIsAnother(ILogger logger, string problem);

    [LoggerMessage(20, LogLevel.Error, "No credentials are accepted: {Problem}")]
    public static partial void CredentialsLapsed(ILogger logger, string problem);

    [LoggerMessage(30, LogLevel.Warning, "The credentials cannot be read; those read last stay in force for {Seconds} seconds. {Problem}")]
    public static partial void CredentialsUnreadable(ILogger logger, double seconds, string problem);

    [LoggerMessage(31, LogLevel.Information, "The credentials in {File} can be read again.")]
    public static partial void CredentialsReadable(ILogger logger, string file);

    [LoggerMessage(32, LogLevel.Warning, "The credential with the id {Id} is not accepted. {Problem}")]
    public static partial void CredentialPassedOver(ILogger logger, string id, string problem);

    [LoggerMessage(33, LogLevel.Error, "Checking for changed credentials failed; the server continues, and tries again.")]
    public static partial void AccessRefreshFailed(ILogger logger, Exception failure);

    [LoggerMessage(34, LogLevel.Error, "The keys of the JWT issuer {Authority} cannot be fetched: {Problem}.")]
    public static partial void IssuerFails(ILogger logger, string authority, string problem);

    [LoggerMessage(35, LogLevel.Information, "The keys of the JWT issuer {Authority} can be fetched again.")]
    public static partial void IssuerAnswers(ILogger logger, string authority);

    [LoggerMessage(36, LogLevel.Information, "JWTs are now checked with the new key in {File}.")]
    public static partial void JwtKeyTaken(ILogger logger, string file);

    [LoggerMessage(37, LogLevel.Warning, "The key for JWTs changed but cannot be used; the previous one stays in use. {Problem}")]
    public static partial void JwtKeyKept(ILogger logger, string problem);

    [LoggerMessage(21, LogLevel.Information, "A call of {Method} by {Caller} from {Peer} was refused: {Reason}.")]
    public static partial void Refused(ILogger logger, string method, string caller, string peer, string reason);

    [LoggerMessage(38, LogLevel.Information, "{Caller} from {Peer} called {Method} ({Subject}): {Outcome}.")]
    public static partial void AdminCalled(ILogger logger, string caller, string peer, string method, string subject, string outcome);

    /// <summary>Only what kind of thing is wrong: the text of the problem would quote what the client sent.</summary>
    [LoggerMessage(25, LogLevel.Information, "A JWT was refused: {Problem}.")]
    public static partial void JwtRefused(ILogger logger, string problem);

    [LoggerMessage(26, LogLevel.Warning, "A connection from {Peer} was closed, since {ConnectionsMax} are open already.")]
    public static partial void ConnectionRefused(ILogger logger, string peer, int connectionsMax);

    [LoggerMessage(27, LogLevel.Warning, "{Category} reports a problem with a connection or a request: {Event} ({Problem}).")]
    public static partial void FrameworkProblem(ILogger logger, string category, string @event, string problem, Exception? fault);

    [LoggerMessage(28, LogLevel.Warning, "{Count} more within {Seconds} s: {What}.")]
    public static partial void Followed(ILogger logger, int count, string what, double seconds);

    [LoggerMessage(29, LogLevel.Warning,
        "At most {Connections} connections are accepted, not {Wanted}, because of the limit on open files (ulimit -n, LimitNOFILE).")]
    public static partial void FewConnections(ILogger logger, int connections, int wanted);

    [LoggerMessage(22, LogLevel.Information, "New connections use the new certificate in {File}.")]
    public static partial void CertificateTaken(ILogger logger, string file);

    [LoggerMessage(23, LogLevel.Warning, "The certificate changed but cannot be used; the previous one stays in use. {Problem}")]
    public static partial void CertificateKept(ILogger logger, string problem);

    [LoggerMessage(24, LogLevel.Warning,
        "Tokens are sent unencrypted on {Address}, because insecure-behind-proxy is set. Make sure that only the proxy can reach it.")]
    public static partial void Insecure(ILogger logger, string address);
}
