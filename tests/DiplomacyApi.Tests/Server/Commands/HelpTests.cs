using DiplomacyApi.Server.Commands;
using DiplomacyApi.Server.Configuration;

namespace DiplomacyApi.Tests.Server.Commands;

/// <summary>`--help` and `--version`.</summary>
public sealed class HelpTests
{
    [Fact]
    public async Task Help_shows_every_command_and_every_setting()
    {
        var (code, help, errors) = await RunAsync("--help");

        Assert.Equal((0, ""), (code, errors));
        Assert.All(["serve", "backup", "restore", "verify", "rebuild", "unseal", "token", "certificate"], command =>
            Assert.Matches($"(?m)^  {command} ", help));
        Assert.All(SettingKeys(), key => Assert.Contains($"--{key}", help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--to <FILE>", "backup")]
    [InlineData("--from <FILE>", "restore")]
    [InlineData("--projections", "verify")]
    [InlineData("--expires <DATE>", "token", "create")]
    [InlineData("<NAME-OR-ID>", "certificate", "revoke")]
    public async Task Help_of_a_command_shows_its_own_switches(string shown, params string[] command)
    {
        var (code, help, _) = await RunAsync([.. command, "--help"]);

        Assert.Equal(0, code);
        Assert.Contains(shown, help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_that_of_the_product()
    {
        var (code, version, _) = await RunAsync("--version");

        Assert.Equal(0, code);
        Assert.StartsWith(typeof(ServerOptions).Assembly.GetName().Version!.ToString(3), version, StringComparison.Ordinal);
    }

    /// <summary>By reflection over the options, so that a setting without a switch is found.</summary>
    private static IEnumerable<string> SettingKeys() => typeof(ServerOptions).GetProperties()
        .Concat(typeof(AccessOptions).GetProperties())
        .Where(property => property.SetMethod is { IsPublic: true } && property.Name is not ("Access" or "IsEmbedded"))
        .Select(property =>
            string.Concat(property.Name.Select((letter, place) => char.IsUpper(letter)
                ? (place == 0 ? "" : "-") + char.ToLowerInvariant(letter)
                : letter.ToString())));

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] words)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(words, TimeProvider.System, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
