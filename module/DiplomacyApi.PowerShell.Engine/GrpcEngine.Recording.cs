using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Connections;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Statements;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>What is recorded, and what of it is mended.</summary>
public sealed partial class GrpcEngine
{
    public Task<Recorded> RecordAsync(IReadOnlyList<StatementDraft> drafts, WriteGuards guards, CancellationToken cancellationToken) =>
        Failures.Told(() => new Recording(_client, _actors, _rows).RecordAsync(drafts, guards, cancellationToken));

    public Task<IReadOnlyList<StatusChange>> MovedAsync(string negotiation, long firstRevision, long lastRevision, CancellationToken cancellationToken) =>
        Failures.Told<IReadOnlyList<StatusChange>>(async () =>
        {
            var request = new CompareNegotiationStatusRequest
            {
                Name = Ids.Sought("negotiations", negotiation),
                Before = new ReadAt { KnownAtRevision = firstRevision - 1 },
                After = new ReadAt { KnownAtRevision = lastRevision },
            };
            var answer = await _client.Negotiations.CompareNegotiationStatusAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await _rows.DifferencesAsync(answer.Before, answer.After, answer.LogPosition, cancellationToken).ConfigureAwait(false);
        });

    public Task<StatementCorrection> EditAsync(string id, StatementDraft draft, CorrectionNote note, WriteGuards guards, CancellationToken cancellationToken) =>
        Failures.Told(() => new Corrections(_client, _rows).EditAsync(id, draft, note, guards, cancellationToken));

    public Task<string> ShownAsync(string id, CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        var request = new GetStatementRequest { Name = Ids.Sought("statements", id) };
        var statement = (await _client.Statements.GetStatementAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false)).Statement;
        var speaker = await _actors.NameAsync(statement.Speaker, cancellationToken).ConfigureAwait(false);
        return $"{Ids.Bare(statement.Name)} ({speaker}, {statement.Said.Text()}: {statement.Summaries.FirstOrDefault()?.Text})";
    });

    public Task<string> ActOfAsync(string id, CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        var request = new GetStatementRequest { Name = Ids.Sought("statements", id) };
        return (await _client.Statements.GetStatementAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false)).Statement.ActKind.ToString();
    });

    public Task<StatementCorrection> AnnulAsync(string id, CorrectionNote note, WriteGuards guards, CancellationToken cancellationToken) =>
        Failures.Told(() => new Corrections(_client, _rows).AnnulAsync(id, note, guards, cancellationToken));

    public Task<StatementCorrection> MarkDuplicateAsync(string id, string kept, CorrectionNote note, WriteGuards guards, CancellationToken cancellationToken) =>
        Failures.Told(() => new Corrections(_client, _rows).DuplicateAsync(id, kept, note, guards, cancellationToken));

    public Task<Statement> AttachReportAsync(string id, ReportDraft report, WriteGuards guards, CancellationToken cancellationToken) =>
        Failures.Told(() => new Corrections(_client, _rows).AttachAsync(id, report, guards, cancellationToken));

    public Task<Actor> CreateActorAsync(ActorDraft draft, WriteGuards guards, CancellationToken cancellationToken) =>
        Failures.Told(() => new Registry(_client, _rows).CreateAsync(draft, guards, cancellationToken));

    public Task<Actor> UpdateActorAsync(string actor, ActorDraft draft, string? etag, WriteGuards guards, CancellationToken cancellationToken) =>
        Failures.Told(() => new Registry(_client, _rows).UpdateAsync(actor, draft, etag, guards, cancellationToken));

    public Task<Negotiation> CreateNegotiationAsync(NegotiationDraft draft, WriteGuards guards, CancellationToken cancellationToken) =>
        Failures.Told(() => new Registry(_client, _rows).CreateAsync(draft, guards, cancellationToken));
}
