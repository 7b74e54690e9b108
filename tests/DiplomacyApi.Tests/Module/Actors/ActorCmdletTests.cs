using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Actors;

public sealed class HostedActorCmdletTests(SeededServer server) : ActorCmdletTests<HostedRunspace>(server);

public sealed class PwshActorCmdletTests(SeededServer server) : ActorCmdletTests<PwshRunspace>(server);

/// <summary>
/// Who is meant: names that are taken, offices that are seen and changed one by one, and a registry that goes to a file and back.
/// </summary>
public abstract class ActorCmdletTests<THost>(SeededServer server) : IClassFixture<SeededServer>
    where THost : IModuleHost
{
    [Theory]
    [InlineData("New-Actor Britain -Type State", "'Britain' is a name of united-kingdom (")]
    [InlineData("New-Actor Britain -Type State -WhatIf", "'Britain' is a name of united-kingdom (")]
    [InlineData("New-Actor 'Sergey Lavrov' -Type Person -Id lavrov-2", "is a name of sergei-lavrov (")]
    [InlineData("New-Actor France -Type State -Id france-2", "-AllowSameName")]
    [InlineData("New-Actor 'Some Body' -Type Organisation -Alias NATO", "'NATO' is a name of nato")]
    [InlineData("Set-Actor tass -AddAlias NATO", "Set-Actor … -ReplacedBy nato")]
    public async Task A_name_of_somebody_is_not_taken_over(string command, string hint)
    {
        var before = await server.HeadAsync();

        var output = await THost.RunAsync(
            $"try {{ {command} -ErrorAction Stop 6>$null; 'no error' }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }}",
            server.Address);

        Assert.Equal("DiplomacyApi.NameTaken", output[0]);
        Assert.Contains(hint, output[1], StringComparison.Ordinal);
        Assert.Equal(before, await server.HeadAsync());
    }

    [Fact]
    public async Task Reads_and_writes_take_a_resource_name_in_capitals()
    {
        var lines = await THost.RunAsync("""
            (Get-Actor Actors/NATO).ActorId
            @(Get-Statement -By actors/NATO -First 1).Count
            (Add-Remark x -By actors/NATO -Negotiation european-security-2022 -Said 2022-02-01 -WhatIf 6>&1)[-1].ToString()
            """, server.Address);

        Assert.Equal(["nato", "1"], lines.Take(2));
        Assert.Contains("Would be recorded: Remark by NATO", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_of_a_name_is_asked_back_about() => Assert.Equal(
    [
        "Unknown actor 'Zakharova'. Did you mean maria-zakharova (Maria Zakharova)? Give the id.",
        "maria-zakharova Word",
        "'Zakharova' is also a word in a name of maria-zakharova (Maria Zakharova); if that is meant, use it.",
        "No actor is called 'qqqq wwww', or nearly so. Look through them with Get-Actor, or create it with New-Actor.",
    ], await RunOnItsOwnAsync("""
        $null = New-Actor 'Maria Zakharova' -Type Person -SpeaksFor russian-foreign-ministry
        try { Add-Remark x -By Zakharova -ErrorAction Stop } catch { $_.Exception.Message }
        Resolve-Actor Zakharova | ForEach-Object { "$($_.ActorId) $($_.MatchKind)" }
        $null = New-Actor Zakharova -Type Person -WarningVariable warned -WarningAction SilentlyContinue -WhatIf 6>$null
        "$warned"
        Resolve-Actor 'qqqq wwww' -WarningVariable none -WarningAction SilentlyContinue
        "$none"
        """));

    [Fact]
    public async Task Two_may_share_a_name_where_that_is_meant() => Assert.Equal(["britain-2"], await RunOnItsOwnAsync(
        "(New-Actor Britain -Type State -Id britain-2 -AllowSameName).ActorId"));

    [Fact]
    public async Task Offices_are_seen_and_changed_one_by_one() => Assert.Equal(
    [
        "True", "True",
        "permanent representative to the United Nations, Russia (1994–2004)",
        "True", "True", "ITAR", "True",
        "DiplomacyApi.InvalidValue -RemoveAffiliation", "DiplomacyApi.InvalidValue",
    ], await RunOnItsOwnAsync("""
        $before = Get-Actor sergei-lavrov
        [string](@($before.Offices).Count -gt 0)
        [string]($null -ne (@($before.Offices) | Where-Object { $_.Role -like '*minister*' -and $_.SpeaksFor -and $_.From }))
        $after = Set-Actor sergei-lavrov -AddAffiliation @{ Body = 'russia'; Role = 'permanent representative to the United Nations'; From = '1994'; To = '2004'; SpeaksFor = $true }
        [string]@($after.Offices)[-1]
        [string](@($after.Offices).Count -eq @($before.Offices).Count + 1)
        $again = Set-Actor sergei-lavrov -RemoveAffiliation @{ Body = 'russia'; Role = 'permanent representative to the United Nations' }
        [string]("$($again.Offices)" -eq "$($before.Offices)")
        $null = Set-Actor tass -AddAlias ITAR
        (Get-Actor tass).Aliases -split ', ' | Where-Object { $_ -eq 'ITAR' }
        [string]((Set-Actor tass -RemoveAlias itar).Aliases -notmatch 'ITAR\b(?!-)')
        try { Set-Actor tass -RemoveAffiliation nato -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $(if ("$_" -match 'no such office at nato') { '-RemoveAffiliation' } else { "$_" })" }
        try { Set-Actor sergei-lavrov -AddAffiliation @{ Body = 'russia'; From = '2004'; To = '1994' } -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        """));

    [Fact]
    public async Task A_list_that_is_replaced_and_loses_entries_is_asked_about() => Assert.Equal(["True", "kept", "True"],
        await RunOnItsOwnAsync("""
        $before = "$((Get-Actor sergei-lavrov).Offices)"
        # Nobody is there to ask, so that it is refused.
        try { $null = Set-Actor sergei-lavrov -Affiliation russia -ErrorAction Stop } catch { [string]($null -ne $_) }
        if ("$((Get-Actor sergei-lavrov).Offices)" -eq $before) { 'kept' }
        $output = Set-Actor sergei-lavrov -Affiliation russia -WhatIf 6>&1
        [string]("$output" -match 'loses .*minister')
        """));

    [Fact]
    public async Task Offices_are_given_back_as_they_were_read() => Assert.Equal(["True"], await RunOnItsOwnAsync("""
        $before = Get-Actor sergei-lavrov
        $null = Set-Actor sergei-lavrov -Affiliation $before.Offices -Confirm:$false
        [string]("$((Get-Actor sergei-lavrov).Offices)" -eq "$($before.Offices)")
        """));

    [Fact]
    public async Task A_registry_goes_to_a_file_and_to_another_server()
    {
        var file = Path.Combine(Path.GetTempPath(), $"actors-{Path.GetRandomFileName()}.jsonl");
        await using var empty = await TestServer.StartEmptyAsync();
        try
        {
            var written = await THost.RunAsync($"(Export-Actor '{file}').Name; @(Get-Actor).Count", server.Address);
            var read = await THost.RunAsync($"""
                $summary = Import-Actor '{file}'
                "$($summary.Recorded) $($summary.Failed)"
                $null = Export-Actor '{file}.2'
                (Import-Actor '{file}').Skipped
                """, empty.Address);

            Assert.Equal([Path.GetFileName(file), $"{File.ReadAllLines(file).Length}"], written);
            Assert.Equal([$"{written[1]} 0", written[1]], read);
            Assert.Equal(File.ReadAllLines(file).Order(StringComparer.Ordinal),
                File.ReadAllLines($"{file}.2").Order(StringComparer.Ordinal));
        }
        finally
        {
            File.Delete(file);
            File.Delete($"{file}.2");
        }
    }

    private static async Task<IReadOnlyList<string>> RunOnItsOwnAsync(string script)
    {
        await using var own = await TestServer.StartSeededAsync();
        return await THost.RunAsync(script, own.Address);
    }
}
