using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Names;
using DiplomacyApi.Storage.Reading;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Storage.Statements;

/// <summary>Which statements are meant: in SQL over their rows, and of a statement in hand. All that is set must hold.</summary>
public sealed class StatementCriteria
{
    private readonly StatementFilter _filter;
    private readonly long _saidFrom = long.MinValue;
    private readonly long _saidUntil = Times.Open;

    /// <summary>Those of a filter; null: all statements.</summary>
    public StatementCriteria(StatementFilter? filter)
    {
        _filter = filter ?? new StatementFilter();
        IsAll = _filter.CalculateSize() == 0;
        if (_filter.Said.Length == 0) return;
        (_saidFrom, _saidUntil) = Times.Range(_filter.Said);
    }

    /// <summary>Whether every statement is meant.</summary>
    public bool IsAll { get; }

    /// <summary>The bounds on when they were recorded, which the caller leads to revisions.</summary>
    internal Timestamp? RecordedFrom => _filter.RecordedFrom;

    internal Timestamp? RecordedBefore => _filter.RecordedBefore;

    /// <summary>Of the rows `s` of statements that are current at revision <paramref name="k"/>.</summary>
    internal void Where(SqlText sql, string k)
    {
        sql.And($"s.rev_from <= {k} AND s.rev_until > {k} AND s.revision <= {k}");
        if (_filter.Negotiation.Length > 0) sql.And($"s.negotiation = {NameId.OfNegotiation(sql.Value(_filter.Negotiation))}");
        if (_filter.Speaker.Length > 0) sql.And($"s.speaker = {NameId.OfActor(sql.Value(_filter.Speaker))}");
        if (_filter.ActKinds.Count > 0) sql.And($"s.act_kind IN ({SqlText.Numbers(_filter.ActKinds)})");
        if (_filter.Attributions.Count > 0) sql.And($"s.attribution IN ({SqlText.Numbers(_filter.Attributions)})");
        if (_filter.Form != Form.Unspecified) sql.And($"s.form = {(int)_filter.Form}");
        if (_filter.Releases.Count > 0) sql.And($"s.release IN ({SqlText.Numbers(_filter.Releases)})");
        if (_filter.Said.Length > 0) sql.And($"s.said_from < {sql.Value(_saidUntil)} AND s.said_until > {sql.Value(_saidFrom)}");
        if (_filter.Recorder.Length > 0) sql.And($"s.recorder = {sql.Value(_filter.Recorder)}");
        if (_filter.StandingOnly) sql.And(Stands(k));
        if (_filter.Principal.Length > 0) sql.And(NameId.IsIn("s.principals", NameId.OfActor(sql.Value(_filter.Principal))));
        if (_filter.Addressee.Length > 0) sql.And(NameId.IsIn("s.addressees", NameId.OfActor(sql.Value(_filter.Addressee))));
        Has(sql, "languages", StatementColumns.Folded(_filter.LanguageCode));
        Has(sql, "outlets", StatementColumns.Folded(_filter.Outlet));
        if (_filter.Subject.Length == 0) return;
        var subject = sql.Value(_filter.Subject);
        sql.And(
            $"(s.name = {subject} OR EXISTS (SELECT 1 FROM refs r WHERE r.subject = {subject} AND r.statement = s.name AND r.rev_from <= {k} AND r.rev_until > {k}))");
    }

    /// <summary>Of a statement as it stands, with all its reports.</summary>
    public bool Matches(Statement statement)
    {
        var columns = StatementColumns.Of(statement, []);
        return (_filter.Negotiation.Length == 0 || columns.Negotiation == _filter.Negotiation)
            && (_filter.Speaker.Length == 0 || columns.Speaker == _filter.Speaker)
            && (_filter.ActKinds.Count == 0 || _filter.ActKinds.Contains(columns.ActKind))
            && (_filter.Attributions.Count == 0 || _filter.Attributions.Contains(columns.Attribution))
            && (_filter.Form == Form.Unspecified || columns.Form == _filter.Form)
            && (_filter.Releases.Count == 0 || _filter.Releases.Contains(columns.Release))
            && (_filter.Said.Length == 0 || (columns.SaidFrom < _saidUntil && columns.SaidUntil > _saidFrom))
            && (_filter.Recorder.Length == 0 || columns.Recorder == _filter.Recorder)
            && (!_filter.StandingOnly || statement.Standing is not (StatementStanding.Annulled or StatementStanding.Duplicate))
            && (_filter.RecordedFrom is null || statement.RecordTime.CompareTo(_filter.RecordedFrom) >= 0)
            && (_filter.RecordedBefore is null || statement.RecordTime.CompareTo(_filter.RecordedBefore) < 0)
            && (_filter.Principal.Length == 0 || columns.Principals.Contains(_filter.Principal))
            && (_filter.Addressee.Length == 0 || columns.Addressees.Contains(_filter.Addressee))
            && Has(columns.Languages, StatementColumns.Folded(_filter.LanguageCode))
            && Has(columns.Outlets, StatementColumns.Folded(_filter.Outlet))
            && (_filter.Subject.Length == 0 || statement.Name == _filter.Subject || References.Of(statement).Contains(_filter.Subject));
    }

    /// <summary>A duplicate stands where the one kept is annulled; of two that are each other's, the first recorded does.</summary>
    private static string Stands(string k) =>
        $"""
        s.standing <> {(int)StatementStanding.Annulled} AND (s.standing <> {(int)StatementStanding.Duplicate} OR NOT EXISTS (
          SELECT 1 FROM statements kept WHERE kept.name = s.duplicate_of AND kept.rev_from <= {k} AND kept.rev_until > {k}
            AND kept.standing <> {(int)StatementStanding.Annulled} AND (kept.duplicate_of <> s.name OR kept.revision < s.revision)))
        """;

    private static void Has(SqlText sql, string column, string member)
    {
        if (member.Length > 0) sql.And($"instr(s.{column}, {sql.Value(StatementColumns.Member(member))}) > 0");
    }

    private static bool Has(string list, string member) =>
        member.Length == 0 || list.Contains(StatementColumns.Member(member), StringComparison.Ordinal);
}
