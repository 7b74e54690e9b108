using Diplomacy.V1;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>Random acts, each chosen by one number.</summary>
internal static class Acts
{
    private static readonly Disposition[] Dispositions =
    [
        Disposition.Rejected, Disposition.Undisclosed, Disposition.Accepted, Disposition.Countered, Disposition.Acknowledged,
        Disposition.Deferred, Disposition.NotAddressed,
    ];

    public static DemandAct Demand(string name, int choice)
    {
        var act = new DemandAct { Demand = name, Titles = { new LocalizedText { Text = name } } };
        for (var item = 0; item < choice % 3; item++) act.Items.Add(new DemandItem { Id = Item(item) });
        if (choice / 3 % 3 > 0) act.Targets.AddRange(World.Bodies.Skip(choice / 3 % 3 - 1).Take(2));
        act.Force = (choice / 9 % 5) switch { 4 => Force.Appeal, 3 => Force.Ultimatum, _ => Force.Unspecified };
        act.RequiredForm = choice / 45 % 3 < 2 ? RequiredForm.Written : RequiredForm.Unspecified;
        act.ItemByItem = choice / 135 % 3 == 2;
        act.InOwnName = choice / 405 % 4 == 3;
        if (choice / 1620 % 2 == 1) act.Due = new PartialDate { Text = "2022-01-09" };
        return act;
    }

    public static DemandAct Restatement(string demand, int choice)
    {
        var act = new DemandAct { Restates = demand };
        if (choice % 2 == 1) act.Items.Add(new DemandItem { Id = Item(choice / 2 % 3) });
        if (choice / 6 % 3 == 2) act.Targets.Add(World.Bodies[choice / 18 % 3]);
        act.Force = (Force)(choice / 54 % 4);
        act.RequiredForm = (RequiredForm)(choice / 216 % 3);
        act.ItemByItem = choice / 648 % 2 == 1;
        if (choice / 1296 % 2 == 1) act.Due = new PartialDate { Text = "2022-01-05" };
        return act;
    }

    public static PromiseAct Promise(string demand, int choice)
    {
        var act = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = demand };
        if (choice % 4 == 3) act.Items.Add(Item(choice / 4 % 2));
        if (choice / 8 % 2 == 1) act.Due = new PartialDate { Text = $"2022-01-{1 + choice / 16 % 12:00}" };
        return act;
    }

    public static PromiseAct Deed(string demand, int choice) => new()
    {
        Kind = PromiseKind.ToDo,
        Demand = demand,
        Titles = { new LocalizedText { Text = "will do" } },
        Due = choice / 8 % 2 == 1 ? new PartialDate { Text = $"2022-01-{1 + choice / 16 % 12:00}" } : null,
    };

    public static ResponseAct Response(string demand, int choice, string other)
    {
        var act = new ResponseAct { Demands = { demand }, Position = Dispositions[choice % 7] };
        if (choice / 7 % 6 == 5 && other.Length > 0 && other != demand) act.Demands.Add(other);
        return act;
    }

    public static ResponseAct ResponseByItem(string demand, int choice)
    {
        var act = new ResponseAct { Demands = { demand }, Complete = choice % 2 == 1 };
        act.Positions.Add(new ItemPosition { Item = Item(choice / 2 % 2), Position = Dispositions[choice / 4 % 7] });
        if (choice / 28 % 3 == 2) act.Position = Dispositions[choice / 84 % 7];
        if (choice / 28 % 3 == 1) act.Positions.Clear();
        if (choice / 28 % 3 == 1) act.Complete = true;
        return act;
    }

    public static ResponseAct Reply(string meeting, int choice) => new() { Meeting = meeting, Position = Dispositions[choice % 7] };

    public static AssessmentAct Assessment(string demand, int choice)
    {
        var act = new AssessmentAct { Demand = demand, Verdict = choice % 2 == 0 ? Verdict.Insufficient : Verdict.Satisfied };
        if (choice / 2 % 4 == 3) act.Items.Add(Item(choice / 8 % 2));
        if (choice / 64 % 3 == 2) act.Debtors.Add(World.Sides[choice / 192 % 3][1]);
        return act;
    }

    public static AssessmentAct AssessmentOfDeed(string promise, int choice) =>
        new() { Promise = promise, Verdict = choice % 2 == 0 ? Verdict.Insufficient : Verdict.Satisfied };

    public static ConditionAct Condition(string demand, int choice)
    {
        var act = new ConditionAct { Until = (ConditionUntil)(choice % 3) };
        if (choice / 3 % 5 < 4) act.Demands.Add(demand);
        return act;
    }

    public static MeetingAct Meeting(string meeting, long revision, int choice)
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
        return act;
    }

    private static string Item(int number) => ((char)('a' + number)).ToString();
}
