using Diplomacy.V1;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>Whether an act no longer finds what it is about, among what is seen.</summary>
internal static class OracleLost
{
    public static bool IsLost(OracleView view, Said one)
    {
        var names = Needs(one.Statement).Select(name => one.Statement.Remark is null ? view.First(name) : name).ToList();
        return names.Count > 0 && !names.Exists(name => view.Folded.Exists(other => Is(other, name) && Counts(view, one, other)));
    }

    /// <summary>What comes to nothing without its subject, by name.</summary>
    private static List<string> Needs(Statement statement) => statement.ActCase switch
    {
        Statement.ActOneofCase.Demand => [.. new[] { statement.Demand.Restates, statement.Demand.Joins }.Where(name => name.Length > 0)],
        Statement.ActOneofCase.Promise => statement.Promise.Kind == PromiseKind.ToAnswer ? [statement.Promise.Demand]
            : [.. new[] { statement.Promise.Restates }.Where(name => name.Length > 0)],
        Statement.ActOneofCase.Remark => statement.Remark.Stance != Stance.Unspecified ? [statement.Remark.Subject] : [],
        Statement.ActOneofCase.Warning => [],
        _ => ActsOn(statement),
    };

    private static bool Is(Said other, string name) =>
        other.Name == name || MadeDemand(other.Statement) == name || PhaseOf(other.Statement) == name;

    private static bool Counts(OracleView view, Said one, Said other)
    {
        // That a statement is denied is what a remark says of it.
        if (one.Statement.ActCase == Statement.ActOneofCase.Remark) return true;
        if (view.Parties(other).Count == 0) return false;
        var isDeed = other.Statement.Promise?.Kind == PromiseKind.ToDo && PromisedAgain(other.Statement).Length == 0;
        return one.Statement.ActCase switch
        {
            Statement.ActOneofCase.Fulfillment => isDeed || other.Statement.Warning is not null || MadeDemand(other.Statement).Length > 0,
            Statement.ActOneofCase.Promise when PromisedAgain(one.Statement).Length > 0 => isDeed,
            Statement.ActOneofCase.Withdrawal => Opens(other.Statement),
            Statement.ActOneofCase.Assessment => isDeed || MadeDemand(other.Statement).Length > 0,
            _ => MadeDemand(other.Statement).Length > 0 || PhaseOf(other.Statement).Length > 0,
        };
    }
}
