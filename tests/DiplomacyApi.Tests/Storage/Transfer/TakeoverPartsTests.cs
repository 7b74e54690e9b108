using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Writing;
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

    [Fact]
    public async Task An_entry_that_no_server_wrote_is_refused_by_name()
    {
        await using var target = await JournalFile.OpenAsync();
        await AssertRefusedAsync(target.Journal);
    }

    [Fact]
    public async Task An_entry_that_no_server_wrote_is_refused_by_name_where_rows_are_sent_together()
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct, isDurable: false);
        await using var target = await QueriedDatabase.CreateAsync(cluster);
        await AssertRefusedAsync(target.Journal);
    }

    private static async Task AssertRefusedAsync(JournalStore target)
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "said"));
        for (var number = 0; number < 2; number++)
            await file.Writer.CorrectStatementAsync(
                new CorrectStatementRequest
                {
                    CorrectionId = $"corrected-{number}",
                    Correction = new Correction { Subject = "statements/said", Label = CorrectionLabel.Error },
                }, JournalFile.Recorder, Ct);
        await using var recorded = file.Connect();
        var entries = StoredRows.Entries(recorded);
        // The chain is whole, and two corrections have one name.
        var (last, before) = (entries[^1], entries[^2]);
        var correction = Correction.Parser.ParseFrom(last.Payload);
        correction.Name = before.Id;
        var head = new Head(file.Head.LogId, before.Revision, before.Hash.ToByteArray(), before.RecordTime.ToDateTimeOffset());
        var forged = SealedEntry.After(head, new Entry
        {
            Revision = last.Revision,
            Kind = JournalEntryKind.Correction,
            RecordTime = Times.Of(last.RecordTime.ToDateTimeOffset()),
            Recorder = last.Recorder,
            Message = correction,
        });
        (last.Id, last.Payload, last.Salt) = (before.Id, ByteString.CopyFrom(forged.Payload), ByteString.CopyFrom(forged.Salt));
        (last.Commitment, last.Hash) = (ByteString.CopyFrom(forged.Link.Commitment), ByteString.CopyFrom(forged.Hash));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => target.TakeOverAsync(
            new ImportJournalRequest
            {
                Head = new LogPosition { LogId = file.Head.LogId, Revision = last.Revision },
                HeadHash = last.Hash,
                Entries = { entries },
                Sealed = true,
            }, Ct));

        Assert.Equal(ErrorReason.ChainBroken, refused.Reason);
        Assert.Contains($"Entry {last.Revision} ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, target.Head.Revision);
    }
}
