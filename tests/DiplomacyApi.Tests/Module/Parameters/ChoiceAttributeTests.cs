using System.Management.Automation;
using System.Reflection;
using DiplomacyApi.Tests.Docs.Cmdlets;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Parameters;

public sealed class HostedChoiceAttributeTests(SeededServer server) : ChoiceAttributeTests<HostedRunspace>(server);

public sealed class PwshChoiceAttributeTests(SeededServer server) : ChoiceAttributeTests<PwshRunspace>(server);

/// <summary>One value of an enum is one value, wherever it is given.</summary>
public abstract class ChoiceAttributeTests<THost>(SeededServer server) : IClassFixture<SeededServer>
    where THost : IModuleHost
{
    private const string Answer = "Add-Response x -By NATO -To Russia -Said 2022-01-26 -Form Written -Demand security-guarantees-2021 -WhatIf";

    [Theory]
    [InlineData($"{Answer} -Item @{{ 'nato-enlargement' = 'Accepted, Rejected' }}", "Accepted, Rejected, Countered")]
    [InlineData($"{Answer} -Item @{{ 'nato-enlargement' = '2' }}", "Accepted, Rejected, Countered")]
    [InlineData($"{Answer} -Item @{{ 'nato-enlargement' = 2 }}", "Accepted, Rejected, Countered")]
    [InlineData($"{Answer} -Position 'Accepted, Rejected'", "Give one value")]
    [InlineData($"{Answer} -Position Accepted, Rejected", "One value is needed, and 2 were given")]
    [InlineData($"{Answer} -Position 2", "'2' is not one of Accepted, Rejected")]
    [InlineData("Get-Obligation -State 'Promised,Answered'", "Write the values without quotes around all of them")]
    [InlineData("Get-Obligation -State 3", "'3' is not one of Outstanding")]
    [InlineData("New-Actor Somebody -Type 'State,Person' -WhatIf", "'State,Person' is not one of State")]
    [InlineData("Add-Remark x -By NATO -Form None -WhatIf", "'None' is not one of Spoken, Written")]
    [InlineData("Get-PendingDemand -MinBasis 'OnRecord, Media'", "'OnRecord, Media' is not one of OnRecord")]
    [InlineData("Add-Statement @{ Act = 'Response'; By = 'NATO'; Form = 'Spoken, Written' } -WhatIf",
        "Form: 'Spoken, Written' is not one of Spoken, Written")]
    public async Task Several_values_in_one_and_numbers_are_refused_with_the_list(string command, string hint)
    {
        var output = await RunAsync($"try {{ {command} -ErrorAction Stop; 'no error' }} catch {{ $_.Exception.Message }}");

        Assert.Contains(hint, string.Join('\n', output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_refuses_them_in_the_line() => Assert.Equal(
        ["expected line 2, column 'Position'", "line 3, column 'Form'", "2 failed"], await RunAsync("""
        $file = [IO.Path]::Combine([IO.Path]::GetTempPath(), "choices-$([guid]::NewGuid()).csv")
        [IO.File]::WriteAllLines($file, [string[]]('Act,By,To,Said,Summary,Form,Demand,Position',
            'Response,NATO,Russia,2022-01-26,x,Written,security-guarantees-2021,"Accepted, Rejected"',
            'Response,NATO,Russia,2022-01-26,y,2,security-guarantees-2021,Rejected'))
        $summary = Import-Statement $file -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problems 6>$null
        "expected $($problems[0] -replace '^.*csv ' -replace ': .*')"
        "$($problems[1] -replace '^.*csv ' -replace ': .*')"
        "$($summary.Failed) failed"
        [IO.File]::Delete($file)
        """));

    [Fact]
    public async Task A_name_and_its_beginning_are_taken_whatever_the_case() => Assert.Equal(["True"], await RunAsync("""
        [string](@(Get-Obligation -State promi, ANSWERED -AsOf 2022-01-18).Count -eq @(Get-Obligation -State Promised, Answered -AsOf 2022-01-18).Count)
        """));

    private Task<IReadOnlyList<string>> RunAsync(string script) => THost.RunAsync(script, server.Address);
}

/// <summary>That no parameter is left to the conversions of PowerShell that guess.</summary>
public sealed class ParameterReadingTests
{
    public static TheoryData<string> Cmdlets =>
        [.. ModuleCmdlets.All.Where(cmdlet => cmdlet.Verb != "Connect").Select(cmdlet => cmdlet.Name)];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_text_and_every_choice_is_read_by_the_modules_own_rules(string name)
    {
        var parameters = ModuleCmdlets.All.Single(one => one.Name == name).ImplementingType
            .GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)));
        foreach (var property in parameters)
        {
            var element = property.PropertyType.GetElementType() ?? property.PropertyType;
            if (element != typeof(string) && !element.IsEnum) continue;
            var readers = property.GetCustomAttributes<ArgumentTransformationAttribute>().ToList();
            if (element == typeof(string) && property.IsDefined(typeof(ValidateSetAttribute))) continue;
            var reader = Assert.Single(readers);
            var takesList = reader.GetType().GetProperty("Several") is { } several && (bool)several.GetValue(reader)!;
            Assert.True(takesList == property.PropertyType.IsArray,
                $"{name} -{property.Name} and its reader differ on whether it is a list.");
            if (element.IsEnum) Assert.Equal(element, reader.GetType().GetGenericArguments().Single());
        }
    }
}
