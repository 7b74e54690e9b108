using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// Derives from an entry the rows of the projections, with the same code whether the entry is new or the journal is read again: what
/// is current at its revision is what the rules make of the entries up to it.
/// </summary>
internal sealed class Projector(string logId, Closure closure, Units units)
{
    public Closure Closure => closure;

    /// <summary>Counts what a request costs, from nothing on.</summary>
    public FoldCost Cost() => new(closure, units);

    /// <summary>A copy to try on what may be refused.</summary>
    public Projector Copy() => new(logId, closure.Copy(), units.Copy());

    /// <summary>Brings what some names rest on, and what that bears on, in a few queries.</summary>
    public void Load(IEnumerable<string> names, CancellationToken ct) => closure.Load(names, ct);

    public void Take(Entry entry, CancellationToken ct)
    {
        entry.Touched.Add(entry.Id);
        switch (entry.Message)
        {
            case Actor actor: ActorRows.Of(actor, entry); break;
            case Negotiation negotiation: NegotiationRows.Of(negotiation, entry); break;
            case Statement statement: Take(statement, entry, ct); break;
            case Correction correction: Take(correction, entry, ct); break;
            case ReportAttachment attachment: Take(attachment, entry, ct); break;
            case Erasure erasure: Take(erasure, entry, ct); break;
        }
    }

    private void Take(Statement statement, Entry entry, CancellationToken ct)
    {
        closure.Add(statement);
        if (statement.Negotiation.Length > 0) entry.Touched.Add(statement.Negotiation);
        StatementRows.Open(statement, new Standing(statement, null), [], entry);
        StatementRows.Refer(statement, statement, entry);
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
        var attachments = closure.Attachments.GetValueOrDefault(name, []);
        entry.Touched.Add(name);
        if (after.Content is { Negotiation.Length: > 0 } content && content.Negotiation != before.Content?.Negotiation) entry.Touched.Add(content.Negotiation);
        entry.Standing = after.Content is null ? null : StatementRows.Served(recorded, after, attachments);
        StatementRows.Close(recorded, entry);
        StatementRows.Open(recorded, after, attachments, entry);
        StatementRows.ReferNoMore(recorded, before.Content ?? recorded, entry);
        StatementRows.Refer(recorded, after.Content ?? recorded, entry);
        if (correction.DuplicateOf.Length > 0 && correction.DuplicateOf != name) StatementRows.LinkDuplicate(name, correction.DuplicateOf, entry);
        Fold(name, entry, ct);
    }

    /// <summary>A report more is another version of the statement; it refers to nothing else, and moves no status.</summary>
    private void Take(ReportAttachment attachment, Entry entry, CancellationToken ct)
    {
        closure.Load([attachment.Statement], ct);
        closure.Add(attachment);
        var recorded = closure.Statements[attachment.Statement];
        var standing = Standing.Of(recorded, closure.Corrections.GetValueOrDefault(recorded.Name, []));
        entry.Standing = StatementRows.Served(recorded, standing, closure.Attachments[recorded.Name]);
        entry.Rows.Add(rows => rows.Run("INSERT INTO attachments (statement, revision) VALUES (?1, ?2)", recorded.Name, entry.Revision));
        StatementRows.Close(recorded, entry);
        StatementRows.Open(recorded, standing, closure.Attachments[recorded.Name], entry);
    }

    /// <summary>What was erased stands as it may stay from its first entry on; the erasure is only another version of it, so that watches tell it.</summary>
    private void Take(Erasure erasure, Entry entry, CancellationToken ct)
    {
        closure.Load([erasure.Statement], ct);
        var recorded = closure.Statements[erasure.Statement];
        entry.Rows.Add(rows => rows.Run("INSERT INTO erasures (statement, revision) VALUES (?1, ?2)", recorded.Name, entry.Revision));
        StatementRows.Close(recorded, entry);
        StatementRows.Open(
            recorded, Standing.Of(recorded, closure.Corrections.GetValueOrDefault(recorded.Name, [])), closure.Attachments.GetValueOrDefault(recorded.Name, []), entry);
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
            if (!units.Take(subject, subjects.Contains(subject) ? knowledge.History(subject, ct) : null, entry.Revision, entry.Rows)) continue;
            entry.Touched.Add(subject);
            changes.AddRange(EntryChanges.Of(before, units.Of(subject), entry, position));
        }
        entry.Changes = changes;
        if (changes.Count > 0)
            entry.Rows.Add(rows => rows.Run("INSERT INTO changes (revision, bytes) VALUES (?1, ?2)", entry.Revision, EntryChanges.Bytes(changes)));
    }
}
