using System.Management.Automation;
using System.Management.Automation.Language;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Docs.Cmdlets;

public sealed class HostedExampleTests(SeededServer server) : ExampleTests<HostedRunspace>(server)
{
    private static readonly HashSet<string> Known = Commands();

    /// <summary>The tests' own host has only the engine's cmdlets.</summary>
    protected override bool CanRun(string script) => Parser.ParseInput(script, out _, out _)
        .FindAll(node => node is CommandAst, searchNestedScriptBlocks: true)
        .All(node => ((CommandAst)node).GetCommandName() is not { } name || Known.Contains(name));

    private static HashSet<string> Commands()
    {
        using var runspace = HostedRunspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript("Get-Command -CommandType Cmdlet, Function");
        return new(
            shell.Invoke().Select(command => ((CommandInfo)command.BaseObject).Name)
                .Concat(ModuleCmdlets.All.Select(cmdlet => cmdlet.Name)).Append("Get-Secret"),
            StringComparer.OrdinalIgnoreCase);
    }
}

public sealed class PwshExampleTests(SeededServer server) : ExampleTests<PwshRunspace>(server)
{
    protected override bool CanRun(string script) => true;
}

/// <summary>Each example of the help runs: those of a cmdlet that writes one after the other, on a server of their own.</summary>
public abstract class ExampleTests<THost>(SeededServer server) : IClassFixture<SeededServer>
    where THost : IModuleHost
{
    // A reader has servers there.
    private static readonly string[] ExampleAddresses =
        ["http://127.0.0.1:5080", "http://127.0.0.1:5081", "unix:/run/diplomacy/api.sock", "https://diplomacy.example.org"];

    protected abstract bool CanRun(string script);

    [Theory]
    [MemberData(nameof(CmdletHelpTests.Cmdlets), MemberType = typeof(CmdletHelpTests))]
    public async Task The_examples_of_a_cmdlet_run(string name)
    {
        var cmdlet = ModuleCmdlets.All.Single(one => one.Name == name);
        var examples = HelpPage.Of(name).Examples.Where(example => CanRun(example.Code)).ToList();
        var writes = examples.Any(example => example.Code.Contains("Add-", StringComparison.Ordinal))
            || cmdlet.ParameterSets.Any(set => set.Parameters.Any(parameter => parameter.Name == "WhatIf"));
        await using var own = writes ? await TestServer.StartSeededAsync() : null;
        await RunAllAsync(examples.Select(example => example.Code), own?.Address ?? server.Address);
    }

    [Fact]
    public async Task What_about_DiplomacyActs_says_to_type_is_taken()
    {
        var lines = File.ReadAllLines(Path.Combine(HelpPage.Folder, "about_DiplomacyActs.md"));
        // A <statement> stands for one of the reader's own.
        var typed = lines.Where(line => line.StartsWith('|') && line.Contains('`') && !line.Contains('<'))
            .Select(line => line.Split('`')[1]).ToList();

        Assert.InRange(typed.Count, 25, 50);
        var before = await server.HeadAsync();
        await RunAllAsync(typed.Select(command => $"$null = {command} -Said 2022-01-27 -WhatIf 6>&1"), server.Address);
        Assert.Equal(before, await server.HeadAsync());
    }

    [Fact]
    public async Task The_examples_of_about_DiplomacyApi_run()
    {
        var blocks = File.ReadAllText(Path.Combine(HelpPage.Folder, "about_DiplomacyApi.md"))
            .Split("```powershell\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]);

        await RunAllAsync(blocks.Where(CanRun), server.Address);
    }

    private static async Task RunAllAsync(IEnumerable<string> scripts, Uri address)
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        try
        {
            // What a reader has: the module where it is looked for, a folder to work in, a vault, a hook.
            var setting = $$"""
                $env:PSModulePath = '{{Repository.At("artifacts", "module")}}' + [IO.Path]::PathSeparator + $env:PSModulePath
                $null = $ExecutionContext.SessionState.Path.SetLocation('{{folder.FullName}}')
                function Get-Secret { [pscredential]::new('me', [securestring]::new()) }
                function Invoke-RestMethod { param($Uri, $Method, [Parameter(ValueFromPipeline)]$Body) }

                """;
            foreach (var script in scripts)
                await THost.RunAsync(
                    setting + ExampleAddresses.Aggregate(script, (replaced, example) =>
                        replaced.Replace(example, address.ToString(), StringComparison.Ordinal)),
                    address);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
