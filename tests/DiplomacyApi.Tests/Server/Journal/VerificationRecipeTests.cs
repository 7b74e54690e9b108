using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Server.Commands;
using DiplomacyApi.Tests.Storage.Postgres;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Journal;

/// <summary>
/// Whoever holds an export verifies it by what the contract says on JournalEntry, and by nothing else, through epochs and erasures.
/// </summary>
public sealed class VerificationRecipeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Trait(TestStores.Trait, TestStores.File)]
    [Fact]
    public async Task The_contract_says_all_that_it_takes_to_verify_a_log()
    {
        var (data, copy, restored) = (_folder.CreateSubdirectory("data").FullName, Path.Combine(_folder.FullName, "copy.db"),
            _folder.CreateSubdirectory("restored").FullName);
        string name;
        await using (var server = await TestServer.StartSeededAsync(folder: data))
        {
            name = (await server.Client.Statements.RecordStatementAsync(
                Requests.Remark("to go"), cancellationToken: TestServer.Token)).Statement.Name;
            await EraseAsync(server, name, ErasureExtent.Words);
        }
        Assert.Equal(0,
            await CommandLine.RunAsync(["backup", "--to", copy, "--data", Path.Combine(data, "journal.db")], TimeProvider.System,
                TextWriter.Null, TextWriter.Null));
        Assert.Equal(0,
            await CommandLine.RunAsync(["restore", "--from", copy, "--data", Path.Combine(restored, "journal.db")], TimeProvider.System,
                TextWriter.Null, TextWriter.Null));
        await using var again = await TestServer.StartAsync("", TimeProvider.System, restored);
        await EraseAsync(again, name, ErasureExtent.All);
        var parts = new List<ExportJournalResponse>();
        using (var call = again.Client.Journal.ExportJournal(new ExportJournalRequest(), cancellationToken: TestServer.Token))
            await foreach (var part in call.ResponseStream.ReadAllAsync(TestServer.Token)) parts.Add(part);
        var entries = parts.SelectMany(part => part.Entries).ToList();

        var (logId, hash) = Verified(parts[0].Epochs[0].LogId, entries);

        Assert.Equal((parts[0].Head.LogId, parts[0].HeadHash), (logId, Google.Protobuf.ByteString.CopyFrom(hash)));
        Assert.Equal(2, parts[0].Epochs.Count);
        // The statement, and the entry that erased its words.
        Assert.Equal(2, entries.Count(entry => entry.ErasedRevision > 0));
    }

    private static (string LogId, byte[] Hash) Verified(string logId, List<JournalEntry> entries)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"diplomacy.genesis.1{logId}"));
        foreach (var (place, entry) in entries.Index())
        {
            Assert.Equal(place + 1, entry.Revision);
            if (entry.Kind == JournalEntryKind.EpochOpened)
            {
                var epoch = Epoch.Parser.ParseFrom(entry.Payload);
                Assert.Equal((logId, entry.Revision - 1), (epoch.ParentLogId, epoch.ParentRevision));
                Assert.Equal(hash, epoch.ParentHash);
                logId = epoch.LogId;
            }
            if (entry.ErasedRevision == 0)
            {
                Assert.Equal(HMACSHA256.HashData(entry.Salt.Span, entry.Payload.Span), entry.Commitment);
            }
            else
            {
                Assert.False(entry.HasPayload || entry.HasSalt);
                var erasure = Erasure.Parser.ParseFrom(entries[(int)entry.ErasedRevision - 1].Payload);
                Assert.Equal(Assert.Single(erasure.StandIns, one => one.Revision == entry.Revision).Payload, entry.StandIn);
            }
            var ticks = (entry.RecordTime.Seconds * 10_000_000) + (entry.RecordTime.Nanos / 100);
            hash = SHA256.HashData([
                .. hash, .. Text(logId), .. Number(entry.Revision, 8), .. Number((long)entry.Kind, 4), .. Text(entry.Id),
                .. Number(ticks, 8), .. Text(entry.Recorder), .. entry.Commitment]);
            Assert.Equal(hash, entry.Hash);
        }
        return (logId, hash);
    }

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Number(bytes.Length, 4), .. bytes];
    }

    private static byte[] Number(long number, int bytes)
    {
        var whole = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(whole, number);
        return whole[^bytes..];
    }

    private static async Task EraseAsync(TestServer server, string name, ErasureExtent extent) =>
        await server.Client.Journal.EraseStatementAsync(
            new EraseStatementRequest { Statement = name, Extent = extent }, cancellationToken: TestServer.Token);
}
