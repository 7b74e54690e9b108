using DiplomacyApi.Server.Commands;
using DiplomacyApi.Tests.Storage;

namespace DiplomacyApi.Tests.Server.Commands;

/// <summary>Each command ends with 0 or with 1 and one sentence, whatever the bytes of a journal are.</summary>
public sealed class DamagedFileTests
{
    private const int Damages = 60;
    private const int PageBytes = 4096;
    private const int DamagedBytes = 300;

    [Fact]
    public async Task A_damaged_journal_ends_no_command_in_a_stack_trace()
    {
        await using var file = await FilledAsync();
        var whole = await File.ReadAllBytesAsync(file.Path, TestServer.Token);
        var wrong = new List<string>();
        var failed = 0;
        for (var seed = 0; seed < Damages; seed++)
        {
            var bytes = Damaged(whole, new Random(seed));
            foreach (var words in new string[][]
            {
                ["verify"],
                ["verify", "--projections"],
                ["backup", "--to", "copy"],
                ["restore", "--from", "journal.db"],
                ["rebuild"],
                ["unseal"],
            })
            {
                var (code, said) = await RunAsync(bytes, words);
                failed += code;
                if (code is not (0 or 1) || (code == 1 && !IsOneSentence(said)))
                    wrong.Add($"{seed} {string.Join(' ', words)}: {code} {said}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(failed > Damages, $"{failed} of all failed: the damage is none.");
    }

    [Fact]
    public async Task Rebuild_says_that_the_file_is_damaged_and_not_that_something_may_be_recorded()
    {
        await using var file = await FilledAsync();
        file.Execute("UPDATE payload SET bytes = zeroblob(length(bytes))");

        var (code, said) = await RunAsync(await File.ReadAllBytesAsync(file.Path, TestServer.Token), ["rebuild"]);

        Assert.Equal(1, code);
        Assert.Contains("cannot be rebuilt", said, StringComparison.Ordinal);
        Assert.Contains("restore a backup", said, StringComparison.Ordinal);
        Assert.DoesNotContain("request_id", said, StringComparison.Ordinal);
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = whole.ToArray();
        var page = random.Next(bytes.Length / PageBytes) * PageBytes;
        for (var number = 0; number < DamagedBytes; number++) bytes[page + random.Next(PageBytes)] = (byte)random.Next(256);
        return bytes;
    }

    private static async Task<(int Code, string Said)> RunAsync(byte[] journal, string[] words)
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-damaged-").FullName;
        try
        {
            var data = Path.Combine(folder, "journal.db");
            await File.WriteAllBytesAsync(data, journal, TestServer.Token);
            using var said = new StringWriter();
            var to = words[0] == "restore" ? data + ".new" : data;
            string[] all = [.. words.Select(word => word is "copy" or "journal.db" ? Path.Combine(folder, word) : word), "--data", to];
            try
            {
                return (await CommandLine.RunAsync(all, TimeProvider.System, TextWriter.Null, said), said.ToString());
            }
            catch (Exception unhandled)
            {
                return (-1, unhandled.ToString());
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsOneSentence(string said) =>
        said.TrimEnd().Split('\n') is [{ Length: > 0 } line] && !line.Contains("request_id", StringComparison.Ordinal);

    private static async Task<JournalFile> FilledAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        for (var number = 0; number < 30; number++) await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", $"d{number}"));
        await file.EraseAsync("statements/d3", Diplomacy.V1.ErasureExtent.Words);
        await file.Journal.DisposeAsync();
        return file;
    }
}
