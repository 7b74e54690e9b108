using System.Globalization;
using System.Text;
using CsCheck;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Domain.Names;

/// <summary>What is the same name, and what is another.</summary>
public sealed class FoldedNameTests
{
    private const int Texts = 20_000;

    // Signs that something is done to, or that compose: much of a text is of them, so that they stand beside each other.
    private const string Signs = "aAiIıİßẞøØłĐæŒþ'’ʼ´`-–—‑− \u00A0\u200B\u200C\u200D\u00AD\u0300\u0301\u0306\u0307\u0308\u0323\u0327\u0345йиёеїіўѓкΣσςάᾳ"
        + "パハバ゛゜ﾊﾟ\u3099\u309Aผู้นำนํ้าकिक़हिन्दीأإآاٱىييیكکةهۀۂئـ\u064B\u0654שּׁ한\u1112\u1161\u11ABﬁ①½Å\u212B\uFB1D";

    private static readonly Gen<string> Text = Gen.Frequency(
            (3, Gen.Int[0, Signs.Length - 1].Select(at => Signs[at].ToString())),
            (1, Gen.Int[0, 0x10FFFF].Select(number => Rune.IsValid(number) ? new Rune(number).ToString() : " ")))
        .Array[0, 12].Select(string.Concat);

    private static readonly Gen<string> Plain =
        Gen.Int[0, 127].Select(number => ((char)number).ToString()).Array[0, 12].Select(string.Concat);

    [Theory]
    [InlineData("Conseil de l'Europe", "Conseil de l’Europe")]
    [InlineData("People's Republic of China", "People‘s Republic of China")]
    [InlineData("Об'єднані Арабські Емірати", "Обʼєднані Арабські Емірати")]
    [InlineData("Côte d'Ivoire", "Cote d´Ivoire")]
    [InlineData("NATO-Russia Council", "NATO–Russia Council")]
    [InlineData("Guinée-Bissau", "Guinée‑Bissau")]
    [InlineData("Guinea-Bissau", "guinea—bissau")]
    [InlineData("AUSSENMINISTER", "Außenminister")]
    [InlineData("GROẞE", "grosse")]
    [InlineData("DIŞİŞLERİ", "Dışişleri")]
    [InlineData("TÜRKİYE", "türkiye")]
    [InlineData("Ísland", "ISLAND")]
    [InlineData("Støre", "Store")]
    [InlineData("Wałęsa", "walesa")]
    [InlineData("Đinđić", "Dindic")]
    [InlineData("Færøerne", "Faeroerne")]
    [InlineData("ΟΔΟΣ", "οδός")]
    [InlineData("ждёт", "ЖДЕТ")]
    [InlineData("Росси́я", "Россия")]
    [InlineData("ایران", "إيران")]
    [InlineData("روسیا", "روسيا")]
    [InlineData("المملکة", "المملكة")]
    [InlineData("إيـــران", "إيران")]
    [InlineData("ایران\u200Cی", "ایرانی")]
    [InlineData("مُحَمَّد", "محمد")]
    [InlineData("ﾊﾟﾘ", "パリ")]
    [InlineData("  two \u00A0 words ", "Two words")]
    public void The_same_name_is_the_same_however_it_is_typed(string one, string other)
    {
        Assert.Equal(FoldedName.Of(one), FoldedName.Of(other));
        Assert.Equal(FoldedName.Of(one), FoldedName.Of(other.Normalize(NormalizationForm.FormD)));
    }

    [Theory]
    [InlineData("パリ", "バリ")]
    [InlineData("パリ", "ハリ")]
    [InlineData("かき", "かぎ")]
    [InlineData("войны", "воины")]
    [InlineData("мой", "мои")]
    [InlineData("її", "іі")]
    [InlineData("ผู้นำ", "ผีนำ")]
    [InlineData("ผู้นำ", "ผนำ")]
    [InlineData("कि", "की")]
    [InlineData("कि", "क")]
    [InlineData("한국", "한극")]
    [InlineData("e'", "e")]
    public void Another_letter_makes_another_name(string one, string other)
    {
        Assert.NotEqual(FoldedName.Of(one), FoldedName.Of(other));
        Assert.NotEqual(FoldedName.Of(one.Normalize(NormalizationForm.FormD)), FoldedName.Of(other));
    }

    [Fact]
    public void What_is_folded_folds_to_itself() => Hold(text => FoldedName.Of(FoldedName.Of(text)) == FoldedName.Of(text));

    [Fact]
    public void Composed_and_decomposed_texts_fold_alike() => Hold(text => new[] { NormalizationForm.FormC, NormalizationForm.FormD }
        .All(form => FoldedName.Of(text.Normalize(form)) == FoldedName.Of(text)));

    [Fact]
    public void Capitals_and_small_letters_fold_alike() => Hold(text => FoldedName.Of(text.ToLowerInvariant()) == FoldedName.Of(text));

    [Fact]
    public void Words_are_the_words_of_what_is_folded() => Hold(text =>
    {
        var folded = FoldedName.Of(text);
        return FoldedName.Words(folded)
            .All(word => word.Length > 0 && folded.Contains(word, StringComparison.Ordinal) && FoldedName.Of(word) == word);
    });

    /// <summary>A text of ASCII alone is folded by a shorter way than one with any other sign in it.</summary>
    [Fact]
    public void Plain_text_folds_alike_beside_other_signs() => Hold(Plain, text =>
    {
        var folded = FoldedName.Of(text);
        var between = folded.Length > 0 && char.IsWhiteSpace(text[^1]) ? " " : "";
        return FoldedName.Of(text + "ж") == folded + between + "ж";
    });

    private static void Hold(Func<string, bool> law) => Hold(Text, law);

    private static void Hold(Gen<string> texts, Func<string, bool> law)
    {
        var random = PCG.Parse(LawRun.Place);
        for (var tried = 0; tried < LawRun.Times(Texts); tried++)
        {
            var text = texts.Generate(random, null, out _);
            Assert.True(law(text),
                $"LAW_SEED={LawRun.Place}: {string.Join(' ', text.Select(sign => ((int)sign).ToString("X4", CultureInfo.InvariantCulture)))}");
        }
    }
}
