using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Actors;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// Derives from an entry the rows of the projections, with the same code whether the entry is new or the journal is read again: what
/// is current at its revision is what the rules make of the entries up to it.
/// </summary>
internal sealed class Projector(string logId, DecisionRows rows, long revision)
{
    private readonly StatementLoader _loader = new(rows.Statements, revision);
    private readonly SubjectFolds _folds = new(rows);
    private readonly NameIds _names = new(rows);

    public StatementLoader Loader => _loader;

    /// <summary>Whether it keeps so much that a new one should take its place.</summary>
    public bool IsFull => Bytes > Limits.WorkspaceBytesMax || Count > Limits.WorkspaceItemsMax;

    /// <summary>How much it keeps: statements, corrections, reports, names that were looked up, and segments.</summary>
    public int Count => _loader.Count + _folds.Segments;

    /// <summary>The size of what it keeps, as it is stored.</summary>
    public long Bytes => _loader.Graph.Bytes + _folds.Bytes;

    /// <summary>Reads from now on what was written up to a revision. Tells what it keeps no longer, as it bears on nothing.</summary>
    public IReadOnlyList<string> MoveTo(long revision)
    {
        var forgotten = _loader.MoveTo(revision);
        foreach (var name in forgotten) _folds.Forget(name);
        return forgotten;
    }

    /// <summary>
    /// Brings what holds of some names, which were loaded, several at a time: one by one, each would take a round trip to a database. Once
    /// that is much, the rest is left to be looked up singly, where what a request costs is counted and bounded.
    /// </summary>
    public void LoadSegments(IEnumerable<string> names, CancellationToken ct)
    {
        foreach (var together in names.Where(_loader.Graph.Knows).Chunk(Limits.SubjectsTogetherMax))
        {
            if (_folds.Segments > Limits.WorkspaceItemsMax) return;
            _folds.Load(together, ct);
        }
    }

    /// <summary>Counts what a request costs, from nothing on.</summary>
    public FoldCost Cost() => new(_loader, _folds);

    /// <summary>
    /// Loads what some entries bear on, in a few queries, before the first of them is taken: entries that are read again, or come from
    /// another store. For new entries it was loaded to decide them. The demands and meetings that they make are loaded too, as an earlier
    /// entry may have made them already.
    /// </summary>
    public void LoadFor(IReadOnlyCollection<Entry> entries, CancellationToken ct)
    {
        LoadSegments(_loader.Load(entries.SelectMany(entry => BearsOn(entry, ct)).ToHashSet(StringComparer.Ordinal), ct), ct);
        _names.Load(entries.SelectMany(NamedBy), ct);
    }

    /// <summary>Loads the numbers that stand for actors and negotiations in rows.</summary>
    public void LoadNames(IEnumerable<string> names, CancellationToken ct) => _names.Load(names, ct);

    public void Take(Entry entry, CancellationToken ct)
    {
        entry.Touched.Add(entry.Id);
        entry.Projections.Names = _names;
        if (entry.Kind is JournalEntryKind.ActorCreated or JournalEntryKind.Negotiation) _names.Add(entry.Id, entry.Revision);
        switch (entry.Message)
        {
            case Actor actor:
                entry.Projections.Actor = ActorVersion.Of(
                actor, entry.Payload, isFirst: entry.Kind == JournalEntryKind.ActorCreated); break;
            case Negotiation negotiation:
                entry.Projections.Negotiation = new(negotiation.Name, entry.Payload, IsFirst: entry.Kind == JournalEntryKind.Negotiation);
                break;
            case Statement statement: Take(statement, entry, ct); break;
            case Correction correction: Take(correction, entry, ct); break;
            case ReportAttachment attachment: Take(attachment, entry, ct); break;
            case Erasure erasure: Take(erasure, entry, ct); break;
        }
        _names.Load(entry.Projections.Statement?.Columns, entry.Projections.SegmentsOpened, ct);
    }

    /// <summary>The actors and the negotiation of what was said.</summary>
    private static IEnumerable<string> NamedBy(Entry entry) =>
        (entry.Message as Statement ?? (entry.Message as Correction)?.Replacement) is { } content
            ? content.Principals.Concat(content.Addressees).Append(content.Speaker).Append(content.Negotiation)
            : [];

    private IEnumerable<string> BearsOn(Entry entry, CancellationToken ct) => entry.Message switch
    {
        Statement statement => References.Of(statement),
        Correction correction =>
            [.. _loader.StatementOf(correction.Subject, ct) is { } corrected ? [corrected] : Array.Empty<string>(),
                .. correction.Replacement is { } content ? References.Of(content) : [],
                .. correction.DuplicateOf.Length > 0 ? [correction.DuplicateOf] : Array.Empty<string>()],
        ReportAttachment attachment => [attachment.Statement],
        Erasure erasure => [erasure.Statement],
        _ => [],
    };

    private void Take(Statement statement, Entry entry, CancellationToken ct)
    {
        _loader.Add(statement);
        if (statement.Negotiation.Length > 0) entry.Touched.Add(statement.Negotiation);
        entry.Projections.Statement = StatementVersion.Of(statement, new CorrectedStatement(statement, null), [], isFirst: true);
        Refer(statement, entry);
        Fold(statement.Name, entry, ct);
    }

    private void Take(Correction correction, Entry entry, CancellationToken ct)
    {
        var name = _loader.StatementOf(correction.Subject, ct)
            ?? throw new InvalidOperationException($"{correction.Name} corrects {correction.Subject}, which is not recorded.");
        _loader.Load([name], ct);
        var recorded = _loader.Graph.Statements[name];
        var before = CorrectedStatement.Of(recorded, _loader.Graph.CorrectionsOf(name));
        _loader.Graph.Add(name, correction);
        entry.Projections.Link = new(entry.Kind, name, correction.Name);

        var after = CorrectedStatement.Of(recorded, _loader.Graph.Corrections[name]);
        var attachments = _loader.Graph.Attachments.GetValueOrDefault(name, []);
        entry.Touched.Add(name);
        if (after.Content is { Negotiation.Length: > 0 } content && content.Negotiation != before.Content?.Negotiation)
            entry.Touched.Add(content.Negotiation);
        entry.Standing = after.Content is null ? null : StatementVersion.Served(recorded, after, attachments);
        entry.Projections.Statement = StatementVersion.Of(recorded, after, attachments, isFirst: false);
        entry.Projections.ReferencesEnded = References.Of(before.Content ?? recorded);
        Refer(after.Content ?? recorded, entry);
        if (correction.DuplicateOf.Length > 0 && correction.DuplicateOf != name) entry.Projections.DuplicateOf = correction.DuplicateOf;
        Fold(name, entry, ct);
    }

    /// <summary>A report more is another version of the statement; it refers to nothing else, and moves no status.</summary>
    private void Take(ReportAttachment attachment, Entry entry, CancellationToken ct)
    {
        _loader.Load([attachment.Statement], ct);
        _loader.Graph.Add(attachment);
        var recorded = _loader.Graph.Statements[attachment.Statement];
        var standing = CorrectedStatement.Of(recorded, _loader.Graph.CorrectionsOf(recorded.Name));
        entry.Standing = StatementVersion.Served(recorded, standing, _loader.Graph.Attachments[recorded.Name]);
        entry.Projections.Link = new(entry.Kind, recorded.Name);
        entry.Projections.Statement = StatementVersion.Of(recorded, standing, _loader.Graph.Attachments[recorded.Name], isFirst: false);
    }

    /// <summary>
    /// What was erased stands as it may stay from its first entry on; the erasure is only another version of it, so that watches tell it.
    /// </summary>
    private void Take(Erasure erasure, Entry entry, CancellationToken ct)
    {
        _loader.Load([erasure.Statement], ct);
        var recorded = _loader.Graph.Statements[erasure.Statement];
        entry.Projections.Link = new(entry.Kind, recorded.Name);
        entry.Projections.Moved = erasure.Moved;
        entry.Projections.Statement = StatementVersion.Of(
            recorded, CorrectedStatement.Of(recorded, _loader.Graph.CorrectionsOf(recorded.Name)),
            _loader.Graph.Attachments.GetValueOrDefault(recorded.Name, []), isFirst: false);
    }

    private static void Refer(Statement content, Entry entry) =>
        (entry.Projections.ReferencesBegun, entry.Projections.Made) = (References.Of(content), References.Makes(content));

    /// <summary>Folds what a statement can move, and keeps what differs.</summary>
    private void Fold(string statement, Entry entry, CancellationToken ct)
    {
        // The log's id is that under which they are read.
        var position = new LogPosition { Revision = entry.Revision };
        var changes = _folds.Take(_loader, statement, entry, position, ct);
        entry.Changes = changes;
        if (changes.Count == 0) return;
        entry.Projections.Changes = EntryChanges.Bytes(changes);
        position.LogId = logId;
    }
}
