using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Cmdlets;

public sealed class HostedCultureTests(SeededServer server) : CultureTests<HostedRunspace>(server);

public sealed class PwshCultureTests(SeededServer server) : CultureTests<PwshRunspace>(server);

/// <summary>
/// Where the calendar is not Gregorian, the comma is a point or the digits are others, the same is asked, shown and exported.
/// </summary>
public abstract class CultureTests<THost>(SeededServer server) : IClassFixture<SeededServer>
    where THost : IModuleHost
{
    // Each kind of date parameter with a value of each type, and each way in which dates are printed.
    private const string Script = """
        $day = [datetime]::new(2022, 1, 18); $late = [datetime]::new(2099, 1, 1, 0, 0, 0, [DateTimeKind]::Utc)
        Get-PendingDemand -AsOf $day -DueBefore ([DateOnly]::new(2022, 1, 25)) -PublishedBy ([datetimeoffset]::new(2022, 1, 20, 0, 0, 0, [timespan]::Zero)) -KnownAt ([datetime]::UtcNow) | ForEach-Object { "$($_.DemandId) $($_.Debtor) $($_.State) $($_.DueAsked) $($_.DuePromised)" }
        Get-Demand -Since $day -DueBefore $day -AsOf $day | ForEach-Object { $_.DemandId }
        Compare-NegotiationStatus european-security-2022 -From ([datetime]::new(2021, 12, 20)) -To $day | ForEach-Object { $_.Change }
        Get-Statement -Said 2022-01 -RecordedBefore '2099-01-01T00:00:00Z' -First 3 | ForEach-Object { "$($_.Said) $($_.StatementId)" }
        Get-JournalEntry -RecordedBefore $late -First 1 | ForEach-Object { $_.Id }
        Export-NegotiationReport european-security-2022 -AsOf $day -ChangedSince ([datetime]::new(2021, 12, 20))
        Export-NegotiationReport european-security-2022 -AsOf $day -Format Html
        Add-Promise 'By then' -By NATO -To Russia -Said $day -Demand security-guarantees-2021 -Due ([datetime]::new(2022, 1, 26)) -Published $day -Outlet Reuters -WhatIf 6>&1
        foreach ($name in 'rows.csv', 'rows.jsonl') {
            $file = [IO.Path]::Combine([IO.Path]::GetTempPath(), "diplomacy-test-$([guid]::NewGuid())$name")
            try { $null = Export-Statement $file; [IO.File]::ReadAllText($file) } finally { [IO.File]::Delete($file) }
        }
        """;

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("tr-TR")]
    public async Task A_culture_changes_nothing_in_what_is_asked_shown_and_exported(string culture)
    {
        var plain = await RunInAsync("");

        Assert.Contains(plain, line => line.StartsWith("security-guarantees-2021 NATO Promised", StringComparison.Ordinal));
        Assert.Equal(plain, await RunInAsync(culture));
    }

    private Task<IReadOnlyList<string>> RunInAsync(string culture) =>
        THost.RunAsync(
            $"[cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = [cultureinfo]::GetCultureInfo('{culture}')\n{Script}",
            server.Address);
}
