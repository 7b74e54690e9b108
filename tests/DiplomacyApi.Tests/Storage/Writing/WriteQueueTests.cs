using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Tests.Storage.Writing;

/// <summary>In which order what waits for the writer is taken.</summary>
public sealed class WriteQueueTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("diplomacy-");
    private readonly HeldWriter _writer = new();
    private JournalStore _journal = null!;

    private static CancellationToken Ct => JournalFile.Ct;

    public async ValueTask InitializeAsync()
    {
        _journal = await JournalStore.OpenAsync(
            new JournalOptions { Path = Path.Combine(_directory.FullName, "journal.db") }, _writer, NullLoggerFactory.Instance, Ct);
        var actor = new Actor { DisplayNames = { new LocalizedText { Text = "Russia" } } };
        await _journal.Writer.CreateActorAsync(new CreateActorRequest { ActorId = "russia", Actor = actor }, "first", Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Release();
        await _journal.DisposeAsync();
        _writer.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Nobody_waits_behind_all_that_another_sent()
    {
        var held = await HoldAsync();
        var many = Enumerable.Range(0, 30).Select(i => BatchAsync("many", $"many-{i}", 100)).ToList();
        var one = RecordAsync("one", "one");
        _writer.Release();

        await held;
        var last = (await Task.WhenAll(many)).Max(answer => answer.LogPosition.Revision);
        Assert.InRange((await one).LogPosition.Revision, 3, 203);
        Assert.Equal(2 + 3_000 + 1, last);
    }

    [Fact]
    public async Task What_one_recorder_sent_keeps_its_order()
    {
        var held = await HoldAsync();
        var sent = Enumerable.Range(0, 300).Select(i => RecordAsync(i % 3 == 0 ? "b" : "a", $"s{i}")).ToList();
        _writer.Release();

        await held;
        var revisions = (await Task.WhenAll(sent)).Select(answer => answer.LogPosition.Revision).ToList();
        foreach (var recorder in new[] { 0, 1 })
            Assert.Equal(Of(recorder).Order(), Of(recorder));

        IEnumerable<long> Of(int recorder) => revisions.Where((_, i) => (i % 3 == 0 ? 0 : 1) == recorder);
    }

    [Fact]
    public async Task One_recorder_cannot_fill_the_queue()
    {
        var held = await HoldAsync();
        var taken = Enumerable.Range(0, 4).Select(i => BatchAsync("many", $"many-{i}", 1_000)).ToList();
        Assert.Equal(4_096, Limits.QueueEntriesPerRecorderMax);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => BatchAsync("many", "too-many", 1_000));
        var other = BatchAsync("other", "other", 1_000);
        _writer.Release();

        Assert.Equal(ErrorReason.QueueFull, refused.Reason);
        await Task.WhenAll([held, other, .. taken]);
    }

    [Fact]
    public async Task What_its_caller_gave_up_before_it_was_begun_is_not_recorded()
    {
        using var caller = new CancellationTokenSource();
        var held = await HoldAsync();
        var given = _journal.Writer.RecordStatementAsync(Say.Remark("russia", "russia", "2022-01-18", "given-up"), "a", caller.Token);
        var kept = RecordAsync("a", "kept");
        await caller.CancelAsync();
        _writer.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal((await held).LogPosition.Revision + 1, (await kept).LogPosition.Revision);
    }

    [Fact]
    public async Task What_waits_is_written_before_the_log_is_sealed()
    {
        var held = await HoldAsync();
        var many = Enumerable.Range(0, 30).Select(i => BatchAsync("many", $"many-{i}", 100)).ToList();
        var sealing = _journal.SealAsync();
        var late = RecordAsync("one", "late");
        _writer.Release();

        await Task.WhenAll([held, .. many, sealing]);
        try { await late; }
        catch (RefusedException refused) { Assert.Equal(ErrorReason.LogSealed, refused.Reason); }
    }

    /// <summary>A write at which the writer stands still.</summary>
    private async Task<RecordStatementResponse> HeldAsync() => await RecordAsync("first", "held");

    private async Task<Task<RecordStatementResponse>> HoldAsync()
    {
        _writer.Hold();
        var held = HeldAsync();
        await _writer.HeldAsync();
        return held;
    }

    private Task<RecordStatementResponse> RecordAsync(string recorder, string id) =>
        _journal.Writer.RecordStatementAsync(Say.Remark("russia", "russia", "2022-01-18", id), recorder, Ct);

    private Task<BatchRecordStatementsResponse> BatchAsync(
        string recorder, string id, int count) => _journal.Writer.BatchRecordStatementsAsync(
        new BatchRecordStatementsRequest
        {
            Requests = { Enumerable.Range(0, count).Select(i => Say.Remark("russia", "russia", "2022-01-18", $"{id}-{i}")) },
        },
        recorder, Ct);
}
