using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Domain;
using DiplomacyApi.Tests.Server.Access;
using DiplomacyApi.Tests.Storage.Reading;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Throttling;

/// <summary>What one caller may hold of the server's memory and threads, however it asks; others are served meanwhile.</summary>
public sealed class QuotasTests : IAsyncLifetime
{
    private const string Get = "/diplomacy.v1.StatementService/BatchGetStatements";
    private const string Record = "/diplomacy.v1.StatementService/RecordStatement";

    /// <summary>Within a second of the calls that one caller may make, so that no other bound answers.</summary>
    private const int TriesMax = 500;

    private readonly GuardedServer _server = new();
    private string _greedy = "";
    private CallInvoker _other = null!;
    private readonly List<string> _large = [];

    public async ValueTask InitializeAsync()
    {
        _greedy = await _server.TokenAsync("greedy", "admin");
        var other = await _server.TokenAsync("other", "admin");
        await _server.StartAsync();
        _other = _server.Connect(other);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Requests_are_announced_up_to_a_number_of_bytes_at_once()
    {
        using var raw = new RawCall(_server.Address);
        using var withheld = new RawCall(_server.Address);
        var bodies = new List<RawCall.Withheld>();
        var calls = new List<Task<HttpResponseMessage>>();
        for (var call = 0; call < Limits.RequestBytesPerCallerMax / Limits.RequestBytesMax; call++) calls.Add(await BeginAsync());

        var (beyond, tries) = (("", StatusCode.OK), 0);
        do
        {
            beyond = Swapped(await RawCall.EndAsync(raw.SendAsync(Record, new ByteArrayContent(RawCall.Framed(0, new byte[8])), _greedy)));
            await Task.Delay(20, TestServer.Token);
            // One that is announced during a try finds no room, as they fill it to the last byte, and is sent again.
            for (var call = 0; call < calls.Count; call++) if (calls[call].IsCompleted) calls[call] = await BeginAsync();
        }
        while (beyond.Item2 == StatusCode.InvalidArgument && ++tries < TriesMax);

        Assert.Equal(("RATE_LIMITED", StatusCode.ResourceExhausted), beyond);
        Assert.DoesNotContain(calls, call => call.IsCompleted);
        Assert.Null(await GuardedServer.RefusalOf(_other));
        withheld.Dispose();
        while (await GuardedServer.RefusalOf(_server.Connect(_greedy)) is { } still) Assert.Equal(ErrorReason.RateLimited, still.Reason);
        foreach (var body in bodies) body.Dispose();

        async Task<Task<HttpResponseMessage>> BeginAsync()
        {
            var body = new RawCall.Withheld(RawCall.Framed(0, [], Limits.RequestBytesMax));
            bodies.Add(body);
            var call = withheld.SendAsync(Record, body, _greedy);
            await body.Sent;
            return call;
        }
    }

    [Fact]
    public async Task Answers_that_nobody_reads_are_made_up_to_a_number_of_bytes()
    {
        await RecordLargeAsync();
        using var raw = new RawCall(_server.Address);
        var request = RawCall.Framed(0, new BatchGetStatementsRequest { Names = { _large } }.ToByteArray());
        var most = Limits.ResponseBytesPerCallerMax / (_large.Count * LargeBytes) + 1;
        var unread = new List<HttpResponseMessage>();

        while (unread.Count <= most)
        {
            var response = await raw.SendAsync(Get, new ByteArrayContent(request), _greedy);
            unread.Add(response);
            if (response.Headers.Contains("grpc-status")) break;
        }

        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), await RawCall.EndAsync(Task.FromResult(unread[^1])));
        Assert.Null(await GuardedServer.RefusalOf(_other));
        foreach (var response in unread) response.Dispose();
    }

    [Fact]
    public async Task Exports_imports_and_backups_are_bounded_by_their_number()
    {
        await RecordLargeAsync();
        var greedy = _server.Connect(_greedy);
        var (statements, journal) = (new StatementService.StatementServiceClient(greedy), new JournalService.JournalServiceClient(greedy));

        await AssertBoundedAsync(Limits.ExportsPerCallerMax, () =>
        {
            var call = statements.ExportStatements(new ExportStatementsRequest(), cancellationToken: TestServer.Token);
            return (call, call.ResponseHeadersAsync, call.ResponseStream);
        });
        await AssertBoundedAsync(Limits.BackupsMax, () =>
        {
            var call = journal.BackupJournal(new BackupJournalRequest(), cancellationToken: TestServer.Token);
            return (call, call.ResponseHeadersAsync, call.ResponseStream);
        });
        var imports = Enumerable.Range(0, Limits.ImportsPerCallerMax)
            .Select(_ => statements.ImportStatements(cancellationToken: TestServer.Token)).ToList();
        foreach (var import in imports)
            await import.RequestStream.WriteAsync(new ImportStatementsRequest { Options = new ImportOptions() }, TestServer.Token);
        DiplomacyException? refused = null;
        // Those before it have begun once this one is refused.
        while (refused is null)
        {
            using var beyond = statements.ImportStatements(cancellationToken: TestServer.Token);
            await beyond.RequestStream.CompleteAsync();
            try
            {
                await beyond.ResponseStream.MoveNext(TestServer.Token);
            }
            catch (RpcException refusal)
            {
                refused = DiplomacyException.From(refusal);
            }
        }

        Assert.Equal(ErrorReason.RateLimited, refused.Reason);
        using var others = new StatementService.StatementServiceClient(_other)
            .ExportStatements(new ExportStatementsRequest(), cancellationToken: TestServer.Token);
        Assert.True(await others.ResponseStream.MoveNext(TestServer.Token));
        foreach (var import in imports) import.Dispose();
    }

    [Fact]
    public async Task Reads_of_one_caller_that_take_long_leave_room_for_those_of_others()
    {
        var statements = new StatementService.StatementServiceClient(_server.Connect(_greedy));
        using (new EndlessRead(_server.Data))
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Token))
        {
            var reads = Enumerable.Range(0, 2 * Limits.ReadersMax)
                .Select(_ =>
                    statements.ListStatementsAsync(new ListStatementsRequest { Filter = EndlessRead.Filter },
                        cancellationToken: over.Token).ResponseAsync).ToList();
            await Task.Delay(TimeSpan.FromMilliseconds(500), TestServer.Token);

            Assert.Equal("actors/nato",
                (await new ActorService.ActorServiceClient(_other)
                    .GetActorAsync(new GetActorRequest { Name = "actors/nato" }, cancellationToken: TestServer.Token)).Actor.Name);

            Assert.DoesNotContain(reads, read => read.IsCompleted);
            await over.CancelAsync();
            foreach (var read in reads) await Assert.ThrowsAsync<RpcException>(() => read);
        }
        Assert.Null(await GuardedServer.RefusalOf(_server.Connect(_greedy)));
    }

    [Fact]
    public async Task Reads_that_look_through_much_leave_room_for_short_ones_of_the_same_caller()
    {
        var statements = new StatementService.StatementServiceClient(_server.Connect(_greedy));
        var recorded = (await statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token)).Statement.Name;
        using (new EndlessRead(_server.Data))
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Token))
        {
            var reads = Enumerable.Range(0, Limits.CallsAtOnceDefault - 50)
                .Select(_ =>
                    statements.ListStatementsAsync(new ListStatementsRequest { Filter = EndlessRead.Filter },
                        cancellationToken: over.Token).ResponseAsync).ToList();

            for (var read = 0; read < 40; read++)
                Assert.Equal(recorded,
                    (await statements.GetStatementAsync(new GetStatementRequest { Name = recorded },
                        cancellationToken: TestServer.Token)).Statement.Name);

            Assert.DoesNotContain(reads, read => read.IsCompleted);
            await over.CancelAsync();
            foreach (var read in reads) await Assert.ThrowsAsync<RpcException>(() => read);
        }
    }

    [Fact]
    public async Task A_batch_is_read_no_further_than_it_can_be_answered_and_names_each_once()
    {
        await RecordLargeAsync();
        await RecordLargeAsync();
        var statements = new StatementService.StatementServiceClient(_server.Connect(_greedy));

        // Whoever reads all of them first finds that the last is not there.
        var tooMuch = await Assert.ThrowsAsync<RpcException>(async () => await statements.BatchGetStatementsAsync(
            new BatchGetStatementsRequest { Names = { _large, "statements/nothing" } }, cancellationToken: TestServer.Token));
        var twice = await Assert.ThrowsAsync<RpcException>(async () => await statements.BatchGetStatementsAsync(
            new BatchGetStatementsRequest { Names = { _large[0], _large[1], _large[0] } }, cancellationToken: TestServer.Token));
        var actors = await Assert.ThrowsAsync<RpcException>(async () => await new ActorService.ActorServiceClient(_other)
            .BatchGetActorsAsync(
            new BatchGetActorsRequest { Names = { "actors/nato", "actors/nato" } }, cancellationToken: TestServer.Token));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.TooLarge), (tooMuch.StatusCode, DiplomacyException.From(tooMuch).Reason));
        Assert.Equal("names[2]", Assert.Single(DiplomacyException.From(twice).Fields).Field);
        Assert.Equal("names[1]", Assert.Single(DiplomacyException.From(actors).Fields).Field);
    }

    private const int LargeBytes = 16 * 30_000;

    /// <summary>
    /// Large statements, together about as much as one answer may have: sixteen texts of three bytes a character, with no word to index.
    /// </summary>
    private async Task RecordLargeAsync()
    {
        var request = Requests.Remark();
        request.Statement.Summaries.Clear();
        for (var text = 0; text < 16; text++) request.Statement.Summaries.Add(new LocalizedText { Text = new string('…', 10_000) });
        var statements = new StatementService.StatementServiceClient(_other);
        for (var count = 0; count < 24; count++)
            _large.Add((await statements.RecordStatementAsync(request, cancellationToken: TestServer.Token)).Statement.Name);
    }

    private static async Task AssertBoundedAsync<T>(
        int most, Func<(IDisposable Call, Task<Metadata> Begun, IAsyncStreamReader<T> Answers)> begin)
    {
        var calls = Enumerable.Range(0, most).Select(_ => begin()).ToList();
        await Task.WhenAll(calls.Select(call => call.Begun));

        var beyond = begin();
        var refusal = await Assert.ThrowsAsync<RpcException>(() => beyond.Answers.MoveNext(TestServer.Token));

        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.RateLimited),
            (refusal.StatusCode, DiplomacyException.From(refusal).Reason));
        foreach (var call in calls.Append(beyond)) call.Call.Dispose();
    }

    private static (string, StatusCode) Swapped((StatusCode Status, string Reason) end) => (end.Reason, end.Status);
}
