namespace DiplomacyApi.PowerShell;

/// <summary>What is recorded, and what of it is mended.</summary>
public partial interface IEngine
{
    /// <summary>Records one statement, or several together: all or none.</summary>
    Task<Recorded> RecordAsync(IReadOnlyList<StatementDraft> drafts, WriteGuards guards, CancellationToken cancellationToken);

    /// <summary>What entries of the log, from a first to a last, changed in a negotiation itself: its state, next meeting, conditions and warnings.</summary>
    Task<IReadOnlyList<StatusChange>> MovedAsync(string negotiation, long firstRevision, long lastRevision, CancellationToken cancellationToken);

    /// <summary>Replaces a statement by one that differs in what the draft gives.</summary>
    Task<StatementCorrection> EditAsync(string id, StatementDraft draft, CorrectionNote note, WriteGuards guards, CancellationToken cancellationToken);

    /// <summary>A statement in a line: its id, who said it, when, and what.</summary>
    Task<string> ShownAsync(string id, CancellationToken cancellationToken);

    /// <summary>Which act a statement carries.</summary>
    Task<string> ActOfAsync(string id, CancellationToken cancellationToken);

    /// <summary>Annuls a statement, or undoes a correction.</summary>
    Task<StatementCorrection> AnnulAsync(string id, CorrectionNote note, WriteGuards guards, CancellationToken cancellationToken);

    /// <summary>Lets a statement count as another, which was recorded before.</summary>
    Task<StatementCorrection> MarkDuplicateAsync(string id, string kept, CorrectionNote note, WriteGuards guards, CancellationToken cancellationToken);

    /// <summary>Attaches a report to a statement.</summary>
    Task<Statement> AttachReportAsync(string id, ReportDraft report, WriteGuards guards, CancellationToken cancellationToken);

    Task<Actor> CreateActorAsync(ActorDraft draft, WriteGuards guards, CancellationToken cancellationToken);

    /// <summary>Changes what the draft gives; an etag must be the present one.</summary>
    Task<Actor> UpdateActorAsync(string actor, ActorDraft draft, string? etag, WriteGuards guards, CancellationToken cancellationToken);

    Task<Negotiation> CreateNegotiationAsync(NegotiationDraft draft, WriteGuards guards, CancellationToken cancellationToken);
}

/// <summary>What was recorded, or would be: what it changed, what is odd about it, and the statements themselves.</summary>
public sealed record Recorded(IReadOnlyList<StatusChange> Changes, IReadOnlyList<string> Oddities, IReadOnlyList<Statement> Statements);

/// <summary>Whether to ask only, and under which id to write, if the caller has one.</summary>
public sealed record WriteGuards(bool ValidateOnly, string? RequestId);

/// <summary>Why a statement is mended, and since which revision it must be unchanged; null: since it was read for this.</summary>
public sealed record CorrectionNote(CorrectionLabel Label, string? Note, long? UnchangedSince);
