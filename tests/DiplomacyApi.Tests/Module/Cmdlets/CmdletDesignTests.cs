using System.Management.Automation;
using System.Reflection;
using DiplomacyApi.Tests.Docs.Cmdlets;

namespace DiplomacyApi.Tests.Module.Cmdlets;

/// <summary>What script analyzers ask of cmdlets, and do not see in a binary module.</summary>
public sealed class CmdletDesignTests
{
    private static readonly HashSet<string> ApprovedVerbs = [.. new[]
    {
        typeof(VerbsCommon),
        typeof(VerbsData),
        typeof(VerbsLifecycle),
        typeof(VerbsDiagnostic),
        typeof(VerbsCommunications),
        typeof(VerbsSecurity),
        typeof(VerbsOther),
    }
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(verb => (string)verb.GetValue(null)!)];

    private static readonly HashSet<string> Changing =
        ["Add", "New", "Set", "Edit", "Undo", "Remove", "Clear", "Import", "Export", "Update", "Backup", "Restore"];

    public static TheoryData<string> Cmdlets => [.. ModuleCmdlets.All.Select(cmdlet => cmdlet.Name)];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_is_named_and_behaves_as_one_expects(string name)
    {
        var cmdlet = ModuleCmdlets.All.Single(one => one.Name == name);
        var attribute = cmdlet.ImplementingType.GetCustomAttribute<CmdletAttribute>()!;

        Assert.Contains(cmdlet.Verb, ApprovedVerbs);
        Assert.False(
            cmdlet.Noun.EndsWith('s') && !cmdlet.Noun.EndsWith("ss", StringComparison.Ordinal)
            && !cmdlet.Noun.EndsWith("us", StringComparison.Ordinal),
            $"{cmdlet.Noun} is a plural.");
        Assert.Equal(Changing.Contains(cmdlet.Verb), attribute.SupportsShouldProcess);
        Assert.True(ModuleCmdlets.OutputsOf(cmdlet).Count > 0 || cmdlet.Verb == "Disconnect", $"{name} does not say what it puts out.");
        Assert.DoesNotContain(nameof(PSObject), ModuleCmdlets.OutputsOf(cmdlet));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_parameter_is_named_and_behaves_as_one_expects(string name)
    {
        var cmdlet = ModuleCmdlets.All.Single(one => one.Name == name);
        var instance = Activator.CreateInstance(cmdlet.ImplementingType);
        foreach (var parameter in cmdlet.ParameterSets.SelectMany(ModuleCmdlets.Own).DistinctBy(parameter => parameter.Name))
        {
            Assert.Matches("^[A-Z][A-Za-z]+$", parameter.Name);
            Assert.False(parameter.ParameterType == typeof(bool), $"{name} -{parameter.Name} should be a switch.");
            if (parameter.ParameterType == typeof(SwitchParameter) && cmdlet.ImplementingType.GetProperty(parameter.Name) is { } property)
                Assert.False(((SwitchParameter)property.GetValue(instance)!).IsPresent,
                    $"{name} -{parameter.Name} is on where it is not given.");
        }
        // Those are of PowerShell itself, and so must not be meant otherwise.
        Assert.All(cmdlet.ImplementingType.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute))),
            property => Assert.DoesNotContain(property.Name, Cmdlet.CommonParameters.Concat(Cmdlet.OptionalCommonParameters)));
    }

    [Fact]
    public void Every_cmdlet_but_those_that_make_or_show_one_takes_a_connection() => Assert.All(ModuleCmdlets.All,
        cmdlet =>
            Assert.True(
                cmdlet.Verb == "Connect" || cmdlet.Noun == "DiplomacyApiConnection"
                || cmdlet.ParameterSets.All(set => set.Parameters.Any(parameter => parameter.Name == "Connection")),
                cmdlet.Name));
}
