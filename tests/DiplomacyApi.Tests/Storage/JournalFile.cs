using System.Globalization;
using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Watching;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Storage;

/// <summary>A journal in a directory of its own, which goes with it.</summary>
internal sealed class JournalFile : IQueriedJournal
{
    public const string Recorder = "tester";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("diplomacy-");

    private JournalFile() { }

    public string Path => System.IO.Path.Combine(_directory.FullName, "journal.db");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2022, 2, 1, 0, 0, 0, TimeSpan.Zero));

    public JournalStore Journal { get; private set; } = null!;

    public Writer Writer => Journal.Writer;

    public Queries Queries => Journal.Queries;

    public Watches Watches => Journal.Watches;

    public Head Head => Journal.Head;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<JournalFile> OpenAsync(long pagesMax = 0, int readersMax = 1)
    {
        var file = new JournalFile();
        await file.ReopenAsync(pagesMax, readersMax);
        return file;
    }

    /// <summary>A journal that is not open yet, over what a test puts in its place.</summary>
    public static JournalFile At(Action<string> put)
    {
        var file = new JournalFile();
        put(file.Path);
        return file;
    }

    /// <summary>
    /// With one reader, where nothing else is said, so that a read that takes a second one while it holds the first never ends.
    /// </summary>
    public async Task ReopenAsync(long pagesMax = 0, int readersMax = 1)
    {
        if (Journal is not null) await Journal.DisposeAsync();
        Journal = await JournalStore.OpenAsync(new JournalOptions { Path = Path, PagesMax = pagesMax, ReadersMax = readersMax }, Time,
            NullLoggerFactory.Instance, Ct);
    }

    public Task RebuildAsync() => Journal.RebuildAsync(Ct);

    /// <summary>The first flaw of the chain; null where it holds.</summary>
    public Flaw? Flaw() => Journal.Verify(Journal.Head, Ct).Last().Flaw;

    /// <summary>
    /// Erases, and passes the time for which the words wait until a read that still sees them has ended, which may take a while.
    /// </summary>
    public async Task<EraseStatementResponse> EraseAsync(string statement, ErasureExtent extent, string requestId = "")
    {
        var erasing = BeginErasingAsync(statement, extent, requestId);
        while (await Task.WhenAny(erasing, Task.Delay(50, Ct)) != erasing) Time.Advance(Limits.ClearingRetryInterval);
        return await erasing;
    }

    /// <summary>Erases, while the clock stands still.</summary>
    public Task<EraseStatementResponse> BeginErasingAsync(
        string statement, ErasureExtent extent, string requestId = "") => Writer.EraseStatementAsync(
        new EraseStatementRequest { Statement = statement, Extent = extent, RequestId = requestId, Note = "asked for" }, Recorder, Ct);

    /// <summary>Passes the time until the words of all that was erased by this revision have left the files.</summary>
    public async Task ClearAsync(long revision)
    {
        for (; Journal.ClearedRevision < revision; await Task.Delay(5, Ct)) Time.Advance(Limits.ClearingRetryInterval);
    }

    public void Execute(string sql) => Execute(Path, sql);

    public static void Execute(string path, string sql)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>All rows of a table, a line each, in the order of their values.</summary>
    public string Dump(params string[] tables)
    {
        using var connection = Connect();
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            using var rows = command.ExecuteReader();
            var lines = new List<string>();
            while (rows.Read())
                lines.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(column => rows.GetValue(column) switch
                {
                    byte[] bytes => Convert.ToHexString(bytes),
                    var value => Convert.ToString(value, CultureInfo.InvariantCulture),
                })));
            text.AppendLine(table).AppendJoin('\n', lines.Order(StringComparer.Ordinal)).AppendLine();
        }
        return text.ToString();
    }

    public SqliteConnection Connect() => Connect(Path);

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (Journal is not null) await Journal.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}

/// <summary>Statements for tests, with what every statement needs.</summary>
internal static class Say
{
    public static RecordStatementRequest By(
        string speaker, string to, string said, Action<Statement> act, string id = "", string requestId = "")
    {
        var statement = new Statement
        {
            Speaker = $"actors/{speaker}",
            Addressees = { $"actors/{to}" },
            Said = new PartialDate { Text = said },
            Form = Form.Spoken,
            Attribution = Attribution.OnRecord,
            Summaries = { new LocalizedText { Text = "It was said." } },
        };
        act(statement);
        return new RecordStatementRequest { StatementId = id, Statement = statement, RequestId = requestId };
    }

    public static RecordStatementRequest Remark(string speaker, string to, string said, string id = "", string requestId = "") =>
        By(speaker, to, said, statement => statement.Remark = new RemarkAct(), id, requestId);

    public static RecordStatementRequest Demand(string speaker, string to, string said, string demand, params string[] items) =>
        By(speaker, to, said, statement =>
        {
            statement.Demand = new DemandAct { Demand = $"demands/{demand}", Titles = { new LocalizedText { Text = demand } } };
            statement.Demand.Items.AddRange(
                items.Select(item => new DemandItem { Id = item, Titles = { new LocalizedText { Text = item } } }));
        }, demand);

    public static RecordStatementRequest Answer(
        string speaker, string to, string said, string demand, Disposition position, string id = "") =>
        By(speaker, to, said, statement => statement.Response = new ResponseAct { Demands = { $"demands/{demand}" }, Position = position },
            id);

    public static RecordStatementRequest Promise(string speaker, string to, string said, string demand, string due, string id = "") =>
        By(speaker, to, said, statement => statement.Promise = new PromiseAct
        {
            Kind = PromiseKind.ToAnswer,
            Demand = $"demands/{demand}",
            Due = new PartialDate { Text = due },
        }, id);
}
