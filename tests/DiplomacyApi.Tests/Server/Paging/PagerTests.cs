using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Storage.Postgres;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Paging;

/// <summary>What reading promises: one point for all pages, nothing twice and nothing left out, and at least what was asked for.</summary>
public sealed class PagerTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    public async Task Pages_give_each_statement_once_whatever_their_size(int pageSize)
    {
        var paged = new List<Statement>();
        await foreach (var statement in server.Client.Statements.AllAsync(
                new ListStatementsRequest { PageSize = pageSize }, TestServer.Token))
            paged.Add(statement);

        Assert.Equal(16, paged.Count);
        Assert.Equal(paged.Count, paged.Select(statement => statement.Name).Distinct().Count());
        Assert.Equal(paged.OrderByDescending(statement => statement.Revision), paged);
    }

    [Fact]
    public async Task A_page_goes_on_at_the_point_of_the_first_whatever_is_recorded_meanwhile()
    {
        await using var own = await TestServer.StartSeededAsync();
        var request = new ListStatementsRequest { PageSize = 10 };
        var first = await own.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token);
        await own.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);

        request.PageToken = first.NextPageToken;
        var second = await own.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token);

        Assert.Equal(first.LogPosition, second.LogPosition);
        Assert.Equal(16, first.Statements.Concat(second.Statements).Select(statement => statement.Name).Distinct().Count());
        Assert.Equal("", second.NextPageToken);
    }

    [Fact]
    public async Task A_page_token_of_another_query_or_with_a_changed_letter_is_refused()
    {
        var first = await server.Client.Statements.ListStatementsAsync(
            new ListStatementsRequest { PageSize = 2 }, cancellationToken: TestServer.Token);
        var other = new ListStatementsRequest
        {
            PageSize = 2,
            PageToken = first.NextPageToken,
            Filter = new StatementFilter { Speaker = "actors/nato" },
        };
        var damaged = new ListStatementsRequest
        {
            PageSize = 2,
            PageToken = (first.NextPageToken[0] == 'A' ? "B" : "A") + first.NextPageToken[1..],
        };

        foreach (var request in new[] { other, damaged })
        {
            var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
                await server.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token));
            Assert.Equal((StatusCode.InvalidArgument, ErrorReason.PageTokenMismatch), (refusal.Status, refusal.Reason));
        }
    }

    [Fact]
    public async Task The_total_can_be_asked_for_on_any_page()
    {
        var request = new ListStatementsRequest { PageSize = 2 };
        var first = await server.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token);
        (request.PageToken, request.IncludeTotal) = (first.NextPageToken, true);
        var second = await server.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token);
        (request.PageToken, request.IncludeTotal) = (second.NextPageToken, false);
        var third = await server.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token);

        Assert.True(second.TotalSize > 4);
        Assert.Equal((0, 0, 2), (first.TotalSize, third.TotalSize, third.Statements.Count));
    }

    [Fact]
    public async Task What_is_known_before_what_must_be_seen_is_refused()
    {
        var head = await server.HeadAsync();
        var before = (await server.Client.Journal.ResolveRevisionAsync(
            new ResolveRevisionRequest { At = new ReadAt { KnownAtRevision = 1 } }, cancellationToken: TestServer.Token)).RecordTime;
        foreach (var (at, field) in new[] { (new ReadAt { KnownAtRevision = head - 1 }, "at.known_at_revision"),
            (new ReadAt { KnownAtTime = before - Duration.FromTimeSpan(TimeSpan.FromDays(1)) }, "at.known_at_time") })
        {
            at.MinRevision = new LogPosition { Revision = head };
            var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
                await server.Client.Actors.GetActorAsync(
                    new GetActorRequest { Name = "actors/nato", At = at }, cancellationToken: TestServer.Token));
            Assert.Equal((StatusCode.InvalidArgument, ErrorReason.InvalidValue, field),
                (refusal.Status, refusal.Reason, refusal.Fields.Single().Field));
        }
        var seen = new ReadAt { KnownAtRevision = head, MinRevision = new LogPosition { Revision = head } };
        await server.Client.Actors.GetActorAsync(
            new GetActorRequest { Name = "actors/nato", At = seen }, cancellationToken: TestServer.Token);
    }

    [Fact]
    public async Task A_position_of_another_log_and_one_in_the_future_are_refused()
    {
        var head = await server.HeadAsync();
        var foreign = new ReadAt { MinRevision = new LogPosition { LogId = "another", Revision = 1 } };
        var future = new ReadAt { MinRevision = new LogPosition { Revision = head + 1_000 } };
        var unknown = new ReadAt { KnownAtRevision = head + 1_000 };

        foreach (var (at, status, reason) in new[] {
            (foreign, StatusCode.FailedPrecondition, ErrorReason.LogMismatch),
            (future, StatusCode.OutOfRange, ErrorReason.RevisionInFuture),
            (unknown, StatusCode.OutOfRange, ErrorReason.RevisionInFuture) })
        {
            var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
                await server.Client.Actors.GetActorAsync(
                    new GetActorRequest { Name = "actors/nato", At = at }, cancellationToken: TestServer.Token));
            Assert.Equal((status, reason), (refusal.Status, refusal.Reason));
        }
    }

    [Theory]
    [InlineData("RUS", "actors/russia")]
    [InlineData("iso3166-1-alpha3:RUS", "actors/russia")]
    [InlineData("Россия", "actors/russia")]
    [InlineData("russian federation", "actors/russia")]
    [InlineData("OTAN", "actors/nato")]
    [InlineData("Lavrov", "actors/sergei-lavrov")]
    [InlineData("actors/nato", "actors/nato")]
    [InlineData("auswartiges amt", "actors/german-foreign-office")]
    public async Task A_name_in_any_language_finds_its_actor(string query, string actor)
    {
        var answer = await server.Client.Actors.ResolveActorAsync(
            new ResolveActorRequest { Query = query }, cancellationToken: TestServer.Token);

        Assert.Equal(actor, answer.Candidates[0].Actor.Name);
    }

    [Fact]
    public async Task A_minister_speaks_for_the_ministry_and_the_state()
    {
        var answer = await server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = "statements/lavrov-waits-for-answers" }, cancellationToken: TestServer.Token);

        Assert.Equal(["actors/russian-foreign-ministry", "actors/russia"], answer.Statement.Principals);
        Assert.Equal(ActKind.Condition, answer.Statement.ActKind);
        Assert.Equal("seed", answer.Statement.Recorder);
    }

    [Trait(TestStores.Trait, TestStores.File)]
    [Fact]
    public async Task A_second_server_on_the_same_file_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        try
        {
            await using var first = await TestServer.StartAsync("", TimeProvider.System, folder.FullName);

            await Assert.ThrowsAsync<DiplomacyApi.Storage.Journal.JournalException>(() =>
                TestServer.StartAsync("", TimeProvider.System, folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Seeding_twice_changes_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        try
        {
            GetJournalResponse first, second;
            await using (var server = await TestServer.StartSeededAsync(folder: folder.FullName))
                first = await server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token);
            await using (var server = await TestServer.StartSeededAsync(folder: folder.FullName))
                second = await server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token);

            Assert.Equal((first.LogPosition, first.HeadHash), (second.LogPosition, second.HeadHash));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
