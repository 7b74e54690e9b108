using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Negotiations;
using DiplomacyApi.PowerShell.Engine.Obligations;
using LabelOf = Diplomacy.V1.CorrectionLabel;

namespace DiplomacyApi.PowerShell.Engine.Statements;

/// <summary>Corrects statements: changes, annuls, and marks duplicates; and attaches reports.</summary>
internal sealed class StatementCorrector(
    DiplomacyClient client, StatementRows rows, StatusChangeRows statusChanges, NegotiationChangeRows negotiationChanges)
{
    private readonly ActorResolver _resolver = new(client);

    /// <summary>A replacement built from the statement as it stands, on the condition that it still stands so.</summary>
    public async Task<StatementCorrection> EditAsync(
        string id, StatementDraft draft, CorrectionNote note, WriteOptions options, CancellationToken token)
    {
        var (before, expectation) = await StandingAsync(id, token).ConfigureAwait(false);
        var after = Replacement(before);
        await new StatementComposer(_resolver).ApplyAsync(after, draft, source: "", token).ConfigureAwait(false);
        if (MessageDiff.Between(Replacement(before), after).Count == 0)
            throw new DiplomacyApiException($"Nothing would change: {ResourceNames.IdOf(before.Name)} is so already.", "NothingToChange",
                System.Management.Automation.ErrorCategory.InvalidArgument);
        var isReclassified = after.ActCase != before.ActCase;
        var label = note.Label == CorrectionLabel.None
            ? isReclassified ? LabelOf.Reclassified : LabelOf.Error
            : MessageExtensions.From<LabelOf>(note.Label);
        return await SendAsync(before, expectation, new Correction { Label = label, Replacement = after }, note, options,
            token).ConfigureAwait(false);
    }

    /// <summary>As if never recorded; of a correction: as if never corrected.</summary>
    public async Task<StatementCorrection> AnnulAsync(string id, CorrectionNote note, WriteOptions options, CancellationToken token)
    {
        var label = note.Label == CorrectionLabel.None ? LabelOf.Error : MessageExtensions.From<LabelOf>(note.Label);
        if (await CorrectionAsync(id, token).ConfigureAwait(false) is { } correction)
            return await SendAsync(null, null, new Correction { Subject = correction, Label = label }, note, options,
                token).ConfigureAwait(false);
        var (before, expectation) = await StandingAsync(id, token).ConfigureAwait(false);
        if (before.CorrectedBy.Length > 0 && await AnnulsAsync(before.CorrectedBy, token).ConfigureAwait(false))
            throw new DiplomacyApiException(
                $"{ResourceNames.IdOf(before.Name)} is annulled already; Undo-Statement {ResourceNames.IdOf(before.CorrectedBy)} brings it back.",
                "NothingToChange", System.Management.Automation.ErrorCategory.InvalidArgument);
        return await SendAsync(before, expectation, new Correction { Label = label }, note, options, token).ConfigureAwait(false);
    }

    private async Task<bool> AnnulsAsync(string correction, CancellationToken token)
    {
        var answer = await client.Statements.GetCorrectionAsync(
            new GetCorrectionRequest { Name = correction }, cancellationToken: token).ConfigureAwait(false);
        return answer.Correction is { Replacement: null, DuplicateOf.Length: 0 };
    }

    public async Task<StatementCorrection> MarkDuplicateAsync(
        string id, string kept, CorrectionNote note, WriteOptions options, CancellationToken token)
    {
        var (before, expectation) = await StandingAsync(id, token).ConfigureAwait(false);
        var correction = new Correction { Label = LabelOf.Duplicate, DuplicateOf = ResourceNames.Parse("statements", kept) };
        return await SendAsync(before, expectation, correction, note, options, token).ConfigureAwait(false);
    }

    /// <summary>One more report of the same words. One that is there already is skipped.</summary>
    public async Task<Statement> AttachReportAsync(string id, ReportDraft draft, WriteOptions options, CancellationToken token)
    {
        var request = new AttachReportRequest
        {
            Statement = ResourceNames.Parse("statements", id),
            Report = await new StatementComposer(_resolver).ReportOfAsync(draft, language: null, token).ConfigureAwait(false),
            RequestId = options.RequestId ?? "",
            ValidateOnly = options.ValidateOnly,
        };
        var answer = await client.Statements.AttachReportAsync(request, cancellationToken: token).ConfigureAwait(false);
        return await rows.ToRowAsync(answer.Statement, token).ConfigureAwait(false);
    }

    /// <summary>
    /// The correction of that id, with or without its collection, as CorrectedBy gives it; null where it is a statement's, or nobody's.
    /// </summary>
    private async Task<string?> CorrectionAsync(string id, CancellationToken token)
    {
        if (id.StartsWith("corrections/", StringComparison.OrdinalIgnoreCase)) return id.ToLowerInvariant();
        if (id.Contains('/', StringComparison.Ordinal)) return null;
        try
        {
            await client.Statements.GetStatementAsync(
                new GetStatementRequest { Name = ResourceNames.Parse("statements", id) }, cancellationToken: token).ConfigureAwait(false);
            return null;
        }
        catch (DiplomacyException unknown) when (unknown.Reason == ErrorReason.UnknownStatement)
        {
            return await IsCorrectionAsync(ResourceNames.Parse("corrections", id), token).ConfigureAwait(false)
                ? ResourceNames.Parse("corrections", id)
                : null;
        }
    }

    private async Task<bool> IsCorrectionAsync(string name, CancellationToken token)
    {
        try
        {
            await client.Statements.GetCorrectionAsync(
                new GetCorrectionRequest { Name = name }, cancellationToken: token).ConfigureAwait(false);
            return true;
        }
        catch (DiplomacyException unknown) when (unknown.Status == Grpc.Core.StatusCode.NotFound)
        {
            return false;
        }
    }

    private async Task<(Diplomacy.V1.Statement Statement, Expectation Expectation)> StandingAsync(string id, CancellationToken token)
    {
        var request = new GetStatementRequest { Name = ResourceNames.Parse("statements", id) };
        var answer = await client.Statements.GetStatementAsync(request, cancellationToken: token).ConfigureAwait(false);
        return (answer.Statement, new Expectation { Subject = answer.Statement.Name, UnchangedSince = answer.LogPosition.Revision });
    }

    private async Task<StatementCorrection> SendAsync(
        Diplomacy.V1.Statement? before, Expectation? expectation, Correction correction, CorrectionNote note, WriteOptions options,
        CancellationToken token)
    {
        if (before is not null) correction.Subject = before.Name;
        correction.Note = note.Note ?? "";
        var request = new CorrectStatementRequest
        {
            Correction = correction,
            RequestId = options.RequestId ?? "",
            ValidateOnly = options.ValidateOnly,
            ReturnNegotiationChanges = true,
        };
        if (expectation is not null)
            request.Expectations.Add(note.UnchangedSince is { } since
                ? new Expectation { Subject = expectation.Subject, UnchangedSince = since }
                : expectation);
        var answer = await client.Statements.CorrectStatementAsync(request, cancellationToken: token).ConfigureAwait(false);

        var corrected = answer.Statement?.Name ?? correction.Subject;
        var changes = await statusChanges.ToRowsAsync(answer.Changes, _ => corrected, token).ConfigureAwait(false);
        changes.AddRange(await negotiationChanges.ToRowsAsync(answer.NegotiationChanges, _ => corrected, token).ConfigureAwait(false));
        return new StatementCorrection(answer.NegotiationChangesOmitted ? [NegotiationChangeRows.OmittedWarning] : [])
        {
            StatementId = ResourceNames.IdOf(before?.Name ?? answer.Statement?.Name ?? ""),
            CorrectionId = ResourceNames.IdOf(answer.Correction.Name),
            Label = answer.Correction.Label.To<CorrectionLabel>(),
            Note = answer.Correction.Note,
            Changed = Changed(before, correction),
            StatusChanges = changes,
            Before = before is null ? null : await rows.ToRowAsync(before, token).ConfigureAwait(false),
            After = answer.Statement is null || correction.Replacement is null
                ? null
                : await rows.ToRowAsync(answer.Statement, token).ConfigureAwait(false),
            Revision = answer.LogPosition.Revision,
        };
    }

    private static IReadOnlyList<string> Changed(Diplomacy.V1.Statement? before, Correction correction) =>
        correction.Replacement is not null ? MessageDiff.Between(Replacement(before!), correction.Replacement)
        : correction.DuplicateOf.Length > 0 ? [$"Counts as {ResourceNames.IdOf(correction.DuplicateOf)}"]
        : before is null ? [$"{correction.Subject} is undone"] : ["Annulled, as if never recorded"];

    /// <summary>The statement as a client writes it: what the server filled, and the reports, which stay with it, are left out.</summary>
    private static Diplomacy.V1.Statement Replacement(Diplomacy.V1.Statement statement)
    {
        var replacement = statement.Clone();
        replacement.Name = "";
        replacement.ActKind = Diplomacy.V1.ActKind.Unspecified;
        replacement.Revision = 0;
        replacement.RecordTime = null;
        replacement.Recorder = "";
        replacement.Principals.Clear();
        replacement.ResolvedParties.Clear();
        replacement.CorrectedBy = "";
        replacement.CorrectionLabel = LabelOf.Unspecified;
        replacement.ErasedRevision = 0;
        (replacement.Standing, replacement.DuplicateOf) = (StatementStanding.Unspecified, "");
        replacement.Reports.Clear();
        return replacement;
    }
}
