using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The rows of a statement's versions, and of what each refers to.</summary>
internal static class StatementRows
{
    public static void Open(Statement recorded, CorrectedStatement standing, IReadOnlyList<ReportAttachment> attachments, Entry entry)
    {
        var content = standing.Content ?? recorded;
        var replaced = content.Equals(recorded) ? null : content.ToByteArray();
        var overlay = Overlay(recorded, standing.InForce, attachments);
        var columns = StatementColumns.Of(content, attachments);
        entry.Rows.Add(rows => rows.Run(
            """
            INSERT INTO statements (revision, rev_from, rev_until, name, negotiation, speaker, act_kind, attribution, form, release,
              said_from, said_until, recorder, principals, addressees, languages, outlets, replaced, overlay, standing, duplicate_of)
            VALUES (?1, ?2, 9223372036854775807, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
            """,
            recorded.Revision, entry.Revision, recorded.Name, columns.Negotiation, columns.Speaker, (int)columns.ActKind, (int)columns.Attribution,
            (int)columns.Form, (int)columns.Release, columns.SaidFrom, columns.SaidUntil, columns.Recorder, columns.Principals, columns.Addressees,
            columns.Languages, columns.Outlets, replaced, overlay?.ToByteArray(), (int)StandingOf(standing.InForce), standing.InForce?.DuplicateOf ?? ""));
    }

    public static void Close(Statement recorded, Entry entry) => entry.Rows.Add(rows => rows.Run(
        "UPDATE statements SET rev_until = ?1 WHERE name = ?2 AND rev_until = 9223372036854775807", entry.Revision, recorded.Name));

    public static void Refer(Statement recorded, Statement content, Entry entry)
    {
        foreach (var subject in References.Of(content))
            entry.Rows.Add(rows => rows.Run(
                "INSERT INTO refs (subject, statement, rev_from, rev_until, duplicate) VALUES (?1, ?2, ?3, 9223372036854775807, 0)",
                subject, recorded.Name, entry.Revision));
        if (References.Makes(content) is { } made)
            entry.Rows.Add(rows => rows.Run(
                "INSERT INTO makers (made, statement, revision) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", made, recorded.Name, entry.Revision));
    }

    public static void ReferNoMore(Statement recorded, Statement content, Entry entry)
    {
        foreach (var subject in References.Of(content))
            entry.Rows.Add(rows => rows.Run(
                "UPDATE refs SET rev_until = ?1 WHERE subject = ?2 AND statement = ?3 AND rev_until = 9223372036854775807",
                entry.Revision, subject, recorded.Name));
    }

    /// <summary>Leads from a duplicate to the one kept and back; never current, so that no filter finds it.</summary>
    public static void LinkDuplicate(string one, string other, Entry entry)
    {
        const string sql = "INSERT INTO refs (subject, statement, rev_from, rev_until, duplicate) VALUES (?1, ?2, ?3, ?3, 1)";
        entry.Rows.Add(rows => rows.Run(sql, one, other, entry.Revision));
        entry.Rows.Add(rows => rows.Run(sql, other, one, entry.Revision));
    }

    /// <summary>The statement as readers are to see it.</summary>
    public static Statement Served(Statement recorded, CorrectedStatement standing, IReadOnlyList<ReportAttachment> attachments)
    {
        var served = (standing.Content ?? recorded).Clone();
        if (Overlay(recorded, standing.InForce, attachments) is { } overlay) served.MergeFrom(overlay);
        return served;
    }

    /// <summary>What is told of a statement besides its own bytes; null where there is nothing.</summary>
    private static Statement? Overlay(Statement recorded, Correction? inForce, IReadOnlyList<ReportAttachment> attachments)
    {
        if (Erased.IsWhole(recorded)) return null;
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
