namespace DiplomacyApi.PowerShell.Engine.Reports.Documents;

/// <summary>Which addresses a report links to.</summary>
internal static class WebAddress
{
    /// <summary>The address, with all that has a meaning in markup percent-encoded; null where it is not http or https.</summary>
    public static string? Of(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        ? string.Concat(uri.AbsoluteUri.Select(letter => letter is '<' or '>' or '"' or '\'' or '`' or '|' or '\\' or '(' or ')' or ' '
            ? Uri.HexEscape(letter)
            : letter.ToString()))
        : null;
}
