namespace DiplomacyApi.PowerShell;

/// <summary>Reads, records and corrects statements.</summary>
public interface IStatementCommands
{
    /// <summary>The statements that match, the last recorded first.</summary>
    IAsyncEnumerable<Statement> GetAsync(StatementQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>Searches by words. It first waits, within a bound, until everything that is recorded can be found.</summary>
    IAsyncEnumerable<Statement> SearchAsync(string words, StatementQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>A statement in one line: its id, who said it, when, and what.</summary>
    Task<string> DescribeAsync(string id, CancellationToken cancellationToken);

    /// <summary>The name of the act that a statement carries.</summary>
    Task<string> GetActAsync(string id, CancellationToken cancellationToken);

    /// <summary>Records one statement, or several together: all or none.</summary>
    Task<RecordingResult> RecordAsync(IReadOnlyList<StatementDraft> drafts, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Replaces a statement by one that differs in what the draft gives.</summary>
    Task<StatementCorrection> EditAsync(
        string id, StatementDraft draft, CorrectionNote note, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Annuls a statement, or undoes a correction.</summary>
    Task<StatementCorrection> AnnulAsync(string id, CorrectionNote note, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Marks a statement as a duplicate of one that was recorded before.</summary>
    Task<StatementCorrection> MarkDuplicateAsync(
        string id, string kept, CorrectionNote note, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Attaches a report to a statement.</summary>
    Task<Statement> AttachReportAsync(string id, ReportDraft report, WriteOptions options, CancellationToken cancellationToken);
}
