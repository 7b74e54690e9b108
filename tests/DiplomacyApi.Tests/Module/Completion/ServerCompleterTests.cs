using System.Management.Automation;
using DiplomacyApi.Tests.Docs.Cmdlets;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Completion;

public sealed class HostedServerCompleterTests(SeededServer server) : ServerCompleterTests<HostedRunspace>(server);

public sealed class PwshServerCompleterTests(SeededServer server) : ServerCompleterTests<PwshRunspace>(server);

/// <summary>Whatever parameter takes an id that the server knows offers those it knows.</summary>
public abstract class ServerCompleterTests<THost>(SeededServer server) : IClassFixture<SeededServer>
    where THost : IModuleHost
{
    // What takes a text takes words, a date, a file, or an id that is not there yet: none that a server could offer.
    private static readonly HashSet<string> Free = new(StringComparer.Ordinal)
    {
        "Act", "Address", "AsOf", "CaFile", "ChangedSince", "Date", "DateFormat", "Due", "DueBefore", "Encoding", "Etag", "From",
            "HistoryFile", "Item", "Language", "LiteralPath", "Marking",
        "Note", "Path", "Published", "PublishedBy", "Recorder", "RequestId", "Said", "SilentSince", "Since", "Source", "StateFile",
            "StatementId", "Template", "Text", "Until", "Url",
        "Set-Actor -RemoveAlias", "Add-Demand -Id", "New-Actor -Id", "New-Negotiation -Id", "Compare-NegotiationStatus -To",
        // An entry's subject may be of any kind, and is named in full.
        "Get-JournalEntry -Id",
        // The session has them, and no server.
        "Connect-DiplomacyApi -Name", "Get-DiplomacyApiConnection -Name",
        // What is resolved is what the server is asked.
        "Resolve-Actor -Name",
    };

    [Fact]
    public async Task Every_parameter_that_takes_an_id_offers_those_of_the_server()
    {
        var parameters = ModuleCmdlets.All.SelectMany(cmdlet => cmdlet.Parameters.Values
            .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)
                && (parameter.ParameterType == typeof(string) || parameter.ParameterType == typeof(string[])))
            .Select(parameter => (Cmdlet: cmdlet.Name, parameter.Name))).ToList();
        var ids = parameters.Where(one => !Free.Contains(one.Name) && !Free.Contains($"{one.Cmdlet} -{one.Name}"))
            .Select(one => $"{one.Cmdlet} -{one.Name} ").ToList();

        // What a busy machine has not there in time is not offered; one who types asks again.
        var silent = await THost.RunAsync($$"""
            $null = Get-Actor nato
            foreach ($typed in '{{string.Join("', '", ids)}}') {
                for (($tries = 0), ($offered = 0); $tries -lt 20 -and -not $offered; $tries++) {
                    $offered = @([System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | Where-Object { $_.ToolTip -ne $_.CompletionText -and $_.ResultType -eq 'ParameterValue' }).Count
                }
                if (-not $offered) { $typed }
            }
            """, server.Address);

        Assert.True(ids.Count > 80, $"There are {ids.Count}.");
        Assert.Empty(silent);
    }

    [Theory]
    [InlineData("Add-Remark x -By lavr", "sergei-lavrov")]
    [InlineData("Add-Response x -To 'russian fo", "'russian-foreign-ministry'")]
    [InlineData("Add-Promise x -Demand secur", "security-guarantees-2021")]
    [InlineData("Add-Meeting x -Id gen", "geneva-2022-01-21")]
    [InlineData("Add-Remark x -SameAs lavrov-wai", "lavrov-waits-for-answers")]
    [InlineData("Add-Condition x -Negotiation euro", "european-security-2022")]
    [InlineData("Add-Promise x -Demand security-guarantees-2021 -Item east", "eastern-deployments")]
    [InlineData("Get-Obligation -Subject security-guarantees-2021 -History -Item nato", "nato-enlargement")]
    public async Task What_is_typed_of_an_id_or_a_name_is_completed(
        string typed, string first) => Assert.Equal([first], (await THost.RunAsync($$"""
        $null = Get-Actor nato
        $typed = "{{typed}}"
        for ($tries = 0; $tries -lt 20 -and -not $offered; $tries++) {
            $offered = [System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | ForEach-Object CompletionText
        }
        $offered
        """, server.Address)).Take(1));
}
