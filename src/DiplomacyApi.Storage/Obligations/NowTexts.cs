namespace DiplomacyApi.Storage.Obligations;

/// <summary>
/// The queries for what holds of subjects, as known at a revision (?2) as of a time (?3): their place from 1 on, and the segment's kind,
/// beginning, end and bytes.
/// </summary>
/// <param name="OfOne">Of the subject ?1.</param>
/// <param name="OfSeveral">Of those in the array ?1, in PostgreSQL.</param>
internal sealed record NowTexts(string OfOne, string OfSeveral)
{
    /// <summary>For segments of some kinds; by whether it is the newest revision.</summary>
    public static Dictionary<bool, NowTexts> Of(string kinds) => new[] { false, true }.ToDictionary(
        isNewest => isNewest,
        isNewest =>
        {
            var point = new SegmentPoint("?2", "?3", isNewest);
            return new NowTexts(
                Parts("1, ", "?1"),
                // OFFSET 0: each subject is looked for by the index, whatever the planner thinks of their number.
                $"SELECT q.place, s.* FROM unnest(?1) WITH ORDINALITY q(subject, place), LATERAL ({Parts("", "q.subject")} OFFSET 0) s");

            string Parts(string place, string subject) => string.Join(
                " UNION ALL ",
                point.OfSubject($"{place}s.kind, s.from_time, {point.Until("s")}, s.bytes", "s", subject)
                    .Select(part => $"{part} AND {kinds}"));
        });
}
