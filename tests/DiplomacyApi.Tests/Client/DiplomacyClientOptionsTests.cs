using DiplomacyApi.Client;

namespace DiplomacyApi.Tests.Client;

/// <summary>Options that cannot be are refused by name, with what to write instead.</summary>
public sealed class DiplomacyClientOptionsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080/diplomacy/", "Address must not have a path, a query or a fragment; write http://127.0.0.1:5080.")]
    [InlineData("http://127.0.0.1:5080/?x=1", "write http://127.0.0.1:5080.")]
    [InlineData("https://example.org/#top", "write https://example.org.")]
    [InlineData("https://me:very-secret@example.org", "Address contains a user or a password")]
    [InlineData("ftp://me:very-secret@example.org", "Address contains a user or a password")]
    [InlineData("me:very-secret@example.org", "Address contains a user or a password")]
    [InlineData("localhost:5080", "is neither an http:// or https:// address nor a socket")]
    public void An_address_is_a_scheme_a_host_and_a_port(string address, string expected)
    {
        var problem = Assert.Single(new DiplomacyClientOptions { Address = new Uri(address, UriKind.RelativeOrAbsolute) }.Problems());

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:5080/")]
    [InlineData("https://[::1]:5080")]
    public void An_address_with_or_without_its_last_slash_is_one(string address) =>
        Assert.Empty(new DiplomacyClientOptions { Address = new Uri(address) }.Problems());

    [Fact]
    public void Of_the_ways_to_give_a_token_one_is_taken()
    {
        var options = new DiplomacyClientOptions
        {
            Address = new Uri("http://127.0.0.1:5080"),
            Token = "a",
            TokenSource = _ => ValueTask.FromResult("b"),
        };

        Assert.Contains("keep one of them", Assert.Single(options.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_of_a_file_does_not_go_to_others_in_the_clear_either()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "dpl_token");
        var problems = new DiplomacyClientOptions { Address = new Uri("http://example.org"), TokenFile = file }.Problems().ToList();
        File.Delete(file);

        Assert.Contains("unencrypted", Assert.Single(problems), StringComparison.Ordinal);
    }
}
