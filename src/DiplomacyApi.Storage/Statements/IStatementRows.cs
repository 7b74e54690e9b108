using Diplomacy.V1;

namespace DiplomacyApi.Storage.Statements;

/// <summary>
/// What a store has of statements and of what refers to what, as known at a revision, for a <see cref="StatementLoader"/>. Lists of names
/// may be of any length; what is not there is left out.
/// </summary>
internal interface IStatementRows
{
    /// <summary>The statement that a correction corrects in the end; null where it is unknown.</summary>
    string? StatementOf(string correction, long revision, CancellationToken ct);

    /// <summary>The statements as recorded.</summary>
    IReadOnlyList<Statement> Statements(IReadOnlyCollection<string> names, long revision, CancellationToken ct);

    /// <summary>The corrections of some statements and of those corrections, in order of revision.</summary>
    IReadOnlyList<(string Statement, Correction Correction)> Corrections(
        IReadOnlyCollection<string> statements, long revision, CancellationToken ct);

    /// <summary>The reports attached to some statements, in order of revision.</summary>
    IReadOnlyList<ReportAttachment> Attachments(IReadOnlyCollection<string> statements, long revision, CancellationToken ct);

    /// <summary>The statements that refer to some names, or did before they were corrected.</summary>
    IReadOnlyList<(string Subject, string Statement)> References(IReadOnlyCollection<string> subjects, long revision, CancellationToken ct);

    /// <summary>The statements that were said to be duplicates of some, or the other way round.</summary>
    IReadOnlyList<(string Subject, string Statement)> Duplicates(IReadOnlyCollection<string> subjects, long revision, CancellationToken ct);

    /// <summary>The statements that make some demands or meetings, in order of revision.</summary>
    IReadOnlyList<(string Made, string Statement)> Makers(IReadOnlyCollection<string> made, long revision, CancellationToken ct);
}
