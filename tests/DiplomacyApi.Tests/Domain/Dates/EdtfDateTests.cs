using System.Globalization;
using DiplomacyApi.Domain.Dates;

namespace DiplomacyApi.Tests.Domain.Dates;

public class EdtfDateTests
{
    [Theory]
    [InlineData("2021", "2021-01-01", "2022-01-01")]
    [InlineData("0001", "0001-01-01", "0002-01-01")]
    [InlineData("2021-12", "2021-12-01", "2022-01-01")]
    [InlineData("2022-01-17", "2022-01-17", "2022-01-18")]
    [InlineData("2022-01-31", "2022-01-31", "2022-02-01")]
    [InlineData("2021-12-31", "2021-12-31", "2022-01-01")]
    [InlineData("2024-02-29", "2024-02-29", "2024-03-01")]
    [InlineData("2000-02-29", "2000-02-29", "2000-03-01")]
    [InlineData("2022-01~", "2022-01-01", "2022-02-01")]
    [InlineData("2022?", "2022-01-01", "2023-01-01")]
    [InlineData("2022-01-17%", "2022-01-17", "2022-01-18")]
    public void A_calendar_date_runs_from_its_first_instant_to_the_first_after_it(string text, string earliest, string latest) =>
        AssertBounds(text, earliest, latest);

    [Theory]
    [InlineData("202X", "2020-01-01", "2030-01-01")]
    [InlineData("20XX", "2000-01-01", "2100-01-01")]
    [InlineData("2XXX", "2000-01-01", "3000-01-01")]
    [InlineData("000X", "0001-01-01", "0010-01-01")]
    [InlineData("2022-XX", "2022-01-01", "2023-01-01")]
    [InlineData("2022-XX-XX", "2022-01-01", "2023-01-01")]
    [InlineData("2022-01-XX", "2022-01-01", "2022-02-01")]
    public void Unknown_digits_give_the_bounds_of_what_is_known(string text, string earliest, string latest) =>
        AssertBounds(text, earliest, latest);

    [Theory]
    [InlineData("2022-21", "2022-03-01", "2022-06-01")]
    [InlineData("2022-22", "2022-06-01", "2022-09-01")]
    [InlineData("2022-23", "2022-09-01", "2022-12-01")]
    [InlineData("2022-24", "2022-12-01", "2023-03-01")]
    public void Seasons_are_three_months_of_the_northern_year(string text, string earliest, string latest) =>
        AssertBounds(text, earliest, latest);

    [Theory]
    [InlineData("2022-01-17/2022-01-23", "2022-01-17", "2022-01-24")]
    [InlineData("2021/2022-02", "2021-01-01", "2022-03-01")]
    [InlineData("2021-24/2022-XX", "2021-12-01", "2023-01-01")]
    [InlineData("2022-01-17~/2022-01?", "2022-01-17", "2022-02-01")]
    [InlineData("2022-01-17/2022-01-17", "2022-01-17", "2022-01-18")]
    [InlineData("2022-01-18T14:30Z/2022-01-18", "2022-01-18T14:30", "2022-01-19")]
    public void An_interval_runs_from_the_start_of_its_start_to_the_end_of_its_end(string text, string earliest, string latest) =>
        AssertBounds(text, earliest, latest);

    [Theory]
    [InlineData("../2022-02", "2022-02-01", "2022-03-01")]
    [InlineData("../2022-02-03~", "2022-02-03", "2022-02-04")]
    public void An_open_start_is_the_beginning_of_the_end_date(string text, string earliest, string latest) =>
        AssertBounds(text, earliest, latest);

    [Theory]
    [InlineData("2022-01/..", "2022-01-01")]
    [InlineData("2022-01-18T14:30+03:00/..", "2022-01-18T11:30")]
    public void An_open_end_is_the_last_instant_there_is(string text, string earliest)
    {
        var date = EdtfDate.Parse(text);

        Assert.Equal(Utc(earliest), date.Earliest);
        Assert.Equal(EdtfDate.OpenEnd, date.Latest);
    }

    [Theory]
    [InlineData("2022-01-18T14:30Z", "2022-01-18T14:30", "2022-01-18T14:31")]
    [InlineData("2022-01-18T14:30", "2022-01-18T14:30", "2022-01-18T14:31")]
    [InlineData("2022-01-18T14:30:05Z", "2022-01-18T14:30:05", "2022-01-18T14:30:06")]
    [InlineData("2022-01-18T14:30:05.25Z", "2022-01-18T14:30:05.25", "2022-01-18T14:30:05.2500001")]
    [InlineData("2022-01-18T14:30:05.0000001Z", "2022-01-18T14:30:05.0000001", "2022-01-18T14:30:05.0000002")]
    [InlineData("2022-01-18T23:59:59Z~", "2022-01-18T23:59:59", "2022-01-19")]
    public void An_instant_covers_the_unit_it_is_given_in(string text, string earliest, string latest) =>
        AssertBounds(text, earliest, latest);

    [Theory]
    [InlineData("2022-01-18T14:30:00+03:00", "2022-01-18T11:30:00", "2022-01-18T11:30:01")]
    [InlineData("2022-01-18T01:30+03", "2022-01-17T22:30", "2022-01-17T22:31")]
    [InlineData("2021-12-31T23:00-04:30", "2022-01-01T03:30", "2022-01-01T03:31")]
    [InlineData("2022-01-18T14:30+14:00", "2022-01-18T00:30", "2022-01-18T00:31")]
    [InlineData("2022-01-18T14:30-14:00", "2022-01-19T04:30", "2022-01-19T04:31")]
    public void An_offset_moves_an_instant_to_utc(string text, string earliest, string latest) =>
        AssertBounds(text, earliest, latest);

    [Theory]
    [InlineData("9999")]
    [InlineData("9999-12")]
    [InlineData("9999-12-31")]
    [InlineData("9999-24")]
    [InlineData("99XX")]
    [InlineData("9999-12-31T23:59Z")]
    [InlineData("9999-12-31T23:59:59.9999998Z")]
    public void What_runs_to_the_end_of_the_last_year_ends_where_time_does(string text)
    {
        var date = EdtfDate.Parse(text);

        Assert.Equal(EdtfDate.OpenEnd, date.Latest);
        Assert.True(date.Earliest < date.Latest);
    }

    [Fact]
    public void The_text_is_kept_as_given()
    {
        var date = EdtfDate.Parse("2022-01~");

        Assert.Equal("2022-01~", date.Text);
        Assert.Equal("2022-01~", date.ToString());
        Assert.NotEqual(EdtfDate.Parse("2022-01"), date);
    }

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    [InlineData("th-TH")]
    public void The_culture_of_the_machine_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            AssertBounds("2022-01-17/2022-01-18T14:30:05.5+03:00", "2022-01-17", "2022-01-18T11:30:05.5000001");
            Assert.False(EdtfDate.TryParse("2022-02-30", out _, out var error));
            Assert.Equal("There is no day 30 in 2022-02; write 2022-02-01 to 2022-02-28.", error);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void AssertBounds(string text, string earliest, string latest)
    {
        var date = EdtfDate.Parse(text);

        Assert.Equal((Utc(earliest), Utc(latest)), (date.Earliest, date.Latest));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (date.Earliest.Offset, date.Latest.Offset));
    }

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
