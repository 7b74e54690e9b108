using System.Globalization;
using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Tests.Storage.Sqlite.Writing;

/// <summary>What was erased is in no byte of any file once the answer, or the cleared revision, says so.</summary>
public sealed class ClearingTests
{
    private const string Canary = "zwieback";

    /// <summary>How many statements are erased: `ERASURES=2000` for a longer run.</summary>
    private static readonly int Erasures = int.Parse(Environment.GetEnvironmentVariable("ERASURES") ?? "150", CultureInfo.InvariantCulture);

    /// <summary>By these choices words are left in a page where unused parts of pages are not overwritten, also of few erasures.</summary>
    private const int Seed = 4;

    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task Of_many_erasures_no_word_is_left_in_any_byte_of_any_file()
    {
        await using var file = await JournalFile.OpenAsync();
        var random = new Random(Seed);
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        // Names in no order, so that pages are split in their middles, and texts of many lengths, so that cells move.
        var names = Enumerable.Range(0, Erasures * 5 / 4).Select(number => $"{random.Next():x8}-{number}").ToList();
        foreach (var name in names)
        {
            var spoken = Spoken(name, random);
            await file.RecordAsync(spoken);
            if (random.Next(2) == 0) await MendAsync(file, names[random.Next(names.IndexOf(name) + 1)], random);
        }
        // Pages that are left with little are merged with those beside them, whose rows are erased later.
        var erased = names.OrderBy(_ => random.Next()).Take(Erasures).ToList();
        await file.Queries.Search.SearchedAsync(file.Journal.Head.Revision, Ct);
        Assert.NotEmpty(Left(file, Word(erased[0])));

        foreach (var name in erased)
        {
            var erasure = await file.EraseAsync($"statements/{name}", ErasureExtent.Words);
            if (!erasure.Cleared) await file.ClearAsync(erasure.LogPosition.Revision);
            if (random.Next(4) == 0) await file.RecordAsync(Spoken($"{random.Next():x8}-later", random));
        }

        var bytes = Bytes(file);
        var left = names.Where(name => bytes.Any(one => one.Contains(Word(name), StringComparison.Ordinal))).ToList();
        Assert.Equal(names.Except(erased), left);
        Assert.Null(file.Flaw());
        using var connection = file.Connect();
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", check.ExecuteScalar());
    }

    [Fact]
    public async Task While_a_long_read_keeps_erased_words_the_answer_says_so_and_writes_go_on()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.RecordAsync(Said("first", Canary));
        await file.Queries.Search.SearchedAsync(file.Journal.Head.Revision, Ct);
        using (var connection = file.Connect())
        using (var read = connection.BeginTransaction(deferred: true))
        {
            using (var begun = connection.CreateCommand())
            {
                begun.CommandText = "SELECT count(*) FROM payload";
                begun.ExecuteScalar();
            }
            var asked = file.BeginErasingAsync("statements/first", ErasureExtent.Words);
            while (file.Journal.Head.Revision < 3) await Task.Delay(5, Ct);
            for (var number = 0; number < 20; number++) await file.RecordAsync(Said($"later-{number}", "rusk"));
            Assert.False(asked.IsCompleted);
            Assert.InRange(file.Journal.ClearedRevision, 0, 2);

            while (!asked.IsCompleted)
            {
                file.Time.Advance(Limits.ErasureWaitMax);
                await Task.Delay(5, Ct);
            }

            Assert.False((await asked).Cleared);
            Assert.NotEmpty(Left(file, Canary));
        }

        await file.ClearAsync(3);
        Assert.Empty(Left(file, Canary));
    }

    [Fact]
    public async Task What_an_earlier_process_left_is_cleared_by_the_next()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.RecordAsync(Said("first", "rusk"));
        await file.EraseAsync("statements/first", ErasureExtent.Words);
        await file.Journal.DisposeAsync();
        WriteIntoUnusedSpace(file.Path);
        Assert.Equal([Path.GetFileName(file.Path)], Left(file, Canary));

        await file.ReopenAsync();
        await file.ClearAsync(file.Journal.Head.Revision);

        Assert.Empty(Left(file, Canary));
        Assert.Null(file.Flaw());
    }

    [Fact]
    public async Task Copies_that_migrations_kept_are_reported_at_the_start()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.Journal.DisposeAsync();
        var copy = file.Path + ".schema002";
        await File.WriteAllTextAsync(copy, "a copy", Ct);
        using var log = new Server.Access.LogLines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));

        await using var journal = await DiplomacyApi.Storage.JournalStore.OpenAsync(new() { Path = file.Path }, file.Time, loggers, Ct);

        Assert.Contains(log.Lines, line => line.Contains($"{copy} was kept before a migration", StringComparison.Ordinal));
    }

    /// <summary>Puts the canary where nothing of a page is in use: in each leaf, right after its list of rows.</summary>
    private static void WriteIntoUnusedSpace(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var size = (bytes[16] << 8) | bytes[17];
        for (var page = size; page < bytes.Length; page += size)
        {
            if (bytes[page] is not (10 or 13)) continue;
            var (start, end) =
                (page + 8 + (2 * ((bytes[page + 3] << 8) | bytes[page + 4])), page + ((bytes[page + 5] << 8) | bytes[page + 6]));
            if (end - start > Canary.Length) Encoding.ASCII.GetBytes(Canary).CopyTo(bytes, start);
        }
        File.WriteAllBytes(path, bytes);
    }

    private static RecordStatementRequest Spoken(string name, Random random)
    {
        var demand = Say.Demand("russia", "usa", "2022-01-18", name, "one", "two");
        demand.Statement.Summaries[0].Text = $"{Word(name)} {new string('x', random.Next(1_200))}";
        demand.Statement.Demand.Titles[0].Text = Word(name);
        return demand;
    }

    /// <summary>A correction puts the words into other tables, among those of older statements.</summary>
    private static Task<CorrectStatementResponse> MendAsync(
        JournalFile file, string name, Random random) => file.Writer.CorrectStatementAsync(new CorrectStatementRequest
        {
            Correction = new Correction
            {
                Subject = $"statements/{name}",
                Label = CorrectionLabel.Refined,
                Replacement = Spoken(name, random).Statement,
            },
        }, JournalFile.Recorder, Ct);

    private static RecordStatementRequest Said(string id, string word)
    {
        var remark = Say.Remark("russia", "russia", "2022-01-18", id);
        remark.Statement.Summaries[0].Text = word;
        return remark;
    }

    /// <summary>A word of its own for each name, that is not in the name: names stay.</summary>
    private static string Word(string name) =>
        "w" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..20];

    private static List<string?> Left(JournalFile file, string word) =>
        [.. Files(file).Where(path => Latin(path).Contains(word, StringComparison.Ordinal)).Select(Path.GetFileName)];

    private static List<string> Bytes(JournalFile file) => [.. Files(file).Select(Latin)];

    private static IEnumerable<string> Files(JournalFile file) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(file.Path)!).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal));

    private static string Latin(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
