using Diplomacy.V1;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>Random acts, each chosen by one number.</summary>
internal static class Acts
{
    private static readonly Disposition[] Dispositions =
    [
        Disposition.Rejected, Disposition.Undisclosed, Disposition.Accepted, Disposition.Countered, Disposition.Acknowledged,
        Disposition.Deferred, Disposition.NotAddressed, Disposition.Qualified, Disposition.Noted,
    ];

    /// <summary>None, a day, an instant in the afternoon or in another zone's night, several days, another day.</summary>
    private static readonly string[] Dues =
        ["", "2022-01-09", "2022-01-05T18:00Z", "2022-01-07T01:30:00+03:00", "2022-01-04/2022-01-08", "2022-01-06"];

    public static DemandAct Demand(string name, int choice, int due)
    {
        var act = new DemandAct { Demand = name, Titles = { new LocalizedText { Text = name } } };
        for (var item = 0; item < choice % 3; item++) act.Items.Add(new DemandItem { Id = Item(item) });
        if (choice / 3 % 3 > 0) act.Targets.AddRange(World.Bodies.Skip(choice / 3 % 3 - 1).Take(2));
        act.Force = (choice / 9 % 5) switch { 4 => Force.Appeal, 3 => Force.Ultimatum, _ => Force.Unspecified };
        act.RequiredForm = choice / 45 % 3 < 2 ? RequiredForm.Written : RequiredForm.Unspecified;
        act.ItemByItem = choice / 135 % 3 == 2;
        act.InOwnName = choice / 405 % 3 == 2;
        // Several are to answer for themselves; an author among them owes nothing.
        if (act.InOwnName && choice / 1215 % 2 == 1) act.Targets.AddRange(World.Bodies.Except(act.Targets));
        act.Due = Due(due);
        return act;
    }

    public static DemandAct Restatement(string demand, int choice, int due, bool isAgain)
    {
        var act = new DemandAct { Restates = demand, Again = isAgain };
        if (choice % 2 == 1) act.Items.Add(new DemandItem { Id = Item(choice / 2 % 3) });
        if (choice / 6 % 3 == 2) act.Targets.Add(World.Bodies[choice / 18 % 3]);
        act.Force = (Force)(choice / 54 % 4);
        act.RequiredForm = (RequiredForm)(choice / 216 % 3);
        act.ItemByItem = choice / 648 % 2 == 1;
        act.Due = Due(due);
        return act;
    }

    public static DemandAct Joining(string demand, int choice)
    {
        var act = new DemandAct { Joins = demand };
        if (choice % 3 == 2) act.Items.Add(new DemandItem { Id = Item(choice / 3 % 2) });
        return act;
    }

    public static PromiseAct Promise(string demand, int choice)
    {
        var act = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = demand };
        if (choice % 4 == 3) act.Items.Add(Item(choice / 4 % 2));
        if (choice / 8 % 2 == 1) act.Due = new PartialDate { Text = $"2022-01-{1 + choice / 16 % 12:00}" };
        return act;
    }

    public static PromiseAct DeedAgain(string promise, int choice) => new()
    {
        Kind = PromiseKind.ToDo,
        Restates = promise,
        Due = choice % 4 < 3 ? new PartialDate { Text = $"2022-01-{1 + choice / 4 % 12:00}" } : null,
    };

    public static PromiseAct Deed(string demand, int choice) => new()
    {
        Kind = PromiseKind.ToDo,
        Demand = demand,
        Titles = { new LocalizedText { Text = "will do" } },
        Due = choice / 8 % 2 == 1 ? new PartialDate { Text = $"2022-01-{1 + choice / 16 % 12:00}" } : null,
    };

    public static ResponseAct Response(string demand, int choice, string other)
    {
        var act = new ResponseAct { Demands = { demand }, Position = Dispositions[choice % 9] };
        if (choice / 9 % 6 == 5 && other.Length > 0 && other != demand) act.Demands.Add(other);
        return act;
    }

    public static ResponseAct ResponseByItem(string demand, int choice)
    {
        var act = new ResponseAct { Demands = { demand }, Complete = choice % 2 == 1 };
        act.Positions.Add(new ItemPosition { Item = Item(choice / 2 % 2), Position = Dispositions[choice / 4 % 9] });
        if (choice / 36 % 3 == 2) act.Position = Dispositions[choice / 108 % 9];
        if (choice / 36 % 3 == 1) act.Positions.Clear();
        if (choice / 36 % 3 == 1) act.Complete = true;
        return act;
    }

    public static ResponseAct Reply(string meeting, int choice) =>
        new() { Meeting = meeting, Position = choice % 3 == 0 ? Disposition.Rejected : Dispositions[choice / 3 % 9] };

    public static AssessmentAct Assessment(string demand, int choice, int due)
    {
        var act = new AssessmentAct { Demand = demand };
        Judge(act, choice, due);
        if (choice / 6 % 4 == 3) act.Items.Add(Item(choice / 24 % 2));
        if (choice / 48 % 3 == 2) act.Debtors.Add(World.Sides[choice / 144 % 3][1]);
        return act;
    }

    public static AssessmentAct AssessmentOfDeed(string promise, int choice, int due)
    {
        var act = new AssessmentAct { Promise = promise };
        Judge(act, choice, due);
        return act;
    }

    public static FulfillmentAct Fulfillment(string subject, int choice)
    {
        var act = new FulfillmentAct { Subject = subject, Complete = choice % 3 < 2 };
        if (subject.StartsWith("demands/", StringComparison.Ordinal) && choice / 3 % 3 == 2) act.Items.Add(Item(choice / 9 % 2));
        return act;
    }

    private static void Judge(AssessmentAct act, int choice, int due)
    {
        act.Verdict = (choice % 6) switch { 0 or 4 => Verdict.Insufficient, 5 => Verdict.MoreTime, _ => Verdict.Satisfied };
        if (act.Verdict == Verdict.MoreTime) act.Due = new PartialDate { Text = Dues[1 + due % (Dues.Length - 1)] };
    }

    public static ConditionAct Condition(string demand, int choice)
    {
        var act = new ConditionAct { Until = (ConditionUntil)(choice % 3) };
        if (choice / 3 % 5 < 4) act.Demands.Add(demand);
        return act;
    }

    public static MeetingAct Meeting(string meeting, long revision, int choice, int date)
    {
        var act = new MeetingAct { Meeting = meeting.Length > 0 ? meeting : $"meetings/m{revision}" };
        act.Phase = (choice / 4 % 8) switch
        {
            0 or 1 or 2 => MeetingPhase.Proposed,
            3 or 4 => MeetingPhase.Scheduled,
            5 => MeetingPhase.Held,
            6 => MeetingPhase.Cancelled,
            _ => MeetingPhase.Postponed,
        };
        act.Invitees.AddRange(World.Bodies.Skip(choice / 32 % 3).Take(1 + choice / 96 % 2));
        if (choice / 192 % 3 == 2) act.Participants.Add(World.Sides[choice / 576 % 3][1]);
        act.Date = Due(date);
        return act;
    }

    private static PartialDate? Due(int choice) =>
        choice % 8 < Dues.Length && Dues[choice % 8].Length > 0 ? new PartialDate { Text = Dues[choice % 8] } : null;

    private static string Item(int number) => ((char)('a' + number)).ToString();
}
