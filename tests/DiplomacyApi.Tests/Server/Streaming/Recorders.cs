using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.Tests.Server.Streaming;

/// <summary>An entry as its recorder got it: who spoke before it and after it, and what it changed.</summary>
internal sealed record Recorded(
    long Revision, StatementEventKind Kind, string Name, string? SpeakerBefore, string Speaker, IReadOnlyList<StatusChange> Changes);

/// <summary>Many who record at once: statements on demands of their own, corrections that change the speaker, reports.</summary>
internal sealed class Recorders(DiplomacyClient client, int count, CancellationToken ct)
{
    private static readonly string[] Speakers = ["actors/nato", "actors/united-states", "actors/ukraine"];

    private readonly ConcurrentBag<Recorded> _recorded = [];
    private volatile bool _isEnough;
    private Task? _running;

    /// <summary>All that was recorded, in order of revision.</summary>
    public IReadOnlyList<Recorded> Recorded => [.. _recorded.OrderBy(entry => entry.Revision)];

    public void Start() => _running = Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => RecordAsync(number), ct)));

    /// <summary>Lets each finish its round.</summary>
    public Task StopAsync()
    {
        _isEnough = true;
        return _running!;
    }

    private async Task RecordAsync(int number)
    {
        for (var round = 0; !_isEnough; round++)
        {
            var (id, speaker) = ($"w{number}-{round}", Speakers[(number + round) % 3]);
            var demand = Requests.Of(statement =>
            {
                statement.Addressees.Clear();
                statement.Addressees.Add(speaker);
                statement.Demand = new DemandAct { Demand = $"demands/{id}", Titles = { new LocalizedText { Text = id } } };
            }, speaker: "actors/russia");
            demand.StatementId = $"{id}-demand";
            await SayAsync(demand);
            var answer = Requests.Of(
                statement => statement.Response = new ResponseAct { Demands = { $"demands/{id}" }, Position = Disposition.Rejected },
                speaker: speaker);
            answer.StatementId = $"{id}-answer";
            var said = await SayAsync(answer);
            await CorrectAsync(said, Speakers[(number + round + 1) % 3]);
            await ReportAsync(said.Name, Speakers[(number + round + 1) % 3], round);
        }
    }

    private async Task<Statement> SayAsync(RecordStatementRequest request)
    {
        var response = await client.Statements.RecordStatementAsync(request, cancellationToken: ct);
        _recorded.Add(new(response.LogPosition.Revision, StatementEventKind.Recorded, response.Statement.Name, null,
            response.Statement.Speaker, response.Changes));
        return response.Statement;
    }

    private async Task CorrectAsync(Statement said, string speaker)
    {
        var replacement = said.Clone();
        replacement.Speaker = speaker;
        var response = await client.Statements.CorrectStatementAsync(
            new CorrectStatementRequest
            {
                Correction = new Correction { Subject = said.Name, Label = CorrectionLabel.Error, Replacement = replacement },
            },
            cancellationToken: ct);
        _recorded.Add(new(response.LogPosition.Revision, StatementEventKind.Corrected, said.Name, said.Speaker, speaker, response.Changes));
    }

    private async Task ReportAsync(string name, string speaker, int round)
    {
        var response = await client.Statements.AttachReportAsync(
            new AttachReportRequest { Statement = name, Report = new Report { Outlet = $"Agency {round}" } }, cancellationToken: ct);
        _recorded.Add(new(response.LogPosition.Revision, StatementEventKind.Reported, name, speaker, speaker, []));
    }
}
