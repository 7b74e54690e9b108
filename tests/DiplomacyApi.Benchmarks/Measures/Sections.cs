namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>The measures, in sections that follow each other: reads first, as the journal was filled, then what changes it.</summary>
internal static class Sections
{
    public static IEnumerable<IEnumerable<Measure>> All(Workbench bench) =>
        [Reads.All(bench), Streams.All(bench), Fairness.All(bench), Footprint.All(bench), Copies.All(bench), Writes.All(bench),
            HotSubjects.All(bench), Watches.All(bench), OnPostgres.All(bench)];
}
