using System.Security.Cryptography;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Server.Commands;
using DiplomacyApi.Tests.Storage.Postgres;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Journal;

/// <summary>
/// What operators are promised: entries as they lie there, a chain that verifies, words that can be erased, and copies that can be
/// restored.
/// </summary>
public sealed class JournalGrpcServiceTests
{
    private static CancellationToken Token => TestServer.Token;

    [Fact]
    public async Task Whoever_kept_a_position_can_tell_that_the_log_is_the_same()
    {
        await using var server = await TestServer.StartSeededAsync();
        var seen = await server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Token);
        await server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: Token);

        var later = await server.Client.Journal.GetJournalAsync(
            new GetJournalRequest { HashAtRevision = seen.LogPosition.Revision }, cancellationToken: Token);
        var ahead = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Journal.GetJournalAsync(
                new GetJournalRequest { HashAtRevision = seen.LogPosition.Revision + 2 }, cancellationToken: Token));

        Assert.Equal(seen.HeadHash, later.HashAt);
        Assert.Equal("", seen.HashAt);
        Assert.Equal((StatusCode.OutOfRange, ErrorReason.RevisionInFuture), (ahead.Status, ahead.Reason));
        Assert.Equal([new LogEpoch { LogId = seen.LogPosition.LogId, FirstRevision = 1 }], later.Epochs);
    }

    [Fact]
    public async Task An_entry_is_sent_byte_for_byte_and_a_list_without_bytes()
    {
        await using var server = await TestServer.StartSeededAsync();
        var recorded = (await server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: Token)).Statement;

        var entry = (await server.Client.Journal.GetJournalEntryAsync(
            new GetJournalEntryRequest { Revision = recorded.Revision }, cancellationToken: Token)).Entry;
        var filter = new JournalEntryFilter { Kinds = { JournalEntryKind.Statement } };
        var first = await server.Client.Journal.ListJournalEntriesAsync(
            new ListJournalEntriesRequest { Filter = filter, PageSize = 2 }, cancellationToken: Token);
        var second = await server.Client.Journal.ListJournalEntriesAsync(
            new ListJournalEntriesRequest { Filter = filter, PageSize = 2, PageToken = first.NextPageToken }, cancellationToken: Token);

        Assert.Equal((JournalEntryKind.Statement, recorded.Name, recorded.Recorder), (entry.Kind, entry.Id, entry.Recorder));
        Assert.Equal(recorded, Statement.Parser.ParseFrom(entry.Payload));
        Assert.Equal(entry.Commitment, HMACSHA256.HashData(entry.Salt.Span, entry.Payload.Span));
        Assert.Equal(recorded.Revision, first.Entries[0].Revision);
        Assert.False(first.Entries[0].HasPayload || first.Entries[0].HasSalt);
        Assert.All(first.Entries.Concat(second.Entries), one => Assert.Equal(JournalEntryKind.Statement, one.Kind));
        Assert.True(first.Entries[1].Revision > second.Entries[0].Revision);
        var none = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Journal.GetJournalEntryAsync(
                new GetJournalEntryRequest { Revision = recorded.Revision + 1 }, cancellationToken: Token));
        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownRevision), (none.Status, none.Reason));
    }

    [Fact]
    public async Task The_first_instant_of_all_bounds_record_times_in_every_list()
    {
        await using var server = await TestServer.StartSeededAsync();
        var first = new Google.Protobuf.WellKnownTypes.Timestamp { Seconds = -62_135_596_800 };

        Assert.NotEmpty((await server.Client.Journal.ListJournalEntriesAsync(
            new ListJournalEntriesRequest { Filter = new JournalEntryFilter { RecordedFrom = first } }, cancellationToken: Token)).Entries);
        Assert.Empty((await server.Client.Journal.ListJournalEntriesAsync(
            new ListJournalEntriesRequest { Filter = new JournalEntryFilter { RecordedBefore = first } },
            cancellationToken: Token)).Entries);
        Assert.NotEmpty((await server.Client.Statements.ListStatementsAsync(
            new ListStatementsRequest { Filter = new StatementFilter { RecordedFrom = first } }, cancellationToken: Token)).Statements);
        Assert.Empty((await server.Client.Statements.ListStatementsAsync(
            new ListStatementsRequest { Filter = new StatementFilter { RecordedBefore = first } }, cancellationToken: Token)).Statements);
    }

    [Trait(TestStores.Trait, TestStores.File)]
    [Fact]
    public async Task Erased_words_are_found_and_sent_no_more_and_the_log_still_verifies()
    {
        await using var server = await TestServer.StartSeededAsync();
        var recorded = (await server.Client.Statements.RecordStatementAsync(
            Requests.Remark("Some zwieback."), cancellationToken: Token)).Statement;

        var erased = await server.Client.Journal.EraseStatementAsync(
            new EraseStatementRequest { Statement = recorded.Name, Extent = ErasureExtent.Words, Note = "asked for" },
            cancellationToken: Token);

        Assert.Equal("", Assert.Single(erased.Statement.Summaries).Text);
        var found = await server.Client.Statements.SearchStatementsAsync(
            new SearchStatementsRequest { Query = "zwieback" }, cancellationToken: Token);
        Assert.Empty(found.Statements);
        var entry = (await server.Client.Journal.GetJournalEntryAsync(
            new GetJournalEntryRequest { Revision = recorded.Revision }, cancellationToken: Token)).Entry;
        Assert.False(entry.HasPayload || entry.HasSalt || entry.RequestHash.Length > 0);
        Assert.Equal(erased.LogPosition.Revision, entry.ErasedRevision);
        var listed = await server.Client.Journal.ListJournalEntriesAsync(
            new ListJournalEntriesRequest { Filter = new JournalEntryFilter { Erased = true } }, cancellationToken: Token);
        Assert.Equal(recorded.Revision, Assert.Single(listed.Entries).Revision);
        var verified = await VerifyAsync(server, projections: true);
        Assert.Equal((true, 1L, erased.LogPosition.Revision), (verified.Complete, verified.ErasedEntries, verified.VerifiedRevision));
        Assert.Equal((await server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Token)).HeadHash,
            verified.VerifiedHash);
    }

    [Fact]
    public async Task An_erasure_says_what_and_how_much()
    {
        await using var server = await TestServer.StartSeededAsync();

        var wrong = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Journal.EraseStatementAsync(new EraseStatementRequest(), cancellationToken: Token));
        var unknown = await Assert.ThrowsAsync<DiplomacyException>(async () => await server.Client.Journal.EraseStatementAsync(
            new EraseStatementRequest { Statement = "statements/none", Extent = ErasureExtent.All }, cancellationToken: Token));

        Assert.Equal(["statement", "extent"], wrong.Fields.Select(field => field.Field));
        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownStatement), (unknown.Status, unknown.Reason));
    }

    [Trait(TestStores.Trait, TestStores.File)]
    [Fact]
    public async Task A_streamed_backup_is_whole_and_can_be_restored_and_served()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        try
        {
            var (copy, data) = (Path.Combine(folder.FullName, "copy.db"), Path.Combine(folder.FullName, "journal.db"));
            LogPosition position;
            string hash;
            await using (var server = await TestServer.StartSeededAsync())
            {
                BackupJournalResponse last = null!;
                await using (var file = File.Create(copy))
                {
                    using var call = server.Client.Journal.BackupJournal(new BackupJournalRequest(), cancellationToken: Token);
                    await foreach (var part in call.ResponseStream.ReadAllAsync(Token))
                    {
                        last = part;
                        file.Write(part.Chunk.Span);
                    }
                }
                Assert.Equal((last.Sha256, last.SizeBytes),
                    (Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(copy, Token))), new FileInfo(copy).Length));
                (position, hash) = (last.LogPosition, last.HeadHash);
            }
            using var output = new StringWriter();
            Assert.Equal(
                0, await CommandLine.RunAsync(["restore", "--from", copy, "--data", data], TimeProvider.System, TextWriter.Null, output));
            Assert.Equal(
                0, await CommandLine.RunAsync(["verify", "--projections", "--data", data], TimeProvider.System, TextWriter.Null, output));

            await using var restored = await TestServer.StartAsync("", TimeProvider.System, folder.FullName);
            var now = await restored.Client.Journal.GetJournalAsync(
                new GetJournalRequest { HashAtRevision = position.Revision }, cancellationToken: Token);
            var refused = await Assert.ThrowsAsync<DiplomacyException>(async () => await restored.Client.Statements.ListStatementsAsync(
                new ListStatementsRequest { At = new ReadAt { MinRevision = position } }, cancellationToken: Token));

            Assert.Equal(hash, now.HashAt);
            Assert.Equal((position.Revision + 1, 2), (now.LogPosition.Revision, now.Epochs.Count));
            Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.LogMismatch), (refused.Status, refused.Reason));
            Assert.Equal(now.LogPosition.LogId, refused.Metadata["log_id"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Trait(TestStores.Trait, TestStores.File)]
    [Fact]
    public async Task The_operators_commands_work_beside_a_server_and_say_what_they_need()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        try
        {
            await using var server = await TestServer.StartSeededAsync(folder: folder.FullName);
            var (copy, data) = (Path.Combine(folder.FullName, "copy.db"), Path.Combine(folder.FullName, "journal.db"));
            using var output = new StringWriter();

            Assert.Equal(0, await CommandLine.RunAsync(["verify", "--data", data], TimeProvider.System, TextWriter.Null, output));
            Assert.Equal(
                0, await CommandLine.RunAsync(["backup", "--to", copy, "--data", data], TimeProvider.System, TextWriter.Null, output));
            Assert.Equal(
                1, await CommandLine.RunAsync(["backup", "--to", copy, "--data", data], TimeProvider.System, TextWriter.Null, output));
            Assert.Equal(
                1, await CommandLine.RunAsync(["restore", "--from", copy, "--data", data], TimeProvider.System, TextWriter.Null, output));
            Assert.Equal(2, await CommandLine.RunAsync(["backup", "--data", data], TimeProvider.System, TextWriter.Null, output));
            Assert.Equal(1, await CommandLine.RunAsync(["rebuild", "--data", data], TimeProvider.System, TextWriter.Null, output));

            await server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: Token);
            Assert.Contains("held by another process", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<VerifyJournalResponse> VerifyAsync(TestServer server, bool projections)
    {
        using var call = server.Client.Journal.VerifyJournal(
            new VerifyJournalRequest { Projections = projections }, cancellationToken: Token);
        VerifyJournalResponse last = null!;
        await foreach (var part in call.ResponseStream.ReadAllAsync(Token)) last = part;
        return last;
    }
}
