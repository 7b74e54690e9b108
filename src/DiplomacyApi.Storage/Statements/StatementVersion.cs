using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Statements;

/// <summary>
/// A statement as it stands from one entry on: the payload of its own entry, or what a correction puts in its place, and what is added to
/// it when served.
/// </summary>
/// <param name="Name">`statements/{id}`.</param>
/// <param name="Revision">At which it was recorded.</param>
/// <param name="IsFirst">Whether no version of it was current before.</param>
/// <param name="Columns">What it is filtered by.</param>
/// <param name="Replaced">What a correction put in the place of its payload; null: nothing.</param>
/// <param name="Overlay">Fields that are added to the bytes when it is served; null: none.</param>
/// <param name="Standing">What corrections have made of it.</param>
/// <param name="DuplicateOf">The statement that it counts as; empty: none.</param>
internal sealed record StatementVersion(
    string Name,
    long Revision,
    bool IsFirst,
    StatementColumns Columns,
    byte[]? Replaced,
    byte[]? Overlay,
    StatementStanding Standing,
    string DuplicateOf)
{
    public static StatementVersion Of(
        Statement recorded, CorrectedStatement corrected, IReadOnlyList<ReportAttachment> attachments, bool isFirst)
    {
        var content = corrected.Content ?? recorded;
        return new StatementVersion(
            recorded.Name, recorded.Revision, isFirst, StatementColumns.Of(content, attachments),
            content.Equals(recorded) ? null : content.ToByteArray(), OverlayOf(recorded, corrected.InForce, attachments)?.ToByteArray(),
            StandingOf(corrected.InForce), corrected.InForce?.DuplicateOf ?? "");
    }

    /// <summary>The statement as readers are to see it.</summary>
    public static Statement Served(Statement recorded, CorrectedStatement standing, IReadOnlyList<ReportAttachment> attachments)
    {
        var served = (standing.Content ?? recorded).Clone();
        if (OverlayOf(recorded, standing.InForce, attachments) is { } overlay) served.MergeFrom(overlay);
        return served;
    }

    /// <summary>
    /// The fields that are added to the recorded bytes when it is served: attached reports, what a correction says of it. Null: none.
    /// </summary>
    private static Statement? OverlayOf(Statement recorded, Correction? inForce, IReadOnlyList<ReportAttachment> attachments)
    {
        if (Redaction.IsComplete(recorded)) return null;
        if (inForce is null && attachments.Count == 0) return null;
        var overlay = new Statement { Reports = { attachments.Select(attachment => attachment.Report) } };
        if (inForce is null) return overlay;
        (overlay.CorrectedBy, overlay.CorrectionLabel) = (inForce.Name, inForce.Label);
        (overlay.Standing, overlay.DuplicateOf) = (StandingOf(inForce), inForce.DuplicateOf);
        return overlay;
    }

    private static StatementStanding StandingOf(Correction? inForce) => inForce switch
    {
        null => StatementStanding.Unspecified,
        { Replacement: not null } => StatementStanding.Corrected,
        { Label: CorrectionLabel.Duplicate } => StatementStanding.Duplicate,
        _ => StatementStanding.Annulled,
    };
}
