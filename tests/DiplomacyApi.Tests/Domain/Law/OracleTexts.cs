using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>What a statement says of others, read plainly from its message.</summary>
internal static class OracleTexts
{
    private static readonly ConcurrentDictionary<string, EdtfDate> Dates = new();

    public static EdtfDate Read(string text) => Dates.GetOrAdd(text, EdtfDate.Parse);

    public static int Rank(Attribution attribution) => attribution switch
    {
        Attribution.OnRecord or Attribution.Readout => 4,
        Attribution.Counterpart => 3,
        Attribution.Anonymous => 2,
        Attribution.Media => 1,
        _ => 0,
    };

    public static bool IsWeak(Attribution attribution) => Rank(attribution) < Rank(Attribution.Counterpart);

    public static string PartyOf(Statement statement, string actor) =>
        statement.ResolvedParties.FirstOrDefault(resolved => resolved.Actor == actor)?.Party ?? actor;

    public static List<string> PartiesOf(Statement statement, IEnumerable<string> actors) =>
        actors.Select(actor => PartyOf(statement, actor)).Distinct().ToList();

    /// <summary>The demand that the statement makes anew; empty for every other.</summary>
    public static string MadeDemand(Statement statement) =>
        statement.ActCase == Statement.ActOneofCase.Demand && statement.Demand.Restates.Length == 0 && statement.Demand.Joins.Length == 0
            ? statement.Demand.Demand
            : "";

    /// <summary>The promise to do something that the statement makes again; empty for every other.</summary>
    public static string PromisedAgain(Statement statement) =>
        statement.Promise is { Kind: PromiseKind.ToDo } promise ? promise.Restates : "";

    public static string PhaseOf(Statement statement) => statement.Meeting?.Meeting ?? "";

    public static bool Opens(Statement statement) => MadeDemand(statement).Length > 0
        || statement.ActCase is Statement.ActOneofCase.Promise or Statement.ActOneofCase.Condition
            or Statement.ActOneofCase.Warning or Statement.ActOneofCase.Meeting;

    /// <summary>The demands, meetings and statements that the act is on; not the one it makes, nor the meeting it is a phase of.</summary>
    public static List<string> ActsOn(Statement statement)
    {
        IEnumerable<string> names = statement.ActCase switch
        {
            Statement.ActOneofCase.Demand => [statement.Demand.Restates, statement.Demand.Replaces, statement.Demand.Joins],
            Statement.ActOneofCase.Promise => [statement.Promise.Demand, statement.Promise.Restates],
            Statement.ActOneofCase.Response =>
                [.. statement.Response.Demands, statement.Response.Meeting, .. statement.Response.Positions.Select(one => one.Demand)],
            Statement.ActOneofCase.Assessment => [statement.Assessment.Demand, statement.Assessment.Promise],
            Statement.ActOneofCase.Fulfillment => [statement.Fulfillment.Subject],
            Statement.ActOneofCase.Withdrawal => [statement.Withdrawal.Subject],
            Statement.ActOneofCase.Condition => statement.Condition.Demands,
            Statement.ActOneofCase.Warning => statement.Warning.Demands,
            Statement.ActOneofCase.Remark => [statement.Remark.Subject],
            _ => [],
        };
        return names.Where(name => name.Length > 0 && name != MadeDemand(statement) && name != statement.Name).Distinct().ToList();
    }

    /// <summary>All that two statements can have in common.</summary>
    public static HashSet<string> Touches(Statement statement) =>
        [.. ActsOn(statement), .. new[] { MadeDemand(statement), PhaseOf(statement), statement.Name }.Where(name => name.Length > 0)];

    /// <summary>Writes every reference anew.</summary>
    public static void Rename(Statement statement, Func<string, string> rename)
    {
        statement.InReplyTo = rename(statement.InReplyTo);
        switch (statement.ActCase)
        {
            case Statement.ActOneofCase.Demand:
                statement.Demand.Restates = rename(statement.Demand.Restates);
                statement.Demand.Replaces = rename(statement.Demand.Replaces);
                statement.Demand.Joins = rename(statement.Demand.Joins);
                break;
            case Statement.ActOneofCase.Promise:
                statement.Promise.Demand = rename(statement.Promise.Demand);
                statement.Promise.Restates = rename(statement.Promise.Restates);
                break;
            case Statement.ActOneofCase.Response:
                RenameAll(statement.Response.Demands, rename);
                statement.Response.Meeting = rename(statement.Response.Meeting);
                foreach (var position in statement.Response.Positions) position.Demand = rename(position.Demand);
                break;
            case Statement.ActOneofCase.Assessment:
                statement.Assessment.Demand = rename(statement.Assessment.Demand);
                statement.Assessment.Promise = rename(statement.Assessment.Promise);
                break;
            case Statement.ActOneofCase.Fulfillment: statement.Fulfillment.Subject = rename(statement.Fulfillment.Subject); break;
            case Statement.ActOneofCase.Withdrawal: statement.Withdrawal.Subject = rename(statement.Withdrawal.Subject); break;
            case Statement.ActOneofCase.Condition: RenameAll(statement.Condition.Demands, rename); break;
            case Statement.ActOneofCase.Warning: RenameAll(statement.Warning.Demands, rename); break;
            case Statement.ActOneofCase.Meeting: statement.Meeting.Meeting = rename(statement.Meeting.Meeting); break;
            case Statement.ActOneofCase.Remark: statement.Remark.Subject = rename(statement.Remark.Subject); break;
            default: break;
        }
    }

    private static void RenameAll(Google.Protobuf.Collections.RepeatedField<string> names, Func<string, string> rename)
    {
        var renamed = names.Select(rename).Distinct().ToList();
        names.Clear();
        names.AddRange(renamed);
    }
}
