using System.Text.Json;
using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Names;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>
/// Which segments are meant, in SQL over what is stored and in memory over what was folded for a lens. All that is set must hold.
/// </summary>
internal sealed record SegmentFilter(SegmentKind Kind)
{
    public static readonly ObligationState[] Owed = [ObligationState.Outstanding, ObligationState.Acknowledged, ObligationState.Promised];

    public string Debtor { get; init; } = "";
    public string Creditor { get; init; } = "";
    public string Negotiation { get; init; } = "";
    public string Demand { get; init; } = "";
    public string Subject { get; init; } = "";

    /// <summary>In one of these; empty: all.</summary>
    public IReadOnlyList<ObligationState> States { get; init; } = [];
    public IReadOnlyList<ObligationKind> ObligationKinds { get; init; } = [];
    public IReadOnlyList<DueState> DueStates { get; init; } = [];
    public IReadOnlyList<PromiseKind> PromiseKinds { get; init; } = [];

    /// <summary>One of these; empty: all.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>With a due that ends by then, asked or promised; of a demand, its own or one of what is owed on it.</summary>
    public long? DueBy { get; init; }

    /// <summary>Of a demand: of which nothing was said since then.</summary>
    public long? SilentSince { get; init; }

    /// <summary>Opened within these bounds, half-open.</summary>
    public (long From, long Until)? Since { get; init; }

    /// <summary>Owed, contested, or both; empty: all.</summary>
    public IReadOnlyList<ObligationState> Open { get; init; } = [];

    /// <summary>With an obligation of the same subject that passes.</summary>
    public SegmentFilter? WithObligation { get; init; }

    /// <summary>Owed where pending, contested where that; both where both are asked for.</summary>
    public static IReadOnlyList<ObligationState> OpenOf(bool pending, bool contested) =>
        [.. pending ? Owed : [], .. contested ? [ObligationState.Disputed] : (ObligationState[])[]];

    public void Where(SqlText sql, string table, SegmentPoint at)
    {
        sql.And($"{table}.kind = {(int)Kind}");
        sql.And(at.Holds(table));
        // Said in the words of the index on what is owed, so that it is used.
        if (Kind == SegmentKind.Obligation && Open.Count > 0) sql.And($"{table}.state IN (1, 2, 3, 6)");
        if (Debtor.Length > 0) sql.And($"{table}.debtor = {sql.Value(Debtor)}");
        if (Creditor.Length > 0) sql.And(NameId.IsIn($"{table}.creditors", NameId.OfActor(sql.Value(Creditor))));
        if (Negotiation.Length > 0) sql.And($"{table}.negotiation = {NameId.OfNegotiation(sql.Value(Negotiation))}");
        if (Demand.Length > 0) sql.And($"{table}.demand = {sql.Value(Demand)}");
        if (Subject.Length > 0) sql.And($"{table}.subject = {sql.Value(Subject)}");
        if (States.Count > 0) sql.And($"{table}.state IN ({SqlText.Numbers(States)})");
        if (Open.Count > 0) sql.And($"{table}.state IN ({SqlText.Numbers(Open)})");
        if (ObligationKinds.Count > 0) sql.And($"{table}.obligation_kind IN ({SqlText.Numbers(ObligationKinds)})");
        if (DueStates.Count > 0)
            sql.And($"""
                CASE WHEN {table}.state NOT IN (1, 2, 3) THEN 0
                  WHEN {at.T} > {table}.due_from AND {at.T} > {table}.due_until OR {at.T} > {table}.promised_from AND {at.T} > {table}.promised_until THEN 2
                  WHEN {at.T} > {table}.due_from OR {at.T} > {table}.promised_from THEN 1
                  ELSE 0 END IN ({SqlText.Numbers(DueStates)})
                """);
        if (PromiseKinds.Count > 0) sql.And($"{table}.obligation_kind IN ({SqlText.Numbers(PromiseKinds)})");
        if (Subjects.Count > 0)
            sql.And($"{table}.subject IN (SELECT value FROM json_each({sql.Value(JsonSerializer.Serialize(Subjects))}))");
        if (DueBy is { } dueBy)
        {
            var by = sql.Value(dueBy);
            sql.And(Kind == SegmentKind.Demand
                ? $"({table}.due_until <= {by} OR {at.AnyOf(table, "d", $"d.kind = 1 AND d.state IN (1, 2, 3) AND (d.due_until <= {by} OR d.promised_until <= {by})")})"
                : $"({table}.due_until <= {by} OR {table}.promised_until <= {by})");
        }
        if (SilentSince is { } silent)
            sql.And($"NOT {at.AnyOf(table, "a", $"a.kind = 5 AND a.since >= {sql.Value(silent)}")}");
        if (Since is { } since) sql.And($"{table}.since >= {sql.Value(since.From)} AND {table}.since < {sql.Value(since.Until)}");
        if (WithObligation is null) return;
        var inner = sql.Nested();
        WithObligation.Where(inner, "o", at);
        sql.And(at.AnyOf(table, "o", inner.Conditions));
    }

    /// <summary>The same of a row that holds at the as-of time.</summary>
    public bool Matches(SegmentRow row, SegmentColumns columns, DateTimeOffset asOf, Func<SegmentFilter, string, bool> any) =>
        row.Key.Kind == Kind
        && (Debtor.Length == 0 || row.Key.Debtor == Debtor)
        && (Creditor.Length == 0 || columns.Creditors.Contains(Creditor))
        && (Negotiation.Length == 0 || columns.Negotiation == Negotiation)
        && (Demand.Length == 0 || columns.Demand == Demand)
        && (Subject.Length == 0 || row.Subject == Subject)
        && (States.Count == 0 || States.Contains(columns.State))
        && (Open.Count == 0 || Open.Contains(columns.State))
        && (ObligationKinds.Count == 0 || ObligationKinds.Contains(columns.ObligationKind))
        && (PromiseKinds.Count == 0 || PromiseKinds.Contains((PromiseKind)columns.ObligationKind))
        && (Subjects.Count == 0 || Subjects.Contains(row.Subject))
        && (DueBy is not { } dueBy || EndsBy(columns.Due, dueBy) || EndsBy(columns.Promised, dueBy)
            || (Kind == SegmentKind.Demand && any(new SegmentFilter(SegmentKind.Obligation) { DueBy = dueBy, Open = Owed }, row.Subject)))
        && (SilentSince is not { } silent || !any(new SegmentFilter(SegmentKind.Activity) { Since = (silent, long.MaxValue) }, row.Subject))
        && (Since is not { } since || (columns.Since >= since.From && columns.Since < since.Until))
        && (DueStates.Count == 0 || DueStates.Contains(DueStateOf(columns, asOf)))
        && (WithObligation is null || any(WithObligation, row.Subject));

    private static bool EndsBy(PartialDate? due, long by) => Times.DueBounds(due) is { } bounds && bounds.Until <= by;

    private static DueState DueStateOf(SegmentColumns columns, DateTimeOffset asOf) => !Owed.Contains(columns.State)
        ? DueState.Unspecified
        : (DueState)Math.Max((int)AsOfCalculator.DueStateAt(columns.Due, asOf), (int)AsOfCalculator.DueStateAt(columns.Promised, asOf));
}
