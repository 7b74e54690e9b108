using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres.Reading;

/// <summary>Statements that many ask for at once, each at a revision of its own.</summary>
public sealed class StatementLookupsTests(SharedCluster shared)
{
    private const int Callers = 400;
    private const int Statements = 20;
    private const string LookUp = "FROM unnest($1, $2) WITH ORDINALITY";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_caller_gets_what_it_would_get_alone_and_many_share_a_query()
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct, isDurable: false, "log_statement=all");
        await using var journal = await QueriedDatabase.CreateAsync(cluster);
        await journal.ActorAsync("ru");
        await journal.ActorAsync("us");
        for (var number = 0; number < Statements; number++) await journal.RecordAsync(Say.Remark("ru", "us", "2022-01-18", $"s{number}"));
        await journal.EraseAsync("statements/s0", ErasureExtent.Words);
        var random = new Random(1);
        // One in twenty of the names is nobody's, and at many of the revisions a statement was not recorded yet.
        var asked = Enumerable.Range(0, Callers).Select(_ =>
            (Name: $"statements/s{random.Next(Statements + 1)}", At: Point(journal, random.NextInt64(journal.Head.Revision + 1)))).ToList();

        var found = await Task.WhenAll(asked.Select(one => Task.Run(() => FindAsync(journal, one.Name, one.At), Ct)));

        Assert.Equal(asked.Select(one => Text(journal.Queries.Statements.FrozenStatement(one.Name, one.At, Ct))), found.Select(Text));
        Assert.Contains(found, one => one is null);
        Assert.InRange((await cluster.LogAsync(Ct)).Split(LookUp).Length - 1, 1, Callers / 4);
    }

    [Fact]
    public async Task Several_names_of_one_call_are_looked_up_together()
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct, isDurable: false, "log_statement=all");
        await using var journal = await QueriedDatabase.CreateAsync(cluster);
        await journal.ActorAsync("ru");
        await journal.ActorAsync("us");
        for (var number = 0; number < Statements; number++) await journal.RecordAsync(Say.Remark("ru", "us", "2022-01-18", $"s{number}"));
        // The last of them were not recorded yet, and one is asked for twice.
        var point = Point(journal, journal.Head.Revision - 3);
        List<string> names = [.. Enumerable.Range(0, Statements).Select(number => $"statements/s{number}"), "statements/s7"];

        var found = journal.Queries.Statements.StatementsBytes(names, point, Ct);

        Assert.Equal(
            names.Select(name => Text(journal.Queries.Statements.StatementBytes(name, point, Ct))), found.Select(Text));
        Assert.Equal(3, found.Count(one => one is null));
        Assert.Equal(1, (await cluster.LogAsync(Ct)).Split(LookUp).Length - 1);
    }

    [Fact]
    public async Task Who_goes_away_waits_no_longer_and_the_others_are_answered()
    {
        await using var journal = await QueriedDatabase.CreateAsync(await shared.StartedAsync(Ct));
        await journal.ActorAsync("ru");
        await journal.ActorAsync("us");
        await journal.RecordAsync(Say.Remark("ru", "us", "2022-01-18", "said"));
        var point = Point(journal, journal.Head.Revision);
        using var gone = new CancellationTokenSource();
        await using var locking = new NpgsqlConnection(journal.Connection);
        await locking.OpenAsync(Ct);
        var locked = await locking.BeginTransactionAsync(Ct);
        await using (var command = new NpgsqlCommand("LOCK TABLE diplomacy.statements", locking)) await command.ExecuteNonQueryAsync(Ct);

        List<Task<FrozenItems?>> leaving = [.. Enumerable.Range(0, Callers).Select(_ =>
            FindAsync(journal, "statements/said", point, gone.Token))];
        List<Task<FrozenItems?>> staying = [.. Enumerable.Range(0, Callers).Select(_ => FindAsync(journal, "statements/said", point))];
        await gone.CancelAsync();
        foreach (var one in leaving) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one.WaitAsync(Ct));
        Assert.DoesNotContain(staying, one => one.IsCompleted);
        await locked.RollbackAsync(Ct);

        Assert.All(await Task.WhenAll(staying).WaitAsync(Ct), Assert.NotNull);
    }

    private static ReadPoint Point(QueriedDatabase journal, long revision) =>
        journal.Queries.Points.Of(new ReadAt { KnownAtRevision = revision });

    private static Task<FrozenItems?> FindAsync(QueriedDatabase journal, string name, ReadPoint point, CancellationToken? ct = null) =>
        journal.Queries.Statements.FrozenStatementAsync(name, point, ct ?? Ct).AsTask();

    private static string Text(ReadOnlyMemory<byte>? found) => found is { } bytes ? Convert.ToHexString(bytes.Span) : "none";

    private static string Text(FrozenItems? found) => found is null ? "none" : Convert.ToHexString(found.Bytes);
}
