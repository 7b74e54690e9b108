using System.Text;
using DiplomacyApi.Domain.Names;

namespace DiplomacyApi.Tests.Domain.Names;

public sealed class NearSpellingTests
{
    [Theory]
    [InlineData("lavrov", "lavrov", 2, 0)]
    [InlineData("laverov", "lavrov", 1, 1)]
    [InlineData("untied kingdom", "united kingdom", 2, 1)]
    [InlineData("austrailia", "australia", 1, 1)]
    [InlineData("zelenski", "zelenskyy", 2, 2)]
    [InlineData("zelenski", "zelenskyy", 1, null)]
    [InlineData("russia", "prussia", 1, 1)]
    [InlineData("iran", "iraq", 0, null)]
    [InlineData("", "ab", 2, 2)]
    [InlineData("abc", "cab", 1, null)]
    public void Slips_are_counted_up_to_a_bound(string one, string other, int max, int? slips)
    {
        Assert.Equal(slips, NearSpelling.Slips(Runes(one), Runes(other), max));
        Assert.Equal(slips, NearSpelling.Slips(Runes(other), Runes(one), max));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    public void Short_names_forgive_less(int characters, int slips) => Assert.Equal(slips, NearSpelling.SlipsMax(characters));

    private static List<Rune> Runes(string text) => [.. text.EnumerateRunes()];
}
