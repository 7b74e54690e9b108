using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Negotiations;
using DiplomacyApi.PowerShell.Engine.Obligations;

namespace DiplomacyApi.PowerShell.Engine.Statements;

/// <summary>Statements of a server.</summary>
internal sealed class GrpcStatements(
    DiplomacyClient client, ActorDisplayNames actors, StatementRows rows, StatusChangeRows changes,
    NegotiationChangeRows negotiationChanges) : IStatementCommands
{
    public IAsyncEnumerable<Statement> GetAsync(
        StatementQuery query, Clocks clocks, CancellationToken cancellationToken) => query.Statement is { } name
        ? RowStreams.Single(async () =>
        {
            var request = new GetStatementRequest { Name = ResourceNames.Parse("statements", name), At = clocks.ToReadAt() };
            var answer = await client.Statements.GetStatementAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await rows.ToRowAsync(answer.Statement, cancellationToken).ConfigureAwait(false);
        })
        : RowStreams.Prepared(() => StatementFilters.CreateAsync(client, query, cancellationToken), filter =>
            RowStreams.Mapped(
                client.Statements.AllAsync(
                    new ListStatementsRequest { PageSize = RowStreams.PageSize, At = clocks.ToReadAt(), Filter = filter },
                    cancellationToken),
                rows.ToRowAsync, cancellationToken),
            cancellationToken);

    public IAsyncEnumerable<Statement> SearchAsync(
        string words, StatementQuery query, Clocks clocks, CancellationToken cancellationToken) => RowStreams.Prepared(
        async () =>
        {
            var at = clocks.ToReadAt();
            // What was just recorded must be found: the search waits for the head, or for the revision that is given.
            if (at.KnownAtCase == ReadAt.KnownAtOneofCase.KnownAtRevision)
                at.MinRevision = new LogPosition { Revision = at.KnownAtRevision };
            else if (at.KnownAtCase == ReadAt.KnownAtOneofCase.None)
                at.MinRevision = (await client.Journal.GetJournalAsync(
                    new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false)).LogPosition;
            return new SearchStatementsRequest
            {
                Query = words,
                PageSize = RowStreams.PageSize,
                At = at,
                Filter = await StatementFilters.CreateAsync(client, query, cancellationToken).ConfigureAwait(false),
            };
        },
        request => RowStreams.Mapped(client.Statements.AllAsync(request, cancellationToken), rows.ToRowAsync, cancellationToken),
        cancellationToken);

    public Task<string> DescribeAsync(string id, CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        var request = new GetStatementRequest { Name = ResourceNames.Parse("statements", id) };
        var statement = (await client.Statements.GetStatementAsync(
            request, cancellationToken: cancellationToken).ConfigureAwait(false)).Statement;
        var speaker = await actors.NameAsync(statement.Speaker, cancellationToken).ConfigureAwait(false);
        return $"{ResourceNames.IdOf(statement.Name)} ({speaker}, {statement.Said.Text()}: {statement.Summaries.FirstOrDefault()?.Text})";
    });

    public Task<string> GetActAsync(string id, CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        var request = new GetStatementRequest { Name = ResourceNames.Parse("statements", id) };
        return (await client.Statements.GetStatementAsync(
            request, cancellationToken: cancellationToken).ConfigureAwait(false)).Statement.ActKind.ToString();
    });

    public Task<RecordingResult> RecordAsync(
        IReadOnlyList<StatementDraft> drafts, WriteOptions options, CancellationToken cancellationToken) =>
        ErrorTranslator.TranslateErrorsAsync(() => new StatementRecorder(client, actors, rows, changes, negotiationChanges)
            .RecordAsync(drafts, options, cancellationToken));

    public Task<StatementCorrection> EditAsync(
        string id, StatementDraft draft, CorrectionNote note, WriteOptions options, CancellationToken cancellationToken) =>
        ErrorTranslator.TranslateErrorsAsync(() => new StatementCorrector(client, rows, changes, negotiationChanges)
            .EditAsync(id, draft, note, options, cancellationToken));

    public Task<StatementCorrection> AnnulAsync(
        string id, CorrectionNote note, WriteOptions options, CancellationToken cancellationToken) =>
        ErrorTranslator.TranslateErrorsAsync(() => new StatementCorrector(client, rows, changes, negotiationChanges)
            .AnnulAsync(id, note, options, cancellationToken));

    public Task<StatementCorrection> MarkDuplicateAsync(
        string id, string kept, CorrectionNote note, WriteOptions options, CancellationToken cancellationToken) =>
        ErrorTranslator.TranslateErrorsAsync(() => new StatementCorrector(client, rows, changes, negotiationChanges)
            .MarkDuplicateAsync(id, kept, note, options, cancellationToken));

    public Task<Statement> AttachReportAsync(string id, ReportDraft report, WriteOptions options, CancellationToken cancellationToken) =>
        ErrorTranslator.TranslateErrorsAsync(() => new StatementCorrector(client, rows, changes, negotiationChanges)
            .AttachReportAsync(id, report, options, cancellationToken));
}
