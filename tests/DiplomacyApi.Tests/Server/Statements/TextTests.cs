using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>What texts and the codes of their languages may hold from now on.</summary>
public sealed class TextTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Theory]
    [InlineData("en")]
    [InlineData("pt-BR")]
    [InlineData("zh-Hans")]
    [InlineData("zh-cmn-Hans-CN")]
    [InlineData("sr-Latn-RS")]
    [InlineData("es-419")]
    [InlineData("de-CH-1901")]
    [InlineData("sl-rozaj-biske")]
    [InlineData("de-DE-u-co-phonebk")]
    [InlineData("und")]
    [InlineData("x-own")]
    public async Task A_language_tag_of_the_standards_form_is_taken(string code) =>
        Assert.Equal(code, (await RecordAsync(new LocalizedText { Text = "Words.", LanguageCode = code })).LanguageCode);

    [Theory]
    [InlineData("english")]
    [InlineData("en_US")]
    [InlineData("e")]
    [InlineData("en-")]
    [InlineData("123")]
    [InlineData("\u00FF")]
    [InlineData("en-US-GB")]
    [InlineData("en--US")]
    [InlineData("en-u")]
    [InlineData("en-US ")]
    [InlineData("en\n")]
    public async Task Another_is_refused_wherever_a_language_is_named(string code)
    {
        var request = Requests.Remark();
        request.Statement.Summaries[0].LanguageCode = code;
        request.Statement.Quotation = new LocalizedText { Text = "Words.", TranslatedFrom = code };
        request.Statement.Reports.Add(new Report { Outlet = "A paper", LanguageCode = code });

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(() => RecordAsync(request));

        Assert.Equal(
            ["statement.quotation.translated_from", "statement.reports[0].language_code", "statement.summaries[0].language_code"],
            refusal.Fields.Where(field => field.Reason == ErrorReason.InvalidValue)
                .Select(field => field.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("   ")]
    [InlineData("\t\n")]
    [InlineData("\u200B")]
    [InlineData(" \u200D\uFEFF\u00A0")]
    public async Task A_text_that_shows_nothing_is_refused(string text)
    {
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(() => RecordAsync(new LocalizedText { Text = text }));

        Assert.Equal((ErrorReason.InvalidValue, "statement.summaries[0].text"), (refusal.Reason, refusal.Fields.Single().Field));
    }

    [Fact]
    public async Task Lines_may_end_as_in_forms_and_are_kept_with_newlines() =>
        Assert.Equal("One\ntwo\n\nthree", (await RecordAsync(new LocalizedText { Text = "One\r\ntwo\n\r\nthree" })).Text);

    [Theory]
    [InlineData("abc\u001Bdef", "U+001B at character 4")]
    [InlineData("a\rb", "U+000D at character 2")]
    [InlineData("\U0001F600\u202E", "U+202E at character 3")]
    [InlineData("a\uFFFE", "U+FFFE at character 2")]
    public async Task A_character_that_is_refused_is_named_with_its_place(string text, string expected)
    {
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(() => RecordAsync(new LocalizedText { Text = text }));

        Assert.Equal(ErrorReason.InvalidText, refusal.Reason);
        Assert.Contains(expected, refusal.Fields.Single().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2022-01-18T14:30:00.123456789Z", "2022-01-18T14:30:00.1234567Z")]
    [InlineData("2022-01-18T24:00Z", "2022-01-19T00:00:00Z")]
    public async Task A_date_is_kept_as_it_was_written(string text, string earliest)
    {
        var request = Requests.Remark();
        request.Statement.Said.Text = text;
        var said = (await RecordAsync(request)).Said;

        Assert.Equal(text, said.Text);
        Assert.Equal(DateTimeOffset.Parse(earliest, System.Globalization.CultureInfo.InvariantCulture),
            said.EarliestTime.ToDateTimeOffset());
    }

    private async Task<LocalizedText> RecordAsync(LocalizedText text)
    {
        var request = Requests.Remark();
        request.Statement.Summaries.Clear();
        request.Statement.Summaries.Add(text);
        return (await RecordAsync(request)).Summaries[0];
    }

    private async Task<Statement> RecordAsync(RecordStatementRequest request) =>
        (await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token)).Statement;
}
