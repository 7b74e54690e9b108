using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Domain;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>A JWT issuer replaces its keys, takes them back, is asked too often, and fails.</summary>
public sealed class JwtIssuerTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private DateTimeOffset Later => _time.GetUtcNow().AddDays(7);

    [Fact]
    public async Task The_first_jwt_of_a_new_key_is_let_in_and_those_of_the_old_key_are_refused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        var first = server.Connect(issuer.Jwt(Later));
        Assert.Null(await GuardedServer.RefusalOf(first));

        issuer.Rotate("two");
        _time.Advance(Limits.IssuerFetchInterval);

        Assert.Null(await GuardedServer.RefusalOf(server.Connect(issuer.Jwt(Later))));
        Assert.NotNull(await GuardedServer.RefusalOf(first));
        _time.Advance(Limits.IssuerFetchInterval);
        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusalOf(first))?.Status);
    }

    [Fact]
    public async Task Two_rotations_in_a_row_cost_no_more_than_the_interval_between_fetches()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(issuer.Jwt(Later))));

        issuer.Rotate("two");
        var caller = server.Connect(issuer.Jwt(Later));
        var early = await GuardedServer.RefusalOf(caller);
        _time.Advance(Limits.IssuerFetchInterval);

        Assert.Equal((StatusCode.Unavailable, ErrorReason.AccessUnavailable), (early!.Status, early.Reason));
        Assert.Null(await GuardedServer.RefusalOf(caller));
    }

    [Fact]
    public async Task A_key_that_was_taken_back_is_refused_though_nobody_shows_a_new_one()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        var caller = server.Connect(issuer.Jwt(Later));
        Assert.Null(await GuardedServer.RefusalOf(caller));

        issuer.Rotate("two");
        _time.Advance(Limits.IssuerKeysInterval);
        while (issuer.Fetches < 2) await Task.Delay(20, TestServer.Token);

        Assert.NotNull(await RefusedAtLast(caller));
        _time.Advance(Limits.IssuerFetchInterval);
        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusalOf(caller))?.Status);
    }

    [Fact]
    public async Task Jwts_of_invented_keys_cost_one_fetch_in_each_interval_and_those_of_another_issuer_none()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(issuer.Jwt(Later))));
        _time.Advance(Limits.IssuerFetchInterval);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(number => GuardedServer.RefusalOf(server.Connect(issuer.Forged(Later, $"forged-{number}")))));
        Assert.All(refusals, refusal => Assert.Contains(refusal!.Status, new[] { StatusCode.Unauthenticated, StatusCode.Unavailable }));
        Assert.Contains(refusals, refusal => refusal!.Status == StatusCode.Unauthenticated);
        Assert.Equal(2, issuer.Fetches);

        _time.Advance(Limits.IssuerFetchInterval);
        await using var other = await TestIssuer.StartAsync();
        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusalOf(server.Connect(other.Jwt(Later))))?.Status);
        Assert.Equal(2, issuer.Fetches);
    }

    [Fact]
    public async Task A_watch_goes_on_under_the_first_token_of_a_new_key()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        var token = issuer.Jwt(_time.GetUtcNow().AddMinutes(5));
        using var client = new DiplomacyClient(new DiplomacyClientOptions
        {
            Address = server.Address,
            TokenSource = _ => ValueTask.FromResult(token),
        });
        await using var watch = client.WatchStatementsAsync(
            new WatchStatementsRequest { Start = new WatchStart { FromNow = new WatchStart.Types.FromNow() } }, TestServer.Token)
                .GetAsyncEnumerator(TestServer.Token);
        Assert.True(await watch.MoveNextAsync());

        issuer.Rotate("two");
        token = issuer.Jwt(Later);
        _time.Advance(TimeSpan.FromMinutes(6));
        var recorded = await new StatementService.StatementServiceClient(server.Connect(issuer.Jwt(Later, "\"role\":\"recorder\"")))
            .RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);

        while (watch.Current.Through.Revision < recorded.LogPosition.Revision) Assert.True(await watch.MoveNextAsync());
        Assert.Contains(watch.Current.Events, entry => entry.Statement.Name == recorded.Statement.Name);
    }

    [Theory]
    [InlineData("down", "cannot be reached")]
    [InlineData("error", "answers with HTTP status 500")]
    [InlineData("html", "is not that of an OpenID provider")]
    [InlineData("silence", "does not answer within 3 seconds")]
    public async Task An_issuer_that_fails_makes_the_server_unavailable_and_is_named_in_the_log(string failure, string logged)
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        var caller = server.Connect(issuer.Jwt(Later));
        if (failure == "down") await issuer.StopAsync();
        else issuer.Answers = failure;

        var refusal = await AnsweredAsync(caller);

        Assert.Equal((StatusCode.Unavailable, ErrorReason.AccessUnavailable), (refusal?.Status, refusal?.Reason));
        Assert.Contains(server.Log.Lines, line =>
            line.Contains(issuer.Address, StringComparison.Ordinal) && line.Contains(logged, StringComparison.Ordinal));
        if (failure == "down") return;

        issuer.Answers = "keys";
        _time.Advance(Limits.IssuerFetchInterval);
        Assert.Null(await GuardedServer.RefusalOf(caller));
    }

    [Fact]
    public async Task Keys_that_are_held_stay_good_for_a_day_while_the_issuer_fails()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        var caller = server.Connect(issuer.Jwt(Later));
        Assert.Null(await GuardedServer.RefusalOf(caller));
        issuer.Answers = "error";

        _time.Advance(Limits.IssuerKeysAgeMax - TimeSpan.FromHours(1));
        Assert.Null(await GuardedServer.RefusalOf(caller));
        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(ErrorReason.AccessUnavailable, (await RefusedAtLast(caller)).Reason);
        issuer.Answers = "keys";
        while (await GuardedServer.RefusalOf(caller) is { } still)
        {
            Assert.Equal(StatusCode.Unavailable, still.Status);
            _time.Advance(Limits.IssuerFetchInterval);
        }
    }

    [Theory]
    [InlineData("realm_access.roles", "\"realm_access\":{\"roles\":[\"offline_access\",\"reader\"]}")]
    [InlineData("resource_access.diplomacy.api.roles", "\"resource_access\":{\"diplomacy.api\":{\"roles\":[\"reader\"]}}")]
    [InlineData("https://example.org/roles", "\"https://example.org/roles\":\"reader\"")]
    public async Task Roles_are_found_in_claims_within_claims(string claim, string claims)
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer, claim);

        Assert.Null(await GuardedServer.RefusalOf(server.Connect(issuer.Jwt(Later, claims))));
    }

    [Theory]
    [InlineData("\"role\":\"reader\"", "has no claim realm_access.roles")]
    [InlineData("\"realm_access\":[\"reader\"]", "has no claim realm_access.roles")]
    [InlineData("\"realm_access\":{\"roles\":[\"king\"]}", "has no role that this server knows")]
    [InlineData("\"realm_access\":{\"roles\":{\"reader\":true}}", "has no role that this server knows")]
    public async Task A_jwt_without_a_role_is_refused_with_where_it_was_looked_for(string claims, string expected)
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer, "realm_access.roles");

        var refusal = await GuardedServer.RefusalOf(server.Connect(issuer.Jwt(Later, claims)));

        Assert.Equal(StatusCode.PermissionDenied, refusal!.Status);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_jwt_that_demands_an_extension_is_refused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);

        Assert.Null(await GuardedServer.RefusalOf(server.Connect(issuer.Jwt(Later))));
        foreach (var header in new[] { ""","crit":["bound-to"],"bound-to":"another" """, ""","crit":[]""", ""","crit":null""" })
            Assert.Equal(StatusCode.Unauthenticated,
                (await GuardedServer.RefusalOf(server.Connect(issuer.Jwt(Later, header: header))))?.Status);
    }

    [Theory]
    [InlineData("local")]
    [InlineData("seed")]
    [InlineData("Operator")]
    public async Task A_jwt_of_a_name_that_the_server_records_under_is_refused(string name)
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);

        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusalOf(server.Connect(issuer.Jwt(Later, name: name))))?.Status);
    }

    [Fact]
    public async Task A_jwt_that_never_expires_in_practice_is_let_in()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        var end = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

        Assert.Null(await GuardedServer.RefusalOf(server.Connect(issuer.Jwt(end, "\"nbf\":0,\"role\":\"reader\""))));
    }

    private async Task<GuardedServer> StartAsync(TestIssuer issuer, string roleClaim = "role")
    {
        var server = new GuardedServer(_time);
        await server.StartAsync(options => options with
        {
            Access = options.Access with { JwtAuthority = issuer.Address, JwtAudience = TestIssuer.Audience, JwtRoleClaim = roleClaim },
        });
        return server;
    }

    /// <summary>The answer to one call; the clock goes on until there is one, and not for longer than a caller would wait.</summary>
    private async Task<DiplomacyException?> AnsweredAsync(CallInvoker caller)
    {
        var (answer, started) = (GuardedServer.RefusalOf(caller), _time.GetUtcNow());
        while (!answer.IsCompleted)
        {
            await Task.Delay(20, TestServer.Token);
            _time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.True(_time.GetUtcNow() - started < TimeSpan.FromMinutes(5), "There is no answer.");
        }
        return await answer;
    }

    /// <summary>Waits for what the server does behind the calls.</summary>
    private static Task<DiplomacyException> RefusedAtLast(CallInvoker caller) => GuardedServer.RefusedSoon(caller);
}
