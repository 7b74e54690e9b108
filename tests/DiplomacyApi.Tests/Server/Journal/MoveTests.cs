using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Storage.Postgres;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Journal;

/// <summary>A log that moves to another store is the same log there, whole, and goes on in one place.</summary>
public sealed class MoveTests
{
    [Fact]
    public async Task A_moved_log_has_the_same_head_and_answers_the_same_at_every_revision()
    {
        await using var from = await TestServer.StartSeededAsync();
        await Answers.AddToAsync(from.Client);
        var request = Requests.Remark("Said once.");
        request.RequestId = "once";
        var first = await from.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
        await using var to = await TestServer.StartEmptyAsync();
        var parts = await ExportAsync(from, seal: true);

        var taken = await ImportAsync(to, Small(parts));

        Assert.True(taken[^1].Complete);
        Assert.All(taken.SkipLast(1), one => Assert.False(one.Complete));
        var (source, copy) = (await JournalAsync(from), await JournalAsync(to));
        Assert.Equal((source.LogPosition, source.HeadHash, source.HeadRecordTime), (copy.LogPosition, copy.HeadHash, copy.HeadRecordTime));
        Assert.Equal((JournalState.Sealed, JournalState.Open), (source.State, copy.State));
        for (var revision = 0L; revision <= source.LogPosition.Revision; revision += 3)
        {
            var at = new ReadAt { KnownAtRevision = revision, AsOf = "2022-02-17" };
            Assert.Equal(await Answers.AtAsync(from.Client, at), await Answers.AtAsync(to.Client, at));
        }
        var found = await to.Client.Statements.SearchStatementsAsync(
            new SearchStatementsRequest { Query = "said once", At = new ReadAt { MinRevision = copy.LogPosition } },
            cancellationToken: TestServer.Token);
        Assert.Equal(first.Statement, Assert.Single(found.Statements));

        var again = await to.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
        Assert.True(again.Replayed);
        again.Replayed = false;
        Assert.Equal(first, again);
        Assert.Equal(source.LogPosition.Revision + 1,
            (await to.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token)).LogPosition.Revision);
    }

    [Trait(TestStores.Trait, TestStores.File)]
    [Fact]
    public async Task A_sealed_log_is_only_read_until_it_is_unsealed()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        await using (var server = await TestServer.StartSeededAsync(folder: folder.FullName))
        {
            await ExportAsync(server, seal: true);
            var head = await server.HeadAsync();

            await AssertSealedAsync(server);
            Assert.Equal(ErrorReason.LogSealed, (await Import.Imports.RefusalAsync(server.Client,
                new ImportStatementsRequest { Options = new ImportOptions() },
                new ImportStatementsRequest
                {
                    Batch = new StatementBatch { Number = 1, Items = { Import.Imports.Item(Requests.Remark(), "one") } },
                })).Reason);
            Assert.Equal(ErrorReason.LogSealed,
                (await Import.Imports.RefusalAsync(server.Client,
                    new ImportStatementsRequest { Options = new ImportOptions { DryRun = true } })).Reason);
            Assert.Equal(head, await server.HeadAsync());
        }

        Assert.Equal(0, await ServerProcess.RunAsync(folder.FullName, "unseal"));

        await using (var server = await TestServer.StartAsync("", TimeProvider.System, folder.FullName))
            await server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_move_that_was_cut_goes_on_after_a_restart_and_is_not_read_until_it_is_whole()
    {
        await using var from = await TestServer.StartSeededAsync();
        var parts = Small(await ExportAsync(from, seal: true));
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        await using (var to = await TestServer.StartAsync("", TimeProvider.System, folder.FullName))
        {
            using var watch = to.Client.Statements.WatchStatements(
                new WatchStatementsRequest { Start = new WatchStart { FromNow = new() } }, cancellationToken: TestServer.Token);
            Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));

            Assert.False((await ImportAsync(to, parts.Take(4)))[^1].Complete);

            // Who watched the empty log learns that it is gone.
            Assert.Equal(ErrorReason.LogMismatch,
                (await Assert.ThrowsAsync<DiplomacyException>(() => watch.ResponseStream.MoveNext(TestServer.Token))).Reason);
            Assert.Equal(JournalState.Importing, (await JournalAsync(to)).State);
            await AssertSealedAsync(to);
            Assert.Equal(ErrorReason.LogSealed,
                (await Assert.ThrowsAsync<DiplomacyException>(async () =>
                    await to.Client.Actors.ListActorsAsync(new ListActorsRequest(), cancellationToken: TestServer.Token))).Reason);
            using var late = to.Client.Statements.WatchStatements(
                new WatchStatementsRequest { Start = new WatchStart { FromNow = new() } }, cancellationToken: TestServer.Token);
            Assert.Equal(ErrorReason.LogSealed,
                (await Assert.ThrowsAsync<DiplomacyException>(() => late.ResponseStream.MoveNext(TestServer.Token))).Reason);
            Assert.Equal(ErrorReason.LogMismatch, (await RefusalAsync(to, [Of(parts[0], part => part.Head.LogId = "another")])).Reason);
        }

        await using (var to = await TestServer.StartAsync("", TimeProvider.System, folder.FullName))
        {
            // Sent again from its start, and its last part twice, as if the acknowledgement had been lost.
            Assert.True((await ImportAsync(to, parts))[^1].Complete);
            Assert.True((await ImportAsync(to, parts.TakeLast(1)))[^1].Complete);
            Assert.Equal((await JournalAsync(from)).HeadHash, (await JournalAsync(to)).HeadHash);
            Assert.Equal(await Answers.AtAsync(from.Client, new ReadAt { AsOf = "2022-02" }),
                await Answers.AtAsync(to.Client, new ReadAt { AsOf = "2022-02" }));
            await to.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);
            Assert.Equal(ErrorReason.LogNotEmpty, (await RefusalAsync(to, parts)).Reason);
        }
        folder.Delete(recursive: true);
    }

    public static TheoryData<string, Action<ImportJournalRequest>> Damage() => new()
    {
        { "a payload", part => part.Entries[5].Payload = Flipped(part.Entries[5].Payload) },
        { "a salt", part => part.Entries[5].Salt = Flipped(part.Entries[5].Salt) },
        { "a commitment", part => part.Entries[5].Commitment = Flipped(part.Entries[5].Commitment) },
        { "a hash", part => part.Entries[5].Hash = Flipped(part.Entries[5].Hash) },
        { "a recorder", part => part.Entries[5].Recorder = "somebody" },
        { "an id", part => part.Entries[5].Id += "x" },
        { "a kind", part => part.Entries[5].Kind = (JournalEntryKind)99 },
        { "a time", part => part.Entries[5].RecordTime.Seconds++ },
        { "a time that is none", part => part.Entries[5].RecordTime.Seconds = long.MaxValue },
        { "no time", part => part.Entries[5].RecordTime = null },
        { "no payload", part => part.Entries[5].ClearPayload() },
        { "a gap", part => part.Entries.RemoveAt(5) },
        { "an order", part => (part.Entries[5], part.Entries[6]) = (part.Entries[6], part.Entries[5]) },
        { "the head's hash", part => part.HeadHash = Flipped(part.HeadHash) },
        { "the head", part => part.Head.Revision = 3 },
        { "the log", part => part.Head.LogId = "another" },
    };

    [Theory]
    [MemberData(nameof(Damage), DisableDiscoveryEnumeration = true)]
    public async Task What_does_not_fit_the_chain_is_refused_and_leaves_the_store_empty(string what, Action<ImportJournalRequest> damage)
    {
        await using var from = await TestServer.StartSeededAsync();
        var part = Whole(await ExportAsync(from, seal: false));
        await using var to = await TestServer.StartEmptyAsync();
        var before = await JournalAsync(to);

        var refusal = await RefusalAsync(to, [Of(part, damage)]);

        Assert.True((StatusCode.FailedPrecondition, ErrorReason.ChainBroken) == (refusal.Status, refusal.Reason),
            $"{what}: {refusal.Status} {refusal.Reason} {refusal.Message}");
        Assert.Equal(before, await JournalAsync(to));
        await to.Client.Actors.CreateActorAsync(
            new CreateActorRequest
            {
                Actor = new Actor { Type = ActorType.State, DisplayNames = { new LocalizedText { Text = "A state" } } },
            },
            cancellationToken: TestServer.Token);
    }

    [Fact]
    public async Task The_copy_of_a_log_that_goes_on_is_only_read_and_another_store_must_be_empty()
    {
        await using var from = await TestServer.StartSeededAsync();
        await using var to = await TestServer.StartEmptyAsync();
        await using var other = await TestServer.StartWithNewLogAsync();
        var parts = await ExportAsync(from, seal: false);

        await ImportAsync(to, parts);

        Assert.Equal(JournalState.Sealed, (await JournalAsync(to)).State);
        await AssertSealedAsync(to);
        await from.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);
        Assert.Equal(ErrorReason.LogNotEmpty, (await RefusalAsync(other, parts)).Reason);
    }

    private static async Task AssertSealedAsync(TestServer server) => Assert.Equal(
        (StatusCode.FailedPrecondition, ErrorReason.LogSealed),
        await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token)) is var refusal
            ? (refusal.Status, refusal.Reason) : default);

    private static async Task<GetJournalResponse> JournalAsync(TestServer server)
    {
        var journal = await server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token);
        journal.SearchedRevision = 0;
        return journal;
    }

    private static async Task<List<ImportJournalRequest>> ExportAsync(TestServer server, bool seal)
    {
        using var call = server.Client.Journal.ExportJournal(new ExportJournalRequest { Seal = seal }, cancellationToken: TestServer.Token);
        var parts = new List<ImportJournalRequest>();
        await foreach (var part in call.ResponseStream.ReadAllAsync(TestServer.Token))
            if (part.Entries.Count > 0)
                parts.Add(new ImportJournalRequest
                {
                    Head = part.Head,
                    HeadHash = part.HeadHash,
                    Entries = { part.Entries },
                    Sealed = part.Sealed,
                });
        return parts;
    }

    /// <summary>The same in one part.</summary>
    private static ImportJournalRequest Whole(List<ImportJournalRequest> parts) =>
        new()
        {
            Head = parts[0].Head,
            HeadHash = parts[0].HeadHash,
            Entries = { parts.SelectMany(part => part.Entries) },
            Sealed = parts[0].Sealed,
        };

    /// <summary>The same in parts of a few entries.</summary>
    private static List<ImportJournalRequest> Small(List<ImportJournalRequest> parts) => [.. parts.SelectMany(part => part.Entries)
        .Chunk(7).Select(entries =>
        new ImportJournalRequest { Head = parts[0].Head, HeadHash = parts[0].HeadHash, Entries = { entries }, Sealed = parts[0].Sealed })];

    private static async Task<List<ImportJournalResponse>> ImportAsync(TestServer server, IEnumerable<ImportJournalRequest> parts)
    {
        using var call = server.Client.Journal.ImportJournal(cancellationToken: TestServer.Token);
        var acknowledged = new List<ImportJournalResponse>();
        foreach (var part in parts)
        {
            await call.RequestStream.WriteAsync(part, TestServer.Token);
            Assert.True(await call.ResponseStream.MoveNext(TestServer.Token));
            acknowledged.Add(call.ResponseStream.Current);
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(TestServer.Token));
        return acknowledged;
    }

    private static async Task<DiplomacyException> RefusalAsync(TestServer server, IEnumerable<ImportJournalRequest> parts) =>
        await Assert.ThrowsAsync<DiplomacyException>(() => ImportAsync(server, parts));

    private static ImportJournalRequest Of(ImportJournalRequest part, Action<ImportJournalRequest> change)
    {
        var changed = part.Clone();
        change(changed);
        return changed;
    }

    private static ByteString Flipped(ByteString bytes)
    {
        var flipped = bytes.ToByteArray();
        flipped[^1] ^= 1;
        return ByteString.CopyFrom(flipped);
    }
}
