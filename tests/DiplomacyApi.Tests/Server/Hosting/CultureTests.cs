using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.Tests.Server.Hosting;

/// <summary>The texts of a server are the same whatever the language of its machine.</summary>
public sealed class CultureTests
{
    [Theory]
    [InlineData("de_DE.UTF-8")]
    [InlineData("fr_FR.UTF-8")]
    [InlineData("sv_SE.UTF-8")]
    public async Task Numbers_are_reported_in_the_same_form_everywhere(string language)
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        try
        {
            using var server = await ServerProcess.StartInAsync(language, folder.FullName);
            using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = server.Address });
            var tooLong = Requests.Remark(new string('x', 10_001));
            var negative = new ListStatementsRequest { PageSize = -5 };

            var ofLong = await Assert.ThrowsAsync<DiplomacyException>(async () =>
                await client.Statements.RecordStatementAsync(tooLong, cancellationToken: TestServer.Token));
            var ofNegative = await Assert.ThrowsAsync<DiplomacyException>(async () =>
                await client.Statements.ListStatementsAsync(negative, cancellationToken: TestServer.Token));

            Assert.Contains("It has 10,001 characters; write at most 10,000.", ofLong.Fields.Select(field => field.Message));
            Assert.Contains("It is -5; use 1 to 1,000, or 0 for the default.", ofNegative.Fields.Select(field => field.Message));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
