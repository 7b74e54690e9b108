using System.Globalization;
using System.Management.Automation.Runspaces;
using Diplomacy.V1;
using DiplomacyApi.Tests.Server;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Module.Reports;

/// <summary>A seeded server whose clock stands still, so that a report of it is always the same but for the log's id.</summary>
public sealed class ReportServer : IAsyncLifetime
{
    public const string Talks = "european-security-2022";
    public const string KnownLogId = "00000000000000000000000000000000";

    private TestServer? _server;
    private string _logId = "";

    internal TestServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-01-01T12:00:00Z", CultureInfo.InvariantCulture));
        _server = await TestServer.StartSeededAsync(time);
        _logId = (await _server.Client.Journal.GetJournalAsync(
            new GetJournalRequest(), cancellationToken: TestServer.Token)).LogPosition.LogId;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    /// <summary>Runs a script with the module, and gives what it put out.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string script)
    {
        var (output, errors) = await TryAsync(script);
        Assert.Empty(errors);
        return output;
    }

    /// <summary>Runs a script with the module, and gives what it put out and the ids of its errors.</summary>
    public Task<(IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> TryAsync(string script) =>
        Task.Run<(IReadOnlyList<string>, IReadOnlyList<string>)>(() =>
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(
            $"Import-Module '{Repository.At("artifacts", "module", "DiplomacyApi", "DiplomacyApi.psd1")}' -ErrorAction Stop; Connect-DiplomacyApi {Server.Address} -TimeoutSec 120\n{script}");
        var output = shell.Invoke();
        return ([.. output.Select(line => line.ToString().Replace(_logId, KnownLogId, StringComparison.Ordinal))],
            [.. shell.Streams.Error.Select(error => error.FullyQualifiedErrorId)]);
    });

    public async Task<string> ReportAsync(string parameters) =>
        Assert.Single(await RunAsync($"Export-NegotiationReport {Talks} {parameters}"));
}
