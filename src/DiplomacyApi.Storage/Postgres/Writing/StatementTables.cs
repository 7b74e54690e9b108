using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Writing;
using static DiplomacyApi.Storage.Postgres.Writing.ColumnType;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>The rows of statements' versions, of the entries about them, and of what they refer to and make.</summary>
internal sealed class StatementTables
{
    private readonly RowArrays _versions = RowArrays.Into("statements",
        ("revision", Number), ("rev_from", Number), ("rev_until", Number), ("name", Text), ("negotiation", Number), ("speaker", Number),
        ("act_kind", Number),
        ("attribution", Number), ("form", Number), ("release", Number), ("said_from", Number), ("said_until", Number), ("recorder", Text),
        ("principals", Text),
        ("addressees", Text), ("languages", Text), ("outlets", Text), ("replaced", Blob), ("overlay", Blob), ("standing", Number),
        ("duplicate_of", Text));

    private readonly RowArrays _references = RowArrays.Into("refs",
        ("subject", Text), ("statement", Text), ("rev_from", Number), ("rev_until", Number), ("duplicate", Number));

    private readonly RowArrays _makers = new(
        "INSERT INTO makers (made, statement, revision) SELECT * FROM @rows ON CONFLICT DO NOTHING", ("made", Text), ("statement", Text),
        ("revision", Number));

    private readonly RowArrays _corrections = RowArrays.Into("corrections", ("statement", Text), ("revision", Number), ("name", Text));
    private readonly RowArrays _attachments = RowArrays.Into("attachments", ("statement", Text), ("revision", Number));
    private readonly RowArrays _erasures = RowArrays.Into("erasures", ("statement", Text), ("revision", Number));

    private readonly RowArrays _moved = RowArrays.Into("moved", ("subject", Text), ("revision", Number));

    private readonly RowArrays _close = new(
        "UPDATE statements t SET rev_until = rows.revision FROM @rows WHERE t.name = rows.name AND +t.rev_until = 9223372036854775807",
        ("name", Text), ("revision", Number));

    private readonly RowArrays _endReferences = new(
        """
        UPDATE refs t SET rev_until = rows.revision FROM @rows
        WHERE t.subject = rows.subject AND t.statement = rows.statement AND +t.rev_until = 9223372036854775807
        """,
        ("subject", Text), ("statement", Text), ("revision", Number));

    private readonly OpenRows<string> _openVersions;
    private readonly OpenRows<(string Subject, string Statement)> _openReferences;

    public StatementTables() => (_openVersions, _openReferences) = (new(_versions), new(_references));

    /// <summary>In the order in which they are to be sent.</summary>
    public IEnumerable<RowArrays> All =>
        [_close, _endReferences, _versions, _references, _makers, _corrections, _attachments, _erasures, _moved];

    public void Write(ProjectionBatch batch, long revision)
    {
        if (batch.Link is { } link) Link(link, revision);
        foreach (var subject in batch.Moved) _moved.Add(subject).Add(revision);
        if (batch.Statement is not { } version) return;
        if (!version.IsFirst && !_openVersions.TryClose(version.Name, revision)) _close.Add(version.Name).Add(revision);
        Insert(version, batch.Names, revision);
        foreach (var subject in batch.ReferencesEnded)
            if (!_openReferences.TryClose((subject, version.Name), revision)) _endReferences.Add(subject).Add(version.Name).Add(revision);
        foreach (var subject in batch.ReferencesBegun)
        {
            _openReferences.Begin((subject, version.Name));
            _openReferences.Row((subject, version.Name)).Add(subject).Add(version.Name).Add(revision).Add(Times.Open).Add(0);
        }
        if (batch.Made is { } made) _makers.Add(made).Add(version.Name).Add(revision);
        if (batch.DuplicateOf is { } other) LinkDuplicate(version.Name, other, revision);
    }

    public void Clear()
    {
        _openVersions.Clear();
        _openReferences.Clear();
    }

    private void Link(StatementLink link, long revision)
    {
        switch (link.Kind)
        {
            case JournalEntryKind.Correction: _corrections.Add(link.Statement).Add(revision).Add(link.Correction); break;
            case JournalEntryKind.ReportAttached: _attachments.Add(link.Statement).Add(revision); break;
            case JournalEntryKind.StatementErased: _erasures.Add(link.Statement).Add(revision); break;
            default: throw new System.Diagnostics.UnreachableException($"{link.Kind} links nothing to a statement.");
        }
    }

    private void Insert(StatementVersion version, NameIds names, long revision)
    {
        var columns = version.Columns;
        _openVersions.Begin(version.Name);
        _openVersions.Row(version.Name).Add(version.Revision).Add(revision).Add(Times.Open).Add(version.Name)
            .Add(names.Of(columns.Negotiation)).Add(names.Of(columns.Speaker))
            .Add((long)columns.ActKind).Add((long)columns.Attribution).Add((long)columns.Form).Add((long)columns.Release)
            .Add(columns.SaidFrom).Add(columns.SaidUntil)
            .Add(columns.Recorder).Add(names.ListOf(columns.Principals)).Add(names.ListOf(columns.Addressees)).Add(columns.Languages)
            .Add(columns.Outlets)
            .Add(version.Replaced).Add(version.Overlay).Add((long)version.Standing).Add(version.DuplicateOf);
    }

    /// <summary>Leads from a duplicate to the one kept and back; never current, so that no filter finds it.</summary>
    private void LinkDuplicate(string one, string other, long revision)
    {
        _references.Add(one).Add(other).Add(revision).Add(revision).Add(1);
        _references.Add(other).Add(one).Add(revision).Add(revision).Add(1);
    }
}
