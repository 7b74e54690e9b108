using Diplomacy.V1;

namespace DiplomacyApi.Tests.Storage.Reading;

/// <summary>Statements go out as they lie in the journal, copied once into a buffer that is used again.</summary>
public sealed class FrozenItemsTests
{
    private const int Statements = 100;

    [Fact]
    public async Task A_page_is_copied_into_one_kept_buffer_and_not_into_an_array_for_each_statement()
    {
        await using var file = await JournalFile.OpenAsync();
        await FillAsync(file);
        var point = file.Queries.Points.Of(null);
        // The first one prepares its statement and rents a buffer.
        file.Queries.Statements.StatementsBytes((StatementFilter?)null, point, Statements - 1, null, JournalFile.Ct).Frozen.Dispose();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var page = file.Queries.Statements.StatementsBytes((StatementFilter?)null, point, Statements, null, JournalFile.Ct);
        var bytes = page.Frozen.Bytes.Length;
        page.Frozen.Dispose();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(bytes > 100_000, $"the page has {bytes} bytes");
        Assert.True(allocated < bytes / 4, $"a page of {bytes} bytes allocated {allocated}");
    }

    [Fact]
    public async Task Buffers_that_are_given_back_and_used_again_mix_no_answers()
    {
        await using var file = await JournalFile.OpenAsync();
        await FillAsync(file);
        var point = file.Queries.Points.Of(null);
        var expected = file.Queries.Statements.StatementsBytes((StatementFilter?)null, point, Statements, null, JournalFile.Ct).Items
            .Select(one => Statement.Parser.ParseFrom(one.Span)).ToList();

        await Parallel.ForAsync(0, 400, JournalFile.Ct, (number, ct) =>
        {
            var size = 1 + number % Statements;
            var page = file.Queries.Statements.StatementsBytes((StatementFilter?)null, point, size, null, ct);
            // What goes out is the repeated field of the reply.
            Assert.Equal(expected.Take(size), ListStatementsResponse.Parser.ParseFrom(page.Frozen.Bytes).Statements);
            page.Frozen.Dispose();
            return ValueTask.CompletedTask;
        });
    }

    private static async Task FillAsync(JournalFile file)
    {
        await file.ActorAsync("russia");
        for (var number = 0; number < Statements; number++)
        {
            var request = Say.Remark("russia", "russia", "2022-01-18", $"remark-{number}");
            request.Statement.Summaries.Add(new LocalizedText { Text = new string('x', 1_000 + number), LanguageCode = "en" });
            await file.RecordAsync(request);
        }
    }
}
