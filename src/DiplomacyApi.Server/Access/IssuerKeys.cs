using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace DiplomacyApi.Server.Access;

/// <summary>
/// The keys of an OpenID provider. They are fetched before the first JWT is checked, at a JWT by an unknown key, and regularly, so that
/// new keys are accepted at once and revoked keys not for long. Nobody can make the server fetch more often than once in an interval, and a
/// failing issuer delays callers only briefly.
/// </summary>
internal sealed class IssuerKeys : IJwtKeys, IDisposable
{
    private readonly AccessOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<IssuerKeys> _logger;
    private readonly HttpClient _http;
    private readonly Documents _documents;
    private readonly Lock _lock = new();
    private volatile Fetched? _held;
    private Task<Fetched?> _fetching = Task.FromResult<Fetched?>(null);
    private long? _begun;
    private string _problem = "";

    public IssuerKeys(AccessOptions options, TimeProvider time, ILogger<IssuerKeys> logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        // The time is bounded for both answers together; an address that moves is looked up again.
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = Limits.IssuerKeysInterval })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = Limits.IssuerResponseBytesMax,
        };
        _documents = new Documents(_http, new Uri(options.JwtAuthority).Scheme);
    }

    public async Task<TrustedKeys> CurrentAsync(CancellationToken cancellationToken) =>
        _held is { } held && _time.GetElapsedTime(held.At) < Limits.IssuerKeysAgeMax
            ? held.Keys
            : await FetchedAsync(
                "The JWT cannot be checked, since its issuer returns no keys; try again later, or use a token of this server.",
                cancellationToken);

    public async Task<TrustedKeys> NewerAsync(TrustedKeys seen, CancellationToken cancellationToken) =>
        _held is { } held && held.Keys != seen
            ? held.Keys
            : await FetchedAsync(
                "The JWT is signed with a key that this server does not know yet, and the issuer's keys cannot be fetched now; try again soon.",
                cancellationToken);

    public void Refresh()
    {
        if (_held is { } held && _time.GetElapsedTime(held.At) >= Limits.IssuerKeysInterval) _ = Fetch();
    }

    public void Dispose() => _http.Dispose();

    private async Task<TrustedKeys> FetchedAsync(string otherwise, CancellationToken cancellationToken) =>
        (await Fetch().WaitAsync(cancellationToken))?.Keys
        ?? throw new RefusedException(ErrorReason.AccessUnavailable, otherwise) { RetryAfter = Limits.IssuerFetchInterval };

    /// <summary>
    /// The fetch in progress, or a new one. Returns null if it fails, or if the last one began less than an interval ago.
    /// </summary>
    private Task<Fetched?> Fetch()
    {
        lock (_lock)
        {
            if (!_fetching.IsCompleted) return _fetching;
            if (_begun is { } begun && _time.GetElapsedTime(begun) < Limits.IssuerFetchInterval) return Task.FromResult<Fetched?>(null);
            _begun = _time.GetTimestamp();
            return _fetching = Task.Run(FetchAsync);
        }
    }

    private async Task<Fetched?> FetchAsync()
    {
        using var patience = new CancellationTokenSource(Limits.IssuerWaitMax, _time);
        try
        {
            var at = _time.GetTimestamp();
            var address = $"{_options.JwtAuthority.TrimEnd('/')}/.well-known/openid-configuration";
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(address, _documents, patience.Token);
            var issuer = _options.JwtIssuer.Length > 0 ? _options.JwtIssuer : found.Issuer;
            if (string.IsNullOrEmpty(issuer) || found.SigningKeys.Count == 0) throw new InvalidDataException();
            _held = new Fetched(new TrustedKeys(issuer, [.. found.SigningKeys], JwtAlgorithms.Asymmetric), at);
            if (_problem.Length > 0) ServerLog.IssuerAnswers(_logger, _options.JwtAuthority);
            _problem = "";
            return _held;
        }
        // Whatever an issuer answers, and whatever the library throws for it, must not stop the server.
        catch (Exception failure)
        {
            LogFailure(ProblemOf(failure, patience.IsCancellationRequested));
            return null;
        }
    }

    /// <summary>Logs a problem once, not at each attempt.</summary>
    private void LogFailure(string problem)
    {
        if (problem == _problem) return;
        _problem = problem;
        ServerLog.IssuerFails(_logger, _options.JwtAuthority, problem);
    }

    /// <summary>What is wrong, without what the issuer wrote.</summary>
    private static string ProblemOf(Exception failure, bool isLate)
    {
        if (isLate) return $"it does not answer within {Limits.IssuerWaitMax.TotalSeconds} seconds";
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException { StatusCode: { } status }) return $"it answers with HTTP status {(int)status}";
            if (cause is HttpRequestException unreachable) return $"it cannot be reached: {unreachable.Message}";
        }
        return "its answer is not that of an OpenID provider with keys";
    }

    private sealed record Fetched(TrustedKeys Keys, long At);

    /// <summary>
    /// Fetches what the library asks for. The library's own class for that ignores cancellation, and would wait for a silent issuer
    /// forever.
    /// </summary>
    private sealed class Documents(HttpClient http, string scheme) : IDocumentRetriever
    {
        public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            // The issuer's configuration names the address of the keys, which must be as safe as that of the configuration.
            var uri = new Uri(address);
            if (scheme == Uri.UriSchemeHttps && uri.Scheme != scheme) throw new InvalidDataException();
            return http.GetStringAsync(uri, cancel);
        }
    }
}
