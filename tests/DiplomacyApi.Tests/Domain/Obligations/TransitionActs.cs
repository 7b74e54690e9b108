using Diplomacy.V1;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Domain.Obligations;

/// <summary>The acts that head the columns of the table. Bravo asks, invites and is promised to; Alfa owes.</summary>
internal static class TransitionActs
{
    private const string Demand = "demands/d";
    private const string Meeting = "meetings/m";
    private const string Deed = "statements/s1";

    /// <summary>The due that a demand asks, and those that a promise and MORE_TIME name.</summary>
    private const string DueAsked = "2022-01-20";
    public const string DuePromised = "2022-01-25";
    public const string DueMoved = "2022-01-30";

    /// <summary>What opens the obligation of a table.</summary>
    public static Statement Open(string table)
    {
        var statement = By(table == "performance" ? World.Alfa : World.Bravo, 1);
        if (table == "performance")
            statement.Promise = new PromiseAct { Kind = PromiseKind.ToDo, Due = new PartialDate { Text = DueAsked } };
        else if (table == "reply") statement.Meeting = Phase(MeetingPhase.Proposed);
        else statement.Demand = new DemandAct
        {
            Demand = Demand,
            RequiredForm = table == "written" ? RequiredForm.Written : RequiredForm.Any,
            Due = new PartialDate { Text = DueAsked },
        };
        return statement;
    }

    public static Statement Say(long revision, string table, string act)
    {
        var isCreditors = act is "SATISFIED" or "INSUFFICIENT" or "MORE_TIME" or "withdrawn" or "replaced" or "scheduled" or "held"
            or "cancelled" or "postponed"
            || (act == "taken back" && table == "reply") || (act == "again" && table != "performance");
        var statement = By(isCreditors ? World.Bravo : World.Alfa, revision);
        statement.Form = act is "spoken" or "fulfilled" or "in part" ? Form.Spoken : Form.Written;
        statement.Release = act == "leaked" ? Release.Leaked : Release.Public;
        switch (act)
        {
            case "acknowledged": statement.Response = Response(table, Disposition.Acknowledged); break;
            case "deferred": statement.Response = Response(table, Disposition.Deferred); break;
            case "spoken" or "leaked" or "delivery" or "QUALIFIED" or "NOTED": statement.Response = Response(table, Position(act)); break;
            case "undisclosed": statement.Response = Response(table, Disposition.Undisclosed); break;
            case "promise":
                statement.Promise = new PromiseAct
                {
                    Kind = PromiseKind.ToAnswer,
                    Demand = Demand,
                    Due = new PartialDate { Text = DuePromised },
                }; break;
            case "again" when table == "performance":
                statement.Promise = new PromiseAct
                {
                    Kind = PromiseKind.ToDo,
                    Restates = Deed,
                    Due = new PartialDate { Text = DuePromised },
                };
                break;
            case "again": statement.Demand = new DemandAct { Restates = Demand, Again = true }; break;
            case "SATISFIED": statement.Assessment = Assessment(table, Verdict.Satisfied); break;
            case "INSUFFICIENT": statement.Assessment = Assessment(table, Verdict.Insufficient); break;
            case "MORE_TIME":
                statement.Assessment = Assessment(table, Verdict.MoreTime);
                statement.Assessment.Due = new PartialDate { Text = DueMoved };
                break;
            case "fulfilled" or "in part":
                statement.Fulfillment = new FulfillmentAct
                {
                    Subject = table == "performance" ? Deed : Demand,
                    Complete = act == "fulfilled",
                };
                break;
            case "withdrawn": statement.Withdrawal = new WithdrawalAct { Subject = Demand }; break;
            case "taken back": statement.Withdrawal = new WithdrawalAct { Subject = table == "reply" ? Meeting : Deed }; break;
            case "replaced": statement.Demand = new DemandAct { Demand = "demands/new", Replaces = Demand }; break;
            case "scheduled": statement.Meeting = Phase(MeetingPhase.Scheduled); break;
            case "held": statement.Meeting = Phase(MeetingPhase.Held); break;
            case "cancelled": statement.Meeting = Phase(MeetingPhase.Cancelled); break;
            case "postponed": statement.Meeting = Phase(MeetingPhase.Postponed); break;
            default: throw new ArgumentOutOfRangeException(nameof(act), act, "no such act");
        }
        return statement;
    }

    /// <summary>The position that an act sets.</summary>
    public static Disposition Position(string act) => act switch
    {
        "QUALIFIED" => Disposition.Qualified,
        "NOTED" => Disposition.Noted,
        "fulfilled" or "scheduled" or "held" => Disposition.Accepted,
        _ => Disposition.Rejected,
    };

    private static Statement By(string speaker, long revision)
    {
        var statement = World.Say(revision, World.Start.AddDays(revision), speaker, $"2022-01-{revision:00}");
        statement.Addressees.Add(speaker == World.Bravo ? World.Alfa : World.Bravo);
        return statement;
    }

    private static ResponseAct Response(string table, Disposition position) => table == "reply"
        ? new ResponseAct { Meeting = Meeting, Position = position }
        : new ResponseAct { Demands = { Demand }, Position = position };

    private static AssessmentAct Assessment(string table, Verdict verdict) => table == "performance"
        ? new AssessmentAct { Promise = Deed, Verdict = verdict }
        : new AssessmentAct { Demand = Demand, Verdict = verdict };

    private static MeetingAct Phase(MeetingPhase phase)
    {
        var act = new MeetingAct { Meeting = Meeting, Phase = phase };
        if (phase == MeetingPhase.Proposed) act.Invitees.Add(World.Alfa);
        return act;
    }
}
