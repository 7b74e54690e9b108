using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Docs.Cmdlets;

public sealed class HostedGetHelpTests(SeededServer server) : GetHelpTests<HostedRunspace>(server);

public sealed class PwshGetHelpTests(SeededServer server) : GetHelpTests<PwshRunspace>(server);

/// <summary>What Get-Help shows of the built module.</summary>
public abstract class GetHelpTests<THost>(SeededServer server) : IClassFixture<SeededServer>
    where THost : IModuleHost
{
    [Fact]
    public async Task Each_cmdlet_has_a_synopsis_a_description_examples_and_a_word_on_each_parameter() => Assert.Empty(await RunAsync("""
        foreach ($command in (Get-Module DiplomacyApi).ExportedCommands.Values) {
            $help = Get-Help $command.Name -Full
            if ($help.Synopsis -notlike '*.') { "$($command.Name): synopsis '$($help.Synopsis)'" }
            if (-not @($help.description)[0].Text) { "$($command.Name): description" }
            if (@($help.examples.example).Count -lt 2) { "$($command.Name): examples" }
            if (@($help.syntax.syntaxItem).Count -ne $command.ParameterSets.Count) { "$($command.Name): syntax" }
            $described = @{}
            foreach ($parameter in $help.parameters.parameter) { if (@($parameter.description)[0].Text) { $described[$parameter.name] = $true } }
            foreach ($parameter in $command.Parameters.Keys) {
                if (-not $described[$parameter] -and $parameter -notin [System.Management.Automation.Cmdlet]::CommonParameters) { "$($command.Name): -$parameter" }
            }
        }
        """));

    [Theory]
    [InlineData("about_DiplomacyApi", "KnownAtRevision")]
    [InlineData("about_DiplomacyActs", "Add-Remark 'What was said'")]
    [InlineData("about_DiplomacyTerms", "A circle of conditions")]
    public async Task An_about_topic_is_found(string topic, string part) =>
        Assert.Contains(part, string.Join('\n', await RunAsync($"[string](Get-Help {topic})")), StringComparison.Ordinal);

    [Fact]
    public async Task Help_does_not_ask_for_a_culture_of_its_own() => Assert.Equal(
        ["Shows who owes an answer to which demand: overdue first, then due, then by due date and debtor."], await RunAsync("""
        [cultureinfo]::CurrentUICulture = [cultureinfo]::GetCultureInfo('ar-SA')
        (Get-Help Get-PendingDemand).Synopsis
        """));

    [Fact]
    public async Task Parameters_come_in_the_order_in_which_they_are_thought_of() => Assert.Equal(
        ["Summary By To Said Form Title Id Item Target", "Confirm WhatIf", "Summary By To Said Form Title", "Demand Debtor Creditor"],
        await RunAsync("""
        $names = (Get-Help Add-Demand -Full).parameters.parameter.name
        "$($names[0..8])"
        "$($names[-2..-1] | ForEach-Object { $_ })"
        "$((Get-Help Add-Demand).syntax.syntaxItem[0].parameter.name[0..5])"
        "$((Get-Help Get-PendingDemand -Full).parameters.parameter.name[0..2])"
        """));

    private Task<IReadOnlyList<string>> RunAsync(string script) => THost.RunAsync(script, server.Address);
}
