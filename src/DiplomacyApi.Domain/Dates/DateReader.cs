namespace DiplomacyApi.Domain.Dates;

/// <summary>Reads the whole text of a partial date: its characters, the two sides of an interval, and the qualifiers.</summary>
internal static class DateReader
{
    private const string OpenSide = "..";
    private const string Qualifiers = "~?%";

    public static Bounds? Read(string? text, out string error)
    {
        if (string.IsNullOrEmpty(text))
            return Bounds.Refused("The date is empty; write one such as 2022-01-18, 2021-12 or 2022-01-17/2022-01-23.", out error);
        if (text.Length > EdtfDate.TextCharactersMax)
            return Bounds.Refused(
                $"The date is longer than {EdtfDate.TextCharactersMax} characters; write one such as 2022-01-18.",
                out error);
        // After this check the text is printable ASCII, so that the messages below can quote it.
        if (!DateCharacters.AreReadable(text, out error)) return null;

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return ReadSide(text, out error);
        if (text.IndexOf('/', slash + 1) >= 0)
            return Bounds.Refused($"'{text}' has more than one slash; write one interval, such as 2022-01-17/2022-01-23.", out error);
        return ReadInterval(text.AsSpan(0, slash), text.AsSpan(slash + 1), out error);
    }

    private static Bounds? ReadInterval(ReadOnlySpan<char> start, ReadOnlySpan<char> end, out string error)
    {
        if (start.IsEmpty || end.IsEmpty)
            return Bounds.Refused("A side of the interval is empty; write .. for a side that is open, such as ../2022-02.", out error);
        if (start is OpenSide && end is OpenSide)
            return Bounds.Refused(
                "An interval that is open on both sides says nothing; write its start or its end, such as ../2022-02.",
                out error);

        if (start is OpenSide) return ReadSide(end, out error);
        if (ReadSide(start, out error) is not { } first) return null;
        if (end is OpenSide) return first with { Latest = EdtfDate.OpenEnd };
        if (ReadSide(end, out error) is not { } last) return null;

        // What can be true is read: 2022-01-17/2022-01 is from the 17th to some day of that month.
        if (last.Latest > first.Earliest) return first with { Latest = last.Latest };
        return Bounds.Refused($"The interval ends before it starts; write {end}/{start} if that is what is meant.", out error);
    }

    private static Bounds? ReadSide(ReadOnlySpan<char> text, out string error)
    {
        if (text is OpenSide)
            return Bounds.Refused(
                "The sign .. stands for one side of an interval only; write ../2022-02 or 2022-01/.. instead.",
                out error);

        var bare = text.TrimEnd(Qualifiers);
        if (text.Length - bare.Length > 1)
            return Bounds.Refused($"'{text}' has more than one qualifier; write one, such as 2022-01~, or % for both ~ and ?.", out error);
        if (bare.ContainsAny(Qualifiers))
            return Bounds.Refused($"'{text}' has a qualifier that is not at the end; write it there, such as 2022-01~.", out error);
        return bare.Contains('T') ? Instant.Read(bare, out error) : CalendarDate.Read(bare, out error);
    }
}
