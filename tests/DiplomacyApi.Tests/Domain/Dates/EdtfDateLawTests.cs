using System.Globalization;
using CsCheck;
using DiplomacyApi.Domain.Dates;

namespace DiplomacyApi.Tests.Domain.Dates;

public class EdtfDateLawTests
{
    private const int Samples = 5_000;

    /// <summary>How long to look for more than a run does; -1: no longer.</summary>
    private static int FuzzSeconds =>
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : -1;

    [Fact]
    public void Every_date_covers_something() => DateGen.Valid.Sample(
        text =>
        {
            var date = EdtfDate.Parse(text);
            Assert.True(date.Earliest < date.Latest);
            Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (date.Earliest.Offset, date.Latest.Offset));
        },
        iter: Samples);

    [Fact]
    public void A_qualifier_never_moves_the_bounds() => Gen.Select(DateGen.Bare, DateGen.Qualifier).Sample(
        (text, qualifier) => Assert.Equal(Bounds(text), Bounds(text + qualifier)),
        iter: Samples);

    [Fact]
    public void A_day_lies_within_its_month_and_the_month_within_its_year() => DateGen.Days.Sample(
        date =>
        {
            var day = Bounds($"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}");
            var month = Bounds($"{date.Year:D4}-{date.Month:D2}");
            var year = Bounds($"{date.Year:D4}");

            Assert.Equal(new DateTime(date.Year, date.Month, date.Day), day.Earliest.DateTime);
            Assert.True(IsWithin(day, month));
            Assert.True(IsWithin(month, year));
        },
        iter: Samples);

    [Fact]
    public void One_day_ends_where_the_next_begins() => Gen.Int[0, DateOnly.MaxValue.DayNumber - 1].Sample(
        number =>
        {
            var day = Bounds($"{DateOnly.FromDayNumber(number):O}");
            var next = Bounds($"{DateOnly.FromDayNumber(number + 1):O}");
            Assert.Equal(next.Earliest, day.Latest);
        },
        iter: Samples);

    [Fact]
    public void An_interval_has_the_start_of_its_start_and_the_end_of_its_end_or_is_refused() => DateGen.Sides.Sample(
        (start, end) =>
        {
            var (first, last) = (Bounds(start), Bounds(end));
            var isRead = EdtfDate.TryParse($"{start}/{end}", out var interval, out _);

            Assert.Equal(first.Earliest < last.Latest, isRead);
            if (interval is not null) Assert.Equal((first.Earliest, last.Latest), (interval.Earliest, interval.Latest));
        },
        iter: Samples);

    [Fact]
    public void An_open_side_leaves_the_bound_of_the_other() => DateGen.Single.Sample(
        text =>
        {
            Assert.Equal(Bounds(text), Bounds("../" + text));
            Assert.Equal((Bounds(text).Earliest, EdtfDate.OpenEnd), Bounds(text + "/.."));
        },
        iter: Samples);

    [Fact]
    public void Any_text_at_all_is_read_or_refused_with_a_sentence() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char[' ', '~'], 0, 80], DateGen.Mutated).Sample(AssertTotal, iter: 20 * Samples);

    [Fact]
    public void What_is_read_and_what_it_covers_is_what_the_grammar_says() => Gen.OneOf(DateGen.Valid, DateGen.Mutated, DateGen.Fuzzed)
        .Sample(
        text =>
        {
            var isRead = EdtfDate.TryParse(text, out var date, out _);
            Assert.Equal(EdtfGrammar.Covered(text), isRead ? (date!.Earliest.UtcTicks, date.Latest.UtcTicks) : null);
            if (isRead) Assert.Equal(date, EdtfDate.Parse(date!.ToString()));
        },
        iter: 20 * Samples, time: FuzzSeconds);

    private static void AssertTotal(string text)
    {
        var isRead = EdtfDate.TryParse(text, out var date, out var error);

        Assert.Equal(isRead, date is not null);
        Assert.Equal(isRead, error.Length == 0);
        if (date is not null)
        {
            Assert.Equal(text, date.Text);
            Assert.InRange(text.Length, 1, EdtfDate.TextCharactersMax);
            Assert.True(date.Earliest < date.Latest);
        }
        else
        {
            Assert.Matches("^[ -~]+; write [ -~]+\\.$", error);
            Assert.InRange(error.Length, 1, 4 * EdtfDate.TextCharactersMax);
        }
    }

    private static (DateTimeOffset Earliest, DateTimeOffset Latest) Bounds(string text)
    {
        var date = EdtfDate.Parse(text);
        return (date.Earliest, date.Latest);
    }

    private static bool IsWithin(
        (DateTimeOffset Earliest, DateTimeOffset Latest) inner,
        (DateTimeOffset Earliest, DateTimeOffset Latest) outer) =>
        outer.Earliest <= inner.Earliest && inner.Latest <= outer.Latest;
}
