using System.Net;
using System.Text.RegularExpressions;
using Diplomacy.V1;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Examples;

/// <summary>The example scripts, as a user runs them in a real PowerShell.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    [Fact]
    public async Task The_morning_check_fails_when_a_promise_has_slipped()
    {
        await using var server = await TestServer.StartSeededAsync();

        var before = await RunAsync(server, "Test-MorningPromises.ps1", "-AsOf", "2022-01-01");
        await RunAsync(server, "Add-PressBriefing.ps1");
        var after = await RunAsync(server, "Test-MorningPromises.ps1", "-AsOf", "2022-03-05", "-Negotiation", "european-security-2022");

        Assert.Equal((0, 2), (before.ExitCode, after.ExitCode));
        Assert.Contains(after.Output, line =>
            line.StartsWith("SLIPPED: Russia promised Send a view of the answers by 2022-02-28", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_briefing_is_recorded_once()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();

        await RunAsync(server, "Add-PressBriefing.ps1", "-WhatIf");
        var tried = await server.HeadAsync();
        await RunAsync(server, "Add-PressBriefing.ps1");
        await RunAsync(server, "Add-PressBriefing.ps1");

        Assert.Equal((before, before + 5), (tried, await server.HeadAsync()));
    }

    [Fact]
    public async Task The_week_is_written_as_a_table()
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = Path.Combine(_folder.FullName, "week.csv");

        var ended = await RunAsync(server, "Export-WeeklyChange.ps1", "-Negotiation", "european-security-2022", "-Path", file, "-From",
            "2022-01-11", "-To", "2022-01-18");

        Assert.Equal(0, ended.ExitCode);
        var lines = await File.ReadAllLinesAsync(file, TestServer.Token);
        Assert.StartsWith("\"StatementId\",\"Change\"", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains("System.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Debtors_are_measured_by_what_they_answered_when()
    {
        await using var server = await TestServer.StartSeededAsync();
        var answer = Requests.Response(Requests.Proposals, "nato-enlargement", "actors/nato");
        await server.Client.Statements.RecordStatementAsync(answer, cancellationToken: TestServer.Token);

        var ended = await RunAsync(server, "Measure-Punctuality.ps1", "-Negotiation", "european-security-2022", "-AsOf", "2022-02-03");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        var lines = ended.Output.Select(line => Regex.Replace(line, "\u001b\\[[0-9;]*m", "").Replace(" ", "", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(
            ["Debtor:NATO", "Asked:2", "Answered:1", "Late:1", "Overdue:1", "PromisesMissed:0", "DaysOnAverage:56"],
            lines.SkipWhile(line => line != "Debtor:NATO").Take(7));
    }

    [Fact]
    public async Task A_change_is_posted_to_the_webhook()
    {
        Programs.PwshOrSkip();
        await using var server = await TestServer.StartSeededAsync();
        using var hook = Listening(out var address);
        var script = RunAsync(server, "Send-DemandAlert.ps1", "-Webhook", address, "-StateFile",
            Path.Combine(_folder.FullName, "state.json"), "-First", "1");
        var posted = hook.GetContextAsync();

        // The script begins from now, whenever that is: something is demanded until it has reported it.
        while (!posted.IsCompleted && !script.IsCompleted)
        {
            await server.Client.Statements.RecordStatementAsync(new RecordStatementRequest
            {
                Statement = new Statement
                {
                    Speaker = "actors/russia",
                    Addressees = { "actors/nato" },
                    Said = new PartialDate { Text = "2022-02-01" },
                    Attribution = Attribution.OnRecord,
                    Negotiation = "negotiations/european-security-2022",
                    Summaries = { new LocalizedText { Text = "Asked" } },
                    Demand = new DemandAct { Titles = { new LocalizedText { Text = "Asked" } } },
                },
            }, cancellationToken: TestServer.Token);
            await Task.WhenAny(posted, script, Task.Delay(TimeSpan.FromMilliseconds(200), TestServer.Token));
        }
        Assert.True(posted.IsCompleted, script.IsCompleted ? (await script).Errors : "");
        var call = await posted;
        using var reader = new StreamReader(call.Request.InputStream);
        var body = await reader.ReadToEndAsync(TestServer.Token);
        call.Response.Close();

        Assert.Equal(0, (await script).ExitCode);
        Assert.Contains("\"debtor\":\"NATO\"", body, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<Ended> RunAsync(TestServer server, string script, params string[] arguments)
    {
        var command = $"Import-Module '{ModuleHosts.Manifest}'; & '{Repository.At("module", "examples", script)}' {string.Join(' ', arguments.Select(one => one.StartsWith('-') ? one : $"'{one}'"))}; exit $LASTEXITCODE";
        return Programs.RunAsync(Programs.PwshOrSkip(), ["-NoProfile", "-NonInteractive", "-Command", command],
            new() { ["DIPLOMACY_API_ADDRESS"] = server.Address.ToString() });
    }

    private static HttpListener Listening(out string address)
    {
        address = $"http://127.0.0.1:{FreePort.Next()}/";
        var hook = new HttpListener();
        hook.Prefixes.Add(address);
        hook.Start();
        return hook;
    }
}
