using System.Text.RegularExpressions;

namespace DiplomacyApi.Domain.Validation;

/// <summary>
/// The form of a BCP 47 language tag (RFC 5646, 2.1). Languages have two or three letters: longer subtags are reserved, and none is
/// registered. The irregular tags of RFC 4646, such as `i-klingon`, are deprecated and not taken.
/// </summary>
internal static partial class LanguageTag
{
    /// <summary>Whether a text has the form; case does not matter.</summary>
    public static bool IsWellFormed(string text) => Tag().IsMatch(text);

    [GeneratedRegex(
        """
        \A(?:
          [a-z]{2,3} (?:-[a-z]{3}){0,3}                  # language, extended
          (?:-[a-z]{4})?                                 # script
          (?:-(?:[a-z]{2}|[0-9]{3}))?                    # region
          (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*       # variants
          (?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*           # extensions
          (?:-x(?:-[a-z0-9]{1,8})+)?                     # private use
        | x(?:-[a-z0-9]{1,8})+                           # private use alone
        )\z
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();
}
