using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Reports;

/// <summary>
/// The founding case as it is reported, word for word. DIPLOMACY_REWRITE_SNAPSHOTS=1 writes the files anew, to be read before they are
/// kept.
/// </summary>
public sealed class SnapshotTests(ReportServer server) : IClassFixture<ReportServer>
{
    private const string RewriteVariable = "DIPLOMACY_REWRITE_SNAPSHOTS";

    [Theory]
    [InlineData("-AsOf 2022-01-18", "2022-01-18.md")]
    [InlineData("-AsOf 2022-01-18 -Format Html", "2022-01-18.html")]
    [InlineData("-AsOf 2022-02-03 -ChangedSince 2022-01-18", "2022-02-03.md")]
    [InlineData("-AsOf 2022-02-03 -ChangedSince 2022-01-18 -Format Html", "2022-02-03.html")]
    public async Task The_founding_case_is_reported_word_for_word(string parameters, string name)
    {
        var file = Repository.At("tests", "DiplomacyApi.Tests", "Module", "Reports", "Snapshots", name);

        var report = await server.ReportAsync(parameters);

        if (Environment.GetEnvironmentVariable(RewriteVariable) == "1") await File.WriteAllTextAsync(file, report, TestServer.Token);
        Assert.Equal(await File.ReadAllTextAsync(file, TestServer.Token), report);
    }
}
