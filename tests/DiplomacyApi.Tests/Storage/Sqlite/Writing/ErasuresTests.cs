using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Import;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Tests.Storage.Sqlite.Writing;

public sealed class ErasuresTests
{
    private const string Canary = "zwieback";

    private static CancellationToken Ct => JournalFile.Ct;

    [Theory]
    [InlineData(ErasureExtent.Words)]
    [InlineData(ErasureExtent.All)]
    public async Task Erased_words_are_in_none_of_the_files(ErasureExtent extent)
    {
        await using var file = await WithCanariesAsync();
        await file.Queries.Search.SearchedAsync(file.Journal.Head.Revision, Ct);
        Assert.NotEmpty(FilesWith(file, Canary));

        var erased = await file.EraseAsync("statements/security", extent);

        Assert.Empty(FilesWith(file, Canary));
        Assert.Equal((true, erased.LogPosition.Revision), (erased.Cleared, file.Journal.ClearedRevision));
        Assert.Equal(4, erased.ErasedEntries);
        Assert.Equal(erased.LogPosition.Revision, erased.Statement.ErasedRevision);
        Assert.Null(file.Flaw());
        Assert.Empty(file.Queries.Search.Find(Canary, null, file.Queries.Points.Of(null), 10, null, Ct).Page.Items);
        await file.ReopenAsync();
        Assert.Empty(FilesWith(file, Canary));
    }

    [Fact]
    public async Task Without_its_words_a_statement_decides_what_it_decided()
    {
        await using var file = await WithCanariesAsync();
        var before = Obligations(file);

        var erased = await file.EraseAsync("statements/security", ErasureExtent.Words);

        Assert.Empty(erased.Changes);
        Assert.Equal(before.Select(one => (one.Item, one.State, one.Debtor, one.Since)),
            Obligations(file).Select(one => (one.Item, one.State, one.Debtor, one.Since)));
        Assert.Equal(["", ""], erased.Statement.Demand.Titles.Concat(erased.Statement.Summaries).Select(text => text.Text));
        Assert.Equal(("actors/russia", "demands/security", "corrections/mended"),
            (erased.Statement.Speaker, erased.Statement.Demand.Demand, erased.Statement.CorrectedBy));
        Assert.Equal(["An outlet"], erased.Statement.Reports.Select(report => report.Outlet + report.Url + report.Title));
        foreach (var revision in new[] { 3L, 4, 5, erased.LogPosition.Revision })
        {
            var stands = Statement.Parser.ParseFrom(file.Queries.Statements.StatementBytes(
                "statements/security", At(file, revision), Ct)!.Value.Span);
            Assert.Equal((erased.LogPosition.Revision, ""), (stands.ErasedRevision, stands.Demand.Titles[0].Text));
        }
    }

    [Fact]
    public async Task Of_what_was_erased_whole_nothing_counts_at_any_revision()
    {
        await using var file = await WithCanariesAsync();
        await file.RecordAsync(Say.Answer("usa", "russia", "2022-01-26", "security", Disposition.Rejected, "answer"));

        var erased = await file.EraseAsync("statements/security", ErasureExtent.All);

        Assert.Contains(erased.Changes, change =>
            change is { Subject: "demands/security", What: StatusChangeKind.State, Before.State: ObligationState.Answered, After: null });
        for (var revision = 0L; revision <= file.Journal.Head.Revision; revision++)
            Assert.Null(file.Queries.Obligations.Demand("demands/security", At(file, revision), null, Ct));
        var left = Statement.Parser.ParseFrom(file.Queries.Statements.StatementBytes("statements/security", At(file, 3), Ct)!.Value.Span);
        Assert.Equal(
            new Statement
            {
                Name = left.Name,
                Revision = 3,
                RecordTime = left.RecordTime,
                Recorder = JournalFile.Recorder,
                ErasedRevision = erased.LogPosition.Revision,
            },
            left);
        Assert.Equal(
            ErrorReason.StatementErased,
            (await Assert.ThrowsAsync<RefusedException>(() => file.EraseAsync("statements/security", ErasureExtent.Words))).Reason);
        var correction = new CorrectStatementRequest
        {
            Correction = new Correction { Subject = "corrections/mended", Label = CorrectionLabel.Error },
        };
        Assert.Equal(
            ErrorReason.StatementErased,
            (await Assert.ThrowsAsync<RefusedException>(() =>
                file.Writer.CorrectStatementAsync(correction, JournalFile.Recorder, Ct))).Reason);
    }

    [Fact]
    public async Task An_erasure_can_be_tried_and_repeated()
    {
        await using var file = await WithCanariesAsync();
        var before = file.Dump("payload", "statements", "segments");
        var request = new EraseStatementRequest
        {
            Statement = "statements/security",
            Extent = ErasureExtent.All,
            RequestId = "e1",
            ValidateOnly = true,
        };

        var tried = await file.Writer.EraseStatementAsync(request, JournalFile.Recorder, Ct);
        Assert.Equal(before, file.Dump("payload", "statements", "segments"));
        request.ValidateOnly = false;
        var done = await file.Writer.EraseStatementAsync(request, JournalFile.Recorder, Ct);
        await file.ReopenAsync();
        var again = await file.Writer.EraseStatementAsync(request, JournalFile.Recorder, Ct);

        Assert.True(done.Cleared);
        done.Cleared = false;
        Assert.Equal(tried, done);
        Assert.True(again.Replayed);
        Assert.Equal((done.LogPosition, done.Statement), (again.LogPosition, again.Statement));
        Assert.Equal(
            ErrorReason.UnknownStatement,
            (await Assert.ThrowsAsync<RefusedException>(() => file.EraseAsync("statements/none", ErasureExtent.Words))).Reason);
    }

    [Fact]
    public async Task A_request_whose_words_were_erased_is_still_carried_out_once()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        var request = Say.Remark("russia", "russia", "2022-01-18", "first", "r1");
        await file.RecordAsync(request);
        var erased = await file.EraseAsync("statements/first", ErasureExtent.Words);

        var again = await file.RecordAsync(request);

        Assert.True(again.Replayed);
        Assert.Equal((2, erased.LogPosition.Revision), (again.LogPosition.Revision, again.Statement.ErasedRevision));
    }

    [Fact]
    public async Task A_request_of_another_kind_with_the_id_of_one_whose_words_were_erased_is_refused()
    {
        await using var file = await WithCanariesAsync();
        await file.RecordAsync(Say.Remark("russia", "usa", "2022-01-19", "second", requestId: "once"));
        await file.EraseAsync("statements/second", ErasureExtent.Words);
        var erasure = new EraseStatementRequest { Statement = "statements/security", Extent = ErasureExtent.All, RequestId = "once" };
        var actor = new CreateActorRequest
        {
            ActorId = "nato",
            Actor = new Actor { DisplayNames = { new LocalizedText { Text = "NATO" } } },
            RequestId = "once",
        };

        var erased = await Assert.ThrowsAsync<RefusedException>(() => file.Writer.EraseStatementAsync(erasure, JournalFile.Recorder, Ct));
        var created = await Assert.ThrowsAsync<RefusedException>(() => file.Writer.CreateActorAsync(actor, JournalFile.Recorder, Ct));

        Assert.Equal([ErrorReason.RequestIdReused, ErrorReason.RequestIdReused], [erased.Reason, created.Reason]);
    }

    [Fact]
    public async Task Erased_twice_nothing_of_the_first_time_stays()
    {
        await using var file = await WithCanariesAsync();
        await file.EraseAsync("statements/security", ErasureExtent.Words);
        Assert.NotEmpty(FilesWith(file, "demands/security"));

        var erased = await file.EraseAsync("statements/security", ErasureExtent.All);
        await file.Queries.Search.SearchedAsync(erased.LogPosition.Revision, Ct);

        Assert.Equal(5, erased.ErasedEntries);
        Assert.Empty(FilesWith(file, "demands/security"));
        Assert.Null(file.Flaw());
        var before = file.Dump("statements", "segments", "erasures", "refs");
        await file.Journal.RebuildAsync(Ct);
        Assert.Equal(before, file.Dump("statements", "segments", "erasures", "refs"));
    }

    [Fact]
    public async Task What_stands_in_a_place_is_held_to_what_the_erasure_carries()
    {
        await using var file = await WithCanariesAsync();
        await file.EraseAsync("statements/security", ErasureExtent.Words);

        file.Execute("UPDATE payload SET bytes = (SELECT bytes FROM payload WHERE revision = 1) WHERE revision = 3");

        Assert.Equal((3, JournalFlawKind.StandIn), (file.Flaw()!.Revision, file.Flaw()!.Kind));
    }

    [Fact]
    public async Task A_watch_reports_an_erasure_and_no_erased_word()
    {
        await using var file = await WithCanariesAsync();
        await file.Journal.Watches.StatementsAfterAsync(0, Ct);
        var erased = await file.EraseAsync("statements/security", ErasureExtent.Words);

        var received = (await file.Journal.Watches.StatementsAfterAsync(0, Ct)).Items;

        Assert.DoesNotContain(received, entry => entry.Event.ToString().Contains(Canary, StringComparison.Ordinal));
        Assert.Equal((StatementEventKind.Erased, erased.LogPosition.Revision),
            (received[^1].Event.Kind, received[^1].Event.LogPosition.Revision));
        Assert.Equal(erased.Statement, received[^1].Event.Statement);
    }

    [Theory]
    [InlineData(ErasureExtent.Words)]
    [InlineData(ErasureExtent.All)]
    public async Task A_log_with_erasures_can_be_moved_and_imported(ErasureExtent extent)
    {
        await using var file = await WithCanariesAsync();
        await file.RecordAsync(Say.Answer("usa", "russia", "2022-01-26", "security", Disposition.Rejected, "answer"));
        await file.EraseAsync("statements/security", extent);
        await using var other = await JournalFile.OpenAsync();
        var (head, entries) = (file.Journal.Head, file.Queries.Entries.Entries(0, file.Journal.Head.Revision, 1 << 20, Ct));
        var part = new ImportJournalRequest
        {
            Head = new LogPosition { LogId = head.LogId, Revision = head.Revision },
            HeadHash = Google.Protobuf.ByteString.CopyFrom(head.Hash),
            Sealed = true,
            Entries = { entries },
        };
        var wrong = part.Clone();
        wrong.Entries[2].StandIn = wrong.Entries[3].StandIn;

        Assert.Equal(ErrorReason.ChainBroken,
            (await Assert.ThrowsAsync<RefusedException>(() => other.Journal.TakeOverAsync(wrong, Ct))).Reason);
        await other.Journal.TakeOverAsync(part, Ct);

        Assert.Equal(LogState.Open, other.Journal.State);
        Assert.Null(other.Flaw());
        Assert.Equal(file.Dump("payload", "statements", "segments", "changes", "erasures", "refs"),
            other.Dump("payload", "statements", "segments", "changes", "erasures", "refs"));
        await using var third = await JournalFile.OpenAsync();
        await third.ActorAsync("russia");
        await third.ActorAsync("usa");
        var items = file.Queries.Exports.Items(null, file.Queries.Points.Of(null), 0, Ct).Items;
        if (extent == ErasureExtent.Words)
            Assert.All(await third.Journal.Imports.RecordEachAsync([.. items.Select(ImportRow.Of)], JournalFile.Recorder, Ct), outcome =>
                Assert.Null(outcome.Refusal));
        else Assert.Equal(["answer"], items.Select(item => item.Statement.StatementId));
    }

    private static ReadPoint At(JournalFile file, long revision) => new(file.Journal.Head.LogId, revision, DateTimeOffset.MaxValue);

    private static List<Obligation> Obligations(JournalFile file) =>
        [.. file.Queries.Obligations.Obligations(null, file.Queries.Points.Of(null), null, 50, null, Ct).Items];

    /// <summary>A demand with the canary in every text of it, of a correction of it and of a report attached to it.</summary>
    private static async Task<JournalFile> WithCanariesAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        var demand = Say.Demand("russia", "usa", "2022-01-18", "security");
        demand.Statement.Demand.Titles[0].Text = $"About {Canary}";
        demand.Statement.Summaries[0].Text = $"It was said: {Canary}";
        await file.RecordAsync(demand);
        var replacement = demand.Statement.Clone();
        replacement.Quotation = new LocalizedText { Text = $"My {Canary}!" };
        foreach (var (id, changed) in new[] { ("first", replacement), ("mended", demand.Statement) })
            await file.Writer.CorrectStatementAsync(new CorrectStatementRequest
            {
                CorrectionId = id,
                Correction = new Correction
                {
                    Subject = "statements/security",
                    Label = CorrectionLabel.Error,
                    Replacement = changed,
                    Note = $"no {Canary}",
                },
            }, JournalFile.Recorder, Ct);
        await file.Writer.AttachReportAsync(new AttachReportRequest
        {
            Statement = "statements/security",
            Report = new Report { Outlet = "An outlet", Url = $"https://example.org/{Canary}", Title = $"The {Canary}" },
        }, JournalFile.Recorder, Ct);
        return file;
    }

    private static List<string> FilesWith(JournalFile file, string word) => [.. Directory.EnumerateFiles(Path.GetDirectoryName(file.Path)!)
        .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal) && Latin(path).Contains(word, StringComparison.Ordinal))];

    private static string Latin(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
