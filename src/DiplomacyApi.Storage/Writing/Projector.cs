using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// Derives from an entry the rows of the projections, with the same code whether the entry is new or the journal is read again: what
/// is current at its revision is what the rules make of the entries up to it.
/// </summary>
internal sealed class Projector(string logId, Closure closure, Units units)
{
    public Closure Closure => closure;

    /// <summary>A copy to try on what may be refused.</summary>
    public Projector Copy() => new(logId, closure.Copy(), units.Copy());

    /// <summary>Brings what some names rest on, and what that bears on, in a few queries.</summary>
    public void Load(IEnumerable<string> names, CancellationToken ct) => closure.Load(names, ct);

    public void Take(Entry entry, CancellationToken ct)
    {
        switch (entry.Message)
        {
            case Actor actor: ActorRows.Of(actor, entry); break;
            case Negotiation negotiation:
                entry.Rows.Add(rows => rows.Run("INSERT INTO negotiations (name, revision, bytes) VALUES (?1, ?2, ?3)", negotiation.Name, entry.Revision, entry.Payload));
                break;
            case Statement statement: Take(statement, entry, ct); break;
            case Correction correction: Take(correction, entry, ct); break;
        }
    }

    private void Take(Statement statement, Entry entry, CancellationToken ct)
    {
        closure.Add(statement);
        StatementRows.Open(statement, new Standing(statement, null), entry);
        Fold(statement.Name, entry, ct);
    }

    private void Take(Correction correction, Entry entry, CancellationToken ct)
    {
        var name = closure.StatementOf(correction.Subject, ct)
            ?? throw new InvalidOperationException($"{correction.Name} corrects {correction.Subject}, which is not recorded.");
        closure.Load([name], ct);
        var recorded = closure.Statements[name];
        var before = Standing.Of(recorded, closure.Corrections.GetValueOrDefault(name, []));
        closure.Add(name, correction);
        entry.Rows.Add(rows => rows.Run("INSERT INTO corrections (statement, revision, name) VALUES (?1, ?2, ?3)", name, entry.Revision, correction.Name));

        var after = Standing.Of(recorded, closure.Corrections[name]);
        entry.Standing = after.Content is null ? null : StatementRows.Served(recorded, after);
        StatementRows.Close(recorded, before, entry);
        StatementRows.Open(recorded, after, entry);
        if (correction.DuplicateOf.Length > 0 && correction.DuplicateOf != name) StatementRows.LinkDuplicate(name, correction.DuplicateOf, entry);
        Fold(name, entry, ct);
    }

    /// <summary>Folds anew every subject that a statement can move, and keeps what differs.</summary>
    private void Fold(string statement, Entry entry, CancellationToken ct)
    {
        closure.Load([statement], ct);
        var touched = closure.TouchedBy(statement);
        closure.Load(touched, ct);
        units.Load(touched, ct);
        var knowledge = closure.KnowledgeOf(closure.WithNamed(closure.Reaching(touched)), Lens.Open);
        var subjects = knowledge.Subjects.ToHashSet(StringComparer.Ordinal);
        var position = new LogPosition { LogId = logId, Revision = entry.Revision };
        var changes = new List<StatusChange>();
        foreach (var subject in touched.Order(StringComparer.Ordinal))
        {
            var before = units.Of(subject);
            if (units.Take(subject, subjects.Contains(subject) ? knowledge.History(subject) : null, entry.Revision, entry.Rows))
                changes.AddRange(StatusChanges.Between(before, units.Of(subject), entry.RecordTime, entry.Id, position));
        }
        entry.Changes = changes;
    }
}

/// <summary>The rows of a statement's versions, and of what each refers to.</summary>
internal static class StatementRows
{
    public static void Open(Statement recorded, Standing standing, Entry entry)
    {
        var content = standing.Content ?? recorded;
        var revision = entry.Revision;
        var isReplaced = !content.Equals(recorded);
        var replaced = isReplaced ? content.ToByteArray() : null;
        var overlay = standing.InForce is { } correction ? Overlay(correction).ToByteArray() : null;
        entry.Rows.Add(rows => rows.Run(
            """
            INSERT INTO statements (revision, rev_from, rev_until, name, negotiation, speaker, act_kind, replaced, overlay)
            VALUES (?1, ?2, 9223372036854775807, ?3, ?4, ?5, ?6, ?7, ?8)
            """, recorded.Revision, revision, recorded.Name, content.Negotiation, content.Speaker, (int)content.ActKind, replaced, overlay));
        foreach (var subject in References.Of(content))
            entry.Rows.Add(rows => rows.Run(
                "INSERT INTO refs (subject, statement, rev_from, rev_until, duplicate) VALUES (?1, ?2, ?3, 9223372036854775807, 0)",
                subject, recorded.Name, revision));
        if (References.Makes(content) is { } made)
            entry.Rows.Add(rows => rows.Run(
                "INSERT INTO makers (made, statement, revision) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", made, recorded.Name, revision));
    }

    public static void Close(Statement recorded, Standing standing, Entry entry)
    {
        var revision = entry.Revision;
        entry.Rows.Add(rows => rows.Run(
            "UPDATE statements SET rev_until = ?1 WHERE name = ?2 AND rev_until = 9223372036854775807", revision, recorded.Name));
        foreach (var subject in References.Of(standing.Content ?? recorded))
            entry.Rows.Add(rows => rows.Run(
                "UPDATE refs SET rev_until = ?1 WHERE subject = ?2 AND statement = ?3 AND rev_until = 9223372036854775807",
                revision, subject, recorded.Name));
    }

    /// <summary>Leads from a duplicate to the one kept and back; never current, so that no filter finds it.</summary>
    public static void LinkDuplicate(string one, string other, Entry entry)
    {
        const string sql = "INSERT INTO refs (subject, statement, rev_from, rev_until, duplicate) VALUES (?1, ?2, ?3, ?3, 1)";
        entry.Rows.Add(rows => rows.Run(sql, one, other, entry.Revision));
        entry.Rows.Add(rows => rows.Run(sql, other, one, entry.Revision));
    }

    public static Statement Served(Statement recorded, Standing standing)
    {
        var served = (standing.Content ?? recorded).Clone();
        if (standing.InForce is not null) served.MergeFrom(Overlay(standing.InForce));
        return served;
    }

    private static Statement Overlay(Correction correction) => new() { CorrectedBy = correction.Name, CorrectionLabel = correction.Label };
}
