using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Tests.Storage.Writing;

/// <summary>A request is answered the same whether it is decided in one group with others or after them.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("diplomacy-");
    private readonly HeldWriter _writer = new();
    private JournalStore _journal = null!;

    private static CancellationToken Ct => JournalFile.Ct;

    private string Path => System.IO.Path.Combine(_directory.FullName, "journal.db");

    public async ValueTask InitializeAsync()
    {
        _journal = await JournalStore.OpenAsync(new JournalOptions { Path = Path }, _writer, NullLoggerFactory.Instance, Ct);
        foreach (var (id, type) in new[] { ("russia", ActorType.State), ("usa", ActorType.State), ("agency", ActorType.Media) })
            await _journal.Writer.CreateActorAsync(
                new CreateActorRequest
                {
                    ActorId = id,
                    Actor = new Actor { Type = type, DisplayNames = { new LocalizedText { Text = id } } },
                },
                "setup", Ct);
        await RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "asked"));
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Release();
        await _journal.DisposeAsync();
        _writer.Dispose();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_warning_that_moves_no_status_is_no_hindrance_to_what_expects_the_demand_unchanged(bool together)
    {
        var warning = Say.By("russia", "usa", "2022-01-20", statement =>
            statement.Warning = new WarningAct { Demands = { "demands/asked" } });
        var expecting = Expecting("demands/asked", _journal.Head.Revision);

        var (first, second) = await OneAfterTheOtherAsync(warning, expecting, together);

        Assert.True(second.LogPosition.Revision > first.LogPosition.Revision);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_expects_a_demand_not_to_be_there_is_refused_once_it_is_even_if_it_obliges_nobody(bool together)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => OneAfterTheOtherAsync(
            Say.By("russia", "agency", "2022-01-20", statement =>
                statement.Demand = new DemandAct { Demand = "demands/new", Titles = { new LocalizedText { Text = "new" } } }),
            Expecting("demands/new", 0), together));

        Assert.Equal(ErrorReason.ExpectationFailed, refused.Reason);
    }

    [Fact]
    public async Task Repeats_and_trials_are_answered_while_another_program_writes_to_the_file()
    {
        var request = Say.Remark("russia", "usa", "2022-01-21", "once", "request-1");
        var first = await RecordAsync(request);
        await using var other = new SqliteConnection($"Data Source={Path};Pooling=False");
        await other.OpenAsync(Ct);
        using (var begin = other.CreateCommand())
        {
            begin.CommandText = "BEGIN IMMEDIATE";
            begin.ExecuteNonQuery();
        }

        var again = await RecordAsync(request);
        var trial = Say.Remark("russia", "usa", "2022-01-22", "tried");
        trial.ValidateOnly = true;
        var tried = await RecordAsync(trial);

        Assert.True(again.Replayed);
        Assert.Equal(first.LogPosition.Revision, again.LogPosition.Revision);
        Assert.NotEmpty(tried.Statement.Name);
    }

    private static RecordStatementRequest Expecting(string subject, long revision)
    {
        var request = Say.Remark("usa", "russia", "2022-01-21");
        request.Expectations.Add(new Expectation { Subject = subject, UnchangedSince = revision });
        return request;
    }

    private Task<RecordStatementResponse> RecordAsync(RecordStatementRequest request) =>
        _journal.Writer.RecordStatementAsync(request, "recorder", Ct);

    private async Task<(RecordStatementResponse First, RecordStatementResponse Second)> OneAfterTheOtherAsync(
        RecordStatementRequest one, RecordStatementRequest other, bool together)
    {
        if (!together) return (await RecordAsync(one), await RecordAsync(other));
        _writer.Hold();
        var held = RecordAsync(Say.Remark("russia", "usa", "2022-01-19"));
        await _writer.HeldAsync();
        var (first, second) = (RecordAsync(one), RecordAsync(other));
        _writer.Release();
        await held;
        return (await first, await second);
    }
}
