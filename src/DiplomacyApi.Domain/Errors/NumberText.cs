using System.Globalization;

namespace DiplomacyApi.Domain.Errors;

/// <summary>Numbers in texts for people, the same in every culture: what a server answers must not hang on where it runs.</summary>
public static class NumberText
{
    /// <summary>With a comma at each thousand.</summary>
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
