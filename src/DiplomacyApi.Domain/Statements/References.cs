using Diplomacy.V1;

namespace DiplomacyApi.Domain.Statements;

/// <summary>Which demands, meetings and statements a statement makes or acts on.</summary>
public static class References
{
    /// <summary>
    /// The names that <paramref name="statement"/> refers to: the demand or meeting it makes, what it restates, joins, replaces, answers,
    /// judges, fulfils, withdraws, waits for, remarks on and replies to. Each once, never its own name.
    /// </summary>
    public static IReadOnlyCollection<string> Of(Statement statement)
    {
        var names = new List<string>();
        foreach (var name in ActedOn(statement)) Add(name);
        Add(Makes(statement) ?? "");
        Add(statement.InReplyTo);
        // Most name one thing or none, for which a set would cost more than all the rest.
        return names.Count < 2 ? names : names.ToHashSet(StringComparer.Ordinal);

        void Add(string name)
        {
            if (name.Length > 0 && name != statement.Name) names.Add(name);
        }
    }

    /// <summary>
    /// The demand or meeting that the statement makes by its id, or null. A restatement makes none, and neither does joining another's
    /// demand. Each phase of a meeting may be the one that opens it, so each makes it.
    /// </summary>
    public static string? Makes(Statement statement) => statement.ActCase switch
    {
        Statement.ActOneofCase.Demand when MakesDemand(statement.Demand) && statement.Demand.Demand.Length > 0 => statement.Demand.Demand,
        Statement.ActOneofCase.Meeting when statement.Meeting.Meeting.Length > 0 => statement.Meeting.Meeting,
        _ => null,
    };

    /// <summary>
    /// The demand, meeting or promise to do something that the statement opens, or may open; null where it opens nothing that can be owed.
    /// </summary>
    public static string? Opens(Statement statement) => statement switch
    {
        { Promise: { Kind: PromiseKind.ToDo, Restates.Length: 0 } } => statement.Name,
        _ => Makes(statement),
    };

    /// <summary>Whether the act makes a demand of its own, and neither restates nor joins one.</summary>
    public static bool MakesDemand(DemandAct act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return act.Restates.Length == 0 && act.Joins.Length == 0;
    }

    /// <summary>What the act itself is about, without what it makes and without what it replies to. May hold empty names.</summary>
    internal static IEnumerable<string> ActedOn(Statement statement) => statement.ActCase switch
    {
        Statement.ActOneofCase.Demand => [statement.Demand.Restates, statement.Demand.Joins, statement.Demand.Replaces],
        Statement.ActOneofCase.Promise => [statement.Promise.Demand, statement.Promise.Restates],
        Statement.ActOneofCase.Response =>
            [.. statement.Response.Demands, .. statement.Response.Positions.Select(position => position.Demand),
                statement.Response.Meeting],
        Statement.ActOneofCase.Assessment => [statement.Assessment.Demand, statement.Assessment.Promise],
        Statement.ActOneofCase.Fulfillment => [statement.Fulfillment.Subject],
        Statement.ActOneofCase.Withdrawal => [statement.Withdrawal.Subject],
        Statement.ActOneofCase.Condition => statement.Condition.Demands,
        Statement.ActOneofCase.Warning => statement.Warning.Demands,
        Statement.ActOneofCase.Meeting or Statement.ActOneofCase.NegotiationStep or Statement.ActOneofCase.None => [],
        Statement.ActOneofCase.Remark => [statement.Remark.Subject],
        _ => throw new System.Diagnostics.UnreachableException($"The act {statement.ActCase} has no references."),
    };

    /// <summary>The names without which the act has no effect: if none of them is there. May be empty.</summary>
    internal static IEnumerable<string> RequiredSubjects(Statement statement) => statement.ActCase switch
    {
        Statement.ActOneofCase.Demand when !MakesDemand(statement.Demand) =>
            [statement.Demand.Restates.Length > 0 ? statement.Demand.Restates : statement.Demand.Joins],
        // A demand replaces, a warning warns, and what was promised is to be done, whether or not what they name is there.
        Statement.ActOneofCase.Demand or Statement.ActOneofCase.Warning => [],
        Statement.ActOneofCase.Promise when statement.Promise.Kind != PromiseKind.ToAnswer =>
            statement.Promise.Restates.Length > 0 ? [statement.Promise.Restates] : [],
        Statement.ActOneofCase.Remark when statement.Remark.Stance == Stance.Unspecified => [],
        _ => ActedOn(statement).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal),
    };

    /// <summary>The same statement with every reference put through <paramref name="canonical"/>; itself where nothing changes.</summary>
    internal static Statement WithCanonicalNames(Statement statement, Func<string, string> canonical)
    {
        if (Of(statement).All(name => canonical(name) == name)) return statement;
        var renamed = statement.Clone();
        renamed.InReplyTo = canonical(renamed.InReplyTo);
        switch (renamed.ActCase)
        {
            case Statement.ActOneofCase.Demand:
                renamed.Demand.Demand = canonical(renamed.Demand.Demand);
                renamed.Demand.Restates = canonical(renamed.Demand.Restates);
                renamed.Demand.Joins = canonical(renamed.Demand.Joins);
                renamed.Demand.Replaces = canonical(renamed.Demand.Replaces);
                break;
            case Statement.ActOneofCase.Promise:
                renamed.Promise.Demand = canonical(renamed.Promise.Demand);
                renamed.Promise.Restates = canonical(renamed.Promise.Restates);
                break;
            case Statement.ActOneofCase.Response:
                Rename(renamed.Response.Demands, canonical);
                renamed.Response.Meeting = canonical(renamed.Response.Meeting);
                foreach (var position in renamed.Response.Positions) position.Demand = canonical(position.Demand);
                break;
            case Statement.ActOneofCase.Assessment:
                renamed.Assessment.Demand = canonical(renamed.Assessment.Demand);
                renamed.Assessment.Promise = canonical(renamed.Assessment.Promise);
                break;
            case Statement.ActOneofCase.Fulfillment:
                renamed.Fulfillment.Subject = canonical(renamed.Fulfillment.Subject);
                break;
            case Statement.ActOneofCase.Withdrawal:
                renamed.Withdrawal.Subject = canonical(renamed.Withdrawal.Subject);
                break;
            case Statement.ActOneofCase.Condition:
                Rename(renamed.Condition.Demands, canonical);
                break;
            case Statement.ActOneofCase.Warning:
                Rename(renamed.Warning.Demands, canonical);
                break;
            case Statement.ActOneofCase.Meeting:
                renamed.Meeting.Meeting = canonical(renamed.Meeting.Meeting);
                break;
            case Statement.ActOneofCase.Remark:
                renamed.Remark.Subject = canonical(renamed.Remark.Subject);
                break;
        }
        return renamed;
    }

    private static void Rename(Google.Protobuf.Collections.RepeatedField<string> names, Func<string, string> canonical)
    {
        var distinct = names.Select(canonical).Distinct(StringComparer.Ordinal).ToList();
        names.Clear();
        names.AddRange(distinct);
    }
}
