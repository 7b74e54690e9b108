using Diplomacy.V1;
using DiplomacyApi.Tests.Storage.Postgres;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Storage.Transfer;

/// <summary>A log moves in parts, of which each begins with nothing in memory.</summary>
public sealed class TakeoverPartsTests
{
    private const int Entries = 120;
    private const int PartMax = 40;

    private static readonly string[] Derived = ["statements", "refs", "makers", "segments", "changes"];

    private static CancellationToken Ct => JournalFile.Ct;

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task What_follows_from_a_log_does_not_depend_on_the_parts_in_which_it_was_moved(int seed, bool isErasing)
    {
        await using var file = await JournalFile.OpenAsync();
        var random = new Random(seed);
        await new RandomHistory(file, random, isErasing ? new Random(seed) : null).RecordAsync(Entries);
        await using var recorded = file.Connect();
        var entries = StoredRows.Entries(recorded);

        foreach (var partMax in new[] { 1, PartMax })
        {
            await using var other = await JournalFile.OpenAsync();
            for (var done = 0; done < entries.Count;)
            {
                var part = new ImportJournalRequest
                {
                    Head = new LogPosition { LogId = file.Journal.Head.LogId, Revision = file.Journal.Head.Revision },
                    HeadHash = ByteString.CopyFrom(file.Journal.Head.Hash),
                    Entries = { entries.Skip(done).Take(random.Next(1, partMax + 1)) },
                    Sealed = true,
                };
                await other.Journal.TakeOverAsync(part, Ct);
                done += part.Entries.Count;
            }

            Assert.Equal(file.Dump(Derived), other.Dump(Derived));
        }
    }
}
