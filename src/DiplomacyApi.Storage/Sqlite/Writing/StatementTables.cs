using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>Writes the rows of a statement's versions, of the entries about it, and of what it refers to and makes.</summary>
internal sealed class StatementTables(RawStatements statements)
{
    private const string InsertText =
        """
        INSERT INTO statements (revision, rev_from, rev_until, name, negotiation, speaker, act_kind, attribution, form, release,
          said_from, said_until, recorder, principals, addressees, languages, outlets, replaced, overlay, standing, duplicate_of)
        VALUES (?1, ?2, 9223372036854775807, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
        """;

    private readonly RawStatement _insert = statements.Of(InsertText);
    private readonly RawStatement _close =
        statements.Of("UPDATE statements SET rev_until = ?1 WHERE name = ?2 AND rev_until = 9223372036854775807");
    private readonly RawStatement _refer =
        statements.Of("INSERT INTO refs (subject, statement, rev_from, rev_until, duplicate) VALUES (?1, ?2, ?3, ?4, ?5)");
    private readonly RawStatement _endReference = statements.Of(
        "UPDATE refs SET rev_until = ?1 WHERE subject = ?2 AND statement = ?3 AND rev_until = 9223372036854775807");

    private readonly RawStatement _make =
        statements.Of("INSERT INTO makers (made, statement, revision) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
    private readonly RawStatement _correct = statements.Of("INSERT INTO corrections (statement, revision, name) VALUES (?1, ?2, ?3)");
    private readonly RawStatement _attach = statements.Of("INSERT INTO attachments (statement, revision) VALUES (?1, ?2)");
    private readonly RawStatement _erase = statements.Of("INSERT INTO erasures (statement, revision) VALUES (?1, ?2)");

    private readonly RawStatement _move = statements.Of("INSERT INTO moved (subject, revision) VALUES (?1, ?2)");

    public void Write(ProjectionBatch batch, long revision)
    {
        if (batch.Link is { } link) Link(link, revision);
        foreach (var subject in batch.Moved) _move.Bind().Add(subject).Add(revision).Execute();
        if (batch.Statement is not { } version) return;
        if (!version.IsFirst) _close.Bind().Add(revision).Add(version.Name).Execute();
        Insert(version, batch.Names, revision);
        foreach (var subject in batch.ReferencesEnded) _endReference.Bind().Add(revision).Add(subject).Add(version.Name).Execute();
        foreach (var subject in batch.ReferencesBegun)
            _refer.Bind().Add(subject).Add(version.Name).Add(revision).Add(Times.Open).Add(0).Execute();
        if (batch.Made is { } made) _make.Bind().Add(made).Add(version.Name).Add(revision).Execute();
        if (batch.DuplicateOf is { } other) LinkDuplicate(version.Name, other, revision);
    }

    private void Link(StatementLink link, long revision)
    {
        switch (link.Kind)
        {
            case JournalEntryKind.Correction: _correct.Bind().Add(link.Statement).Add(revision).Add(link.Correction).Execute(); break;
            case JournalEntryKind.ReportAttached: _attach.Bind().Add(link.Statement).Add(revision).Execute(); break;
            case JournalEntryKind.StatementErased: _erase.Bind().Add(link.Statement).Add(revision).Execute(); break;
            default: throw new System.Diagnostics.UnreachableException($"{link.Kind} links nothing to a statement.");
        }
    }

    private void Insert(StatementVersion version, NameIds names, long revision)
    {
        var columns = version.Columns;
        _insert.Bind().Add(version.Revision).Add(revision).Add(version.Name)
            .Add(names.Of(columns.Negotiation)).Add(names.Of(columns.Speaker)).Add((long)columns.ActKind).Add((long)columns.Attribution)
            .Add((long)columns.Form).Add((long)columns.Release).Add(columns.SaidFrom).Add(columns.SaidUntil)
            .Add(columns.Recorder).Add(names.ListOf(columns.Principals)).Add(names.ListOf(columns.Addressees)).Add(columns.Languages)
            .Add(columns.Outlets)
            .Add(version.Replaced).Add(version.Overlay).Add((long)version.Standing).Add(version.DuplicateOf).Execute();
    }

    /// <summary>Leads from a duplicate to the one kept and back; never current, so that no filter finds it.</summary>
    private void LinkDuplicate(string one, string other, long revision)
    {
        _refer.Bind().Add(one).Add(other).Add(revision).Add(revision).Add(1).Execute();
        _refer.Bind().Add(other).Add(one).Add(revision).Add(revision).Add(1).Execute();
    }
}
