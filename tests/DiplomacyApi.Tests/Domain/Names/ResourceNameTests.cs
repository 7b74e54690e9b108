using DiplomacyApi.Domain.Names;

namespace DiplomacyApi.Tests.Domain.Names;

public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("demands/uk-question", "demands", "uk-question")]
    [InlineData("demands/", "demands", "")]
    [InlineData("demands/a/b", "demands", "a/b")]
    [InlineData("no-slash", "", "no-slash")]
    public void A_text_is_split_at_its_first_slash(string text, string collection, string id) =>
        Assert.Equal(new ResourceName(collection, id), ResourceName.Parse(text));

    [Fact]
    public void A_name_is_written_as_it_was_read() => Assert.Equal("meetings/geneva-1", ResourceName.Parse("meetings/geneva-1").ToString());

    [Theory]
    [InlineData("a", true)]
    [InlineData("nato-2022", true)]
    [InlineData("", false)]
    [InlineData("Nato", false)]
    [InlineData("na_to", false)]
    [InlineData("näto", false)]
    public void An_id_has_lower_case_letters_digits_and_hyphens(string text, bool isId) => Assert.Equal(isId, ResourceName.IsId(text));

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void An_id_has_at_most_63_characters(int characters, bool isId) =>
        Assert.Equal(isId, ResourceName.IsId(new string('a', characters)));

    [Theory]
    [InlineData("demands/x", true)]
    [InlineData("demands/", true)]
    [InlineData("demands", false)]
    [InlineData("demandsx/y", false)]
    public void A_name_is_in_the_collection_that_it_begins_with(string name, bool isIn) =>
        Assert.Equal(isIn, ResourceName.IsIn(name, Collections.Demands));
}
