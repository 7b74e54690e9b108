namespace DiplomacyApi.Client;

/// <summary>
/// There is no token that can be sent; the message says why, and never holds the token. With a cause where its source failed.
/// </summary>
internal sealed class TokenException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Where the token of a call comes from, and what it may be.</summary>
internal static class BearerToken
{
    /// <summary>More than any token has: what is larger is another file.</summary>
    private const int FileBytesMax = 64 << 10;

    public static bool IsGiven(DiplomacyClientOptions options) => options.Token is not null || CanChange(options);

    /// <summary>Whether the next call may show another one.</summary>
    public static bool CanChange(DiplomacyClientOptions options) => options.TokenSource is not null || options.TokenFile is not null;

    /// <summary>What is wrong with those options that can be looked at before the first call, in a sentence each.</summary>
    public static IEnumerable<string> Problems(DiplomacyClientOptions options)
    {
        if (new object?[] { options.Token, options.TokenFile, options.TokenSource }.Count(given => given is not null) > 1)
            yield return "Token, TokenFile and TokenSource are different ways to give one token; keep one of them.";
        if (options.Token is { } token && Problem(token.Trim()) is { } problem) yield return $"Token {problem}";
        if (options.TokenFile is { } file && ProblemOf(() => Read(file)) is { } unusable) yield return unusable;
    }

    /// <summary>The token for one call.</summary>
    /// <exception cref="TokenException">There is none that can be sent.</exception>
    public static async ValueTask<string> OfAsync(DiplomacyClientOptions options, CancellationToken cancellationToken)
    {
        if (options.Token is { } token) return token.Trim();
        if (options.TokenFile is { } file) return Read(file);
        string? given;
        try
        {
            given = await options.TokenSource!(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TokenException($"TokenSource failed: {problem.Message}", problem);
        }
        return Checked("TokenSource gave a token that", given);
    }

    /// <summary>A file of a token is small, and is read for each call: so the next call shows what it holds then.</summary>
    private static string Read(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > FileBytesMax })
                throw new TokenException(
                    $"TokenFile {file} is larger than {FileBytesMax >> 10} KiB, too large for a token; name the token's file.");
            return Checked($"TokenFile {file} contains a token that", File.ReadAllText(file));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new TokenException($"TokenFile {file} cannot be read: {problem.Message}", problem);
        }
    }

    private static string Checked(string what, string? given)
    {
        var token = given?.Trim() ?? "";
        return Problem(token) is { } problem ? throw new TokenException($"{what} {problem}") : token;
    }

    /// <summary>Null where a header can carry it.</summary>
    private static string? Problem(string token)
    {
        if (token.Length == 0) return "is empty; give the token, or leave it out.";
        var wrong = token.AsSpan().IndexOfAnyExceptInRange('!', '~');
        return wrong < 0
            ? null
            : $"has a character that no token has (U+{(int)token[wrong]:X4} at place {wrong + 1}); give the token as it was made, as plain text.";
    }

    private static string? ProblemOf(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (TokenException problem)
        {
            return problem.Message;
        }
    }
}
