using System.Text;

namespace DiplomacyApi.Storage.Journal;

/// <summary>
/// Whether .NET can bring text to Unicode's normal forms here. Without ICU it leaves text as it is, without a word: names would be
/// recorded in another form than elsewhere, and not be found.
/// </summary>
internal static class UnicodeForms
{
    /// <exception cref="JournalException">It cannot.</exception>
    public static void Check()
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC) != "\u00E9" || "\u00E9".Normalize(NormalizationForm.FormKD) != "e\u0301")
            throw new JournalException(
                "Text cannot be brought to Unicode's normal forms, since .NET runs without ICU; unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT, or install libicu.");
    }
}
