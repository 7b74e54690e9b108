using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Negotiations;
using DiplomacyApi.PowerShell.Engine.Obligations;

namespace DiplomacyApi.PowerShell.Engine.Statements;

/// <summary>Composes statements from what was typed, records them, and returns what changed.</summary>
internal sealed class StatementRecorder(DiplomacyClient client, ActorDisplayNames actors, StatementRows rows,
    StatusChangeRows statusChanges, NegotiationChangeRows negotiationChanges)
{
    private readonly ActorResolver _resolver = new(client);

    /// <summary>One statement by itself; several all or none.</summary>
    public async Task<RecordingResult> RecordAsync(IReadOnlyList<StatementDraft> drafts, WriteOptions options, CancellationToken token)
    {
        var requests = new List<RecordStatementRequest>();
        foreach (var draft in drafts) requests.Add(await RequestAsync(draft, token).ConfigureAwait(false));
        var answer = await new GeneratedIds(client, options)
            .RecordAsync(requests, sent => SendAsync(sent, options, token), token).ConfigureAwait(false);
        return await RecordedAsync(answer, options, token).ConfigureAwait(false);
    }

    /// <summary>The answer of either call: a single statement is answered as a batch of one.</summary>
    private async Task<BatchRecordStatementsResponse> SendAsync(
        IReadOnlyList<RecordStatementRequest> requests, WriteOptions options, CancellationToken token)
    {
        if (requests is [var one])
        {
            one.RequestId = options.RequestId ?? "";
            one.ValidateOnly = options.ValidateOnly;
            one.ReturnNegotiationChanges = options.ReturnChanges;
            var answer = await client.Statements.RecordStatementAsync(one, cancellationToken: token).ConfigureAwait(false);
            return new BatchRecordStatementsResponse
            {
                Statements = { answer.Statement },
                Changes = { answer.Changes },
                NegotiationChanges = { answer.NegotiationChanges },
                NegotiationChangesOmitted = answer.NegotiationChangesOmitted,
            };
        }
        var batch = new BatchRecordStatementsRequest
        {
            Requests = { requests },
            RequestId = options.RequestId ?? "",
            ValidateOnly = options.ValidateOnly,
            ReturnNegotiationChanges = options.ReturnChanges,
        };
        return await client.Statements.BatchRecordStatementsAsync(batch, cancellationToken: token).ConfigureAwait(false);
    }

    private async Task<RecordingResult> RecordedAsync(BatchRecordStatementsResponse answer, WriteOptions options, CancellationToken token)
    {
        var (warnings, recorded) = (new List<string>(), new List<Statement>());
        var (changes, statements) = (answer.Changes, answer.Statements);
        foreach (var statement in statements)
        {
            var isWithout = !changes.Any(change => change.Cause.Length == 0 || change.Cause == statement.Name);
            var found = await new RecordingWarnings(client, actors).FindAsync(statement, isWithout, token).ConfigureAwait(false);
            warnings.AddRange(found.Select(one => statements.Count > 1 && !options.ValidateOnly
                ? $"{ResourceNames.IdOf(statement.Name)}: {one}"
                : one));
            recorded.Add(await rows.ToRowAsync(statement, token).ConfigureAwait(false));
        }
        if (answer.NegotiationChangesOmitted) warnings.Add(NegotiationChangeRows.OmittedWarning);
        var own = await negotiationChanges.ToRowsAsync(
            answer.NegotiationChanges, NegotiationChangeRows.CauseOf, token).ConfigureAwait(false);
        return new RecordingResult([.. await ChangesAsync(changes, statements, options, token).ConfigureAwait(false), .. own], warnings,
            recorded);
    }

    /// <summary>The status changes; where there are none, that the statement was recorded.</summary>
    private async Task<IReadOnlyList<StatusChange>> ChangesAsync(
        IReadOnlyCollection<Diplomacy.V1.StatusChange> changes, IReadOnlyList<Diplomacy.V1.Statement> recorded, WriteOptions options,
        CancellationToken token)
    {
        var rows = new List<StatusChange>();
        statusChanges.Learn(recorded);
        rows.AddRange(await statusChanges.ToRowsAsync(
            changes, change => change.Cause.Length > 0 ? change.Cause : recorded[0].Name, token).ConfigureAwait(false));
        foreach (var statement in recorded.Where(statement =>
            rows.TrueForAll(change => change.StatementId != ResourceNames.IdOf(statement.Name))))
        {
            var speaker = await actors.NameAsync(statement.Speaker, token).ConfigureAwait(false);
            rows.Add(new StatusChange
            {
                StatementId = ResourceNames.IdOf(statement.Name),
                Change = $"{(options.ValidateOnly ? "Would be recorded" : "Recorded")}: {statement.ActKind} by {speaker}.",
                Said = statement.Said.Text(),
                RecordTime = statement.RecordTime?.ToDateTimeOffset(),
                Recorder = statement.Recorder,
                NegotiationId = ResourceNames.IdOf(statement.Negotiation),
                Revision = statement.Revision,
            });
        }
        return rows;
    }

    private async Task<RecordStatementRequest> RequestAsync(StatementDraft draft, CancellationToken token)
    {
        var statement = draft.SameAs is null ? new Diplomacy.V1.Statement() : await EarlierAsync(draft.SameAs, token).ConfigureAwait(false);
        await new StatementComposer(_resolver).ApplyAsync(statement, draft, source: "", token).ConfigureAwait(false);
        if (statement.InReplyTo.Length == 0)
            statement.InReplyTo = await new ReplyTargetFinder(client).FindAsync(statement, token).ConfigureAwait(false);
        return new RecordStatementRequest { Statement = statement, StatementId = draft.Id is null ? "" : ResourceNames.IdOf(draft.Id) };
    }

    /// <summary>All of an earlier statement but its act, its words, and what the server filled.</summary>
    private async Task<Diplomacy.V1.Statement> EarlierAsync(string sameAs, CancellationToken token)
    {
        var request = new GetStatementRequest { Name = ResourceNames.Parse("statements", sameAs) };
        var earlier = (await client.Statements.GetStatementAsync(request, cancellationToken: token).ConfigureAwait(false)).Statement;
        return Begun(earlier);
    }

    /// <summary>A statement begun like another.</summary>
    private static Diplomacy.V1.Statement Begun(Diplomacy.V1.Statement earlier) => new()
    {
        Speaker = earlier.Speaker,
        OnBehalfOf = { earlier.OnBehalfOf },
        Addressees = { earlier.Addressees },
        ToldBy = earlier.ToldBy,
        Through = { earlier.Through },
        Said = earlier.Said is null ? null : FieldValues.Date(earlier.Said.Text),
        Form = earlier.Form,
        Release = earlier.Release,
        Attribution = earlier.Attribution,
        Negotiation = earlier.Negotiation,
        Marking = earlier.Marking,
        Reports = { earlier.Reports.Select(AsRecorded) },
    };

    private static Report AsRecorded(Report report)
    {
        var recorded = report.Clone();
        recorded.AttachedRevision = 0;
        if (recorded.Published is not null) recorded.Published = FieldValues.Date(recorded.Published.Text);
        return recorded;
    }
}
