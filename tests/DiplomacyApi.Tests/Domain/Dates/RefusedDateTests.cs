using DiplomacyApi.Domain.Dates;

namespace DiplomacyApi.Tests.Domain.Dates;

public class RefusedDateTests
{
    [Theory]
    [InlineData("", "The date is empty")]
    [InlineData("tomorrow", "'tomorrow' is not a date")]
    [InlineData("Yesterday", "'Yesterday' is not a date")]
    [InlineData("-", "'-' is not a date")]
    [InlineData("Y-17000", "'Y-17000' is a year outside 0001 to 9999")]
    [InlineData("Tuesday", "'Tuesday' is not a whole day and a time")]
    [InlineData("20220118", "'20220118' is not a date")]
    [InlineData("2022-1-18", "'2022-1-18' is not a date")]
    [InlineData("18.01.2022", "'18.01.2022' is not a date")]
    [InlineData("2022-W03", "'2022-W03' is not a date")]
    [InlineData("[2022,2023]", "'[2022,2023]' is not a date")]
    [InlineData("2022-01-", "'2022-01-' is not a date")]
    [InlineData("2022/01-18", "'01-18' is not a date")]
    [InlineData("0000", "There is no year 0000")]
    [InlineData("0000-01", "There is no year 0000")]
    [InlineData("-0044", "'-0044' is a year outside 0001 to 9999")]
    [InlineData("Y20220", "'Y20220' is a year outside 0001 to 9999")]
    [InlineData("2022-13", "There is no month 13")]
    [InlineData("2022-00", "There is no month 00")]
    [InlineData("2022-20", "There is no month 20")]
    [InlineData("2022-25", "There is no month 25")]
    [InlineData("2022-02-30", "There is no day 30 in 2022-02; write 2022-02-01 to 2022-02-28.")]
    [InlineData("2022-01-00", "There is no day 00 in 2022-01")]
    [InlineData("2021-02-29", "There is no day 29 in 2021-02")]
    [InlineData("1900-02-29", "There is no day 29 in 1900-02")]
    [InlineData("2022-21-05", "'2022-21-05' has a day in a season; write 2022-21.")]
    public void A_date_that_does_not_exist_is_refused(string text, string reason) => AssertRefused(text, reason);

    [Theory]
    [InlineData("XXXX", "The date leaves the whole year open")]
    [InlineData("2X2X", "'2X2X' is not a date")]
    [InlineData("202X-01", "'202X-01' has a month in a year that is not known; write 202X.")]
    [InlineData("2022-1X", "'2022-1X' has a month that is not known, or only in part")]
    [InlineData("2022-XX-05", "'2022-XX-05' has a month that is not known, or only in part")]
    [InlineData("2022-01-1X", "'2022-01-1X' has a day that is known only in part; write 2022-01 or a day")]
    [InlineData("2022-xx", "'2022-xx' is not a date")]
    [InlineData("~2022", "'~2022' has a qualifier that is not at the end")]
    [InlineData("2022~-01", "'2022~-01' has a qualifier that is not at the end")]
    [InlineData("2022~?", "'2022~?' has more than one qualifier")]
    [InlineData("~", "'' is not a date")]
    public void Doubt_in_a_form_that_is_not_read_is_refused(string text, string reason) => AssertRefused(text, reason);

    [Theory]
    [InlineData("../..", "An interval that is open on both sides says nothing")]
    [InlineData("/2022", "A side of the interval is empty; write .. for a side that is open")]
    [InlineData("2022/", "A side of the interval is empty; write .. for a side that is open")]
    [InlineData("/", "A side of the interval is empty; write .. for a side that is open")]
    [InlineData("..", "The sign .. stands for one side of an interval only")]
    [InlineData("2022/2023/2024", "'2022/2023/2024' has more than one slash")]
    [InlineData("2022-02/2022-01", "The interval ends before it starts; write 2022-01/2022-02")]
    [InlineData("2022-01-18/2022-01-17", "The interval ends before it starts")]
    [InlineData("2022-01-18T14:30Z/2022-01-18T14:30+03:00", "The interval ends before it starts")]
    [InlineData("2022-13/2023", "There is no month 13")]
    [InlineData("2022/2023-02-29", "There is no day 29")]
    public void An_interval_that_says_nothing_or_cannot_be_is_refused(string text, string reason) => AssertRefused(text, reason);

    [Theory]
    [InlineData("2022-02-30T14:30Z", "There is no day 30 in 2022-02")]
    [InlineData("2022-01T14:30Z", "'2022-01T14:30Z' is not a whole day and a time")]
    [InlineData("2022-01-XXT14:30Z", "'2022-01-XXT14:30Z' is not a whole day and a time")]
    [InlineData("2022-01-18T", "'' is not a time of day")]
    [InlineData("2022-01-18T14", "'14' is not a time of day")]
    [InlineData("2022-01-18T1430", "'1430' is not a time of day")]
    [InlineData("2022-01-18T14:30:", "'14:30:' is not a time of day")]
    [InlineData("2022-01-18T14:30:00.Z", "'14:30:00.' is not a time of day")]
    [InlineData("2022-01-18T14:30:00,5Z", "'14:30:00,5' is not a time of day")]
    [InlineData("2022-01-18T25:00Z", "There is no hour 25")]
    [InlineData("2022-01-18T24:01Z", "'24:01' is past the end of its day; write 24:00")]
    [InlineData("2022-01-18T24:00:00.000000001Z", "'24:00:00.000000001' is past the end of its day")]
    [InlineData("9999-12-31T24:00Z", "'9999-12-31T24:00Z' is outside the years 0001 to 9999 in UTC")]
    [InlineData("2022-01-18T14:60Z", "There is no minute 60")]
    [InlineData("2016-12-31T23:59:60Z", "There is no second 60")]
    [InlineData("2022-01-18T14:30:00.1234567890Z", "The seconds have more than 9 decimals; write 14:30:00.123456789")]
    [InlineData("2022-01-18T14:30+3:00", "'+3:00' is not an offset")]
    [InlineData("2022-01-18T14:30+0300", "'+0300' is not an offset")]
    [InlineData("2022-01-18T14:30+", "'+' is not an offset")]
    [InlineData("2022-01-18T14:30Z+03:00", "'Z+03:00' is not an offset")]
    [InlineData("2022-01-18T14:30+14:01", "There is no offset +14:01")]
    [InlineData("2022-01-18T14:30+03:60", "There is no offset +03:60")]
    [InlineData("0001-01-01T00:00+03:00", "'0001-01-01T00:00+03:00' is outside the years 0001 to 9999 in UTC")]
    [InlineData("9999-12-31T23:59-03:00", "'9999-12-31T23:59-03:00' is outside the years 0001 to 9999 in UTC")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "'9999-12-31T23:59:59.9999999Z' is outside the years 0001 to 9999 in UTC")]
    public void A_time_that_does_not_exist_is_refused(string text, string reason) => AssertRefused(text, reason);

    [Theory]
    [InlineData("2022-01-18 14:30", "The date has a space at character 11")]
    [InlineData("2022\u201301", "The date has a long dash at character 5")]
    [InlineData("\u0662\u0660\u0662\u0662", "The date has a digit of another script at character 1")]
    [InlineData("\uff12\uff10\uff12\uff12", "The date has a digit of another script at character 1")]
    [InlineData("2022\n", "The date has the character U+000A at character 5")]
    [InlineData("2022\u202e", "The date has the character U+202E at character 5")]
    public void A_character_that_only_looks_right_is_named(string text, string reason) => AssertRefused(text, reason);

    [Fact]
    public void A_text_is_read_up_to_the_longest_and_no_longer()
    {
        const string longest = "2022-01-18T14:30:00.123456+03:00/2022-01-18T14:30:00.99999+03:00";

        Assert.Equal(EdtfDate.TextCharactersMax, longest.Length);
        Assert.Equal(longest, EdtfDate.Parse(longest).Text);
        AssertRefused(longest + "~", $"The date is longer than {EdtfDate.TextCharactersMax} characters");
    }

    [Fact]
    public void No_text_at_all_is_an_empty_date() => AssertRefused(null!, "The date is empty");

    [Fact]
    public void Parse_throws_what_try_parse_says()
    {
        _ = EdtfDate.TryParse("2022-13", out _, out var error);

        Assert.Equal(error, Assert.Throws<FormatException>(() => EdtfDate.Parse("2022-13")).Message);
    }

    private static void AssertRefused(string text, string reason)
    {
        Assert.False(EdtfDate.TryParse(text, out var date, out var error));
        Assert.Null(date);
        Assert.StartsWith(reason, error, StringComparison.Ordinal);
        // One sentence: what is wrong, then what to write.
        Assert.Matches("^[ -~]+; write [ -~]+\\.$", error);
    }
}
