using Diplomacy.V1;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Cases.History;

/// <summary>The module imports the same files, and the answers are those of an import through the contract.</summary>
public sealed class ModuleImportTests
{
    [Theory]
    [InlineData("july-1914", "negotiations/austria-serbia-1914", "1914-07-25")]
    [InlineData("qatar-2017", "negotiations/gulf-crisis-2017", "2017-07-05")]
    public async Task Import_Statement_records_what_an_import_through_the_contract_does(string name, string negotiation, string asOf)
    {
        await using var expected = await RecordedCase.ImportAsync(name);
        await using var server = await TestServer.StartEmptyAsync();

        var failed = await HostedRunspace.RunAsync($$"""
            foreach ($file in 'actors', 'negotiations', 'statements') { (Import-Statement "{{RecordedCase.File(name, "$file.jsonl")}}").Failed }
            """, server.Address);

        Assert.Equal(["0", "0", "0"], failed);
        var (at, lens) = (new ReadAt { AsOf = asOf }, new StatusLens());
        Assert.Equal(await Picture.OfAsync(expected.Client, negotiation, at, lens),
            await Picture.OfAsync(server.Client, negotiation, at, lens));
    }
}
