using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;
using Google.Protobuf.Collections;
using static DiplomacyApi.PowerShell.Engine.Messages.FieldValues;

namespace DiplomacyApi.PowerShell.Engine.Statements;

/// <summary>
/// Puts an act into a statement. One of the same kind that is there is changed where the draft gives something; another one is replaced.
/// </summary>
internal sealed class ActComposer(DatedActorResolver names, string? language)
{
    public Task ApplyAsync(Diplomacy.V1.Statement statement, ActDraft draft, CancellationToken token) => draft switch
    {
        DemandDraft demand => DemandAsync(statement, demand, token),
        PromiseDraft promise => Done(statement.Promise ??= new PromiseAct(), promise),
        ResponseDraft response => Done(statement.Response ??= new ResponseAct(), response),
        AssessmentDraft assessment => AssessmentAsync(statement.Assessment ??= new AssessmentAct(), assessment, token),
        FulfillmentDraft fulfillment => Done(statement.Fulfillment ??= new FulfillmentAct { Complete = true }, fulfillment),
        WithdrawalDraft withdrawal => Done(statement.Withdrawal ??= new WithdrawalAct(), withdrawal),
        ConditionDraft condition => Done(statement.Condition ??= new ConditionAct(), condition),
        WarningDraft warning => Done(statement, warning),
        MeetingDraft meeting => MeetingAsync(statement, meeting, token),
        NegotiationStepDraft step => Done(statement.NegotiationStep ??= new NegotiationStepAct(), step),
        RemarkDraft remark => Done(statement.Remark ??= new RemarkAct(), remark),
        _ => throw new System.Diagnostics.UnreachableException($"The act {draft.GetType().Name} cannot be recorded."),
    };

    private async Task DemandAsync(Diplomacy.V1.Statement statement, DemandDraft draft, CancellationToken token)
    {
        var isNew = statement.Demand is null;
        var act = statement.Demand ??= new DemandAct();
        if (draft.Id is not null) act.Demand = Name("demands", draft.Id);
        if (draft.Restates is not null) act.Restates = Name("demands", draft.Restates);
        if (draft.Replaces is not null) act.Replaces = Name("demands", draft.Replaces);
        if (draft.Joins is not null) act.Joins = Name("demands", draft.Joins);
        if (draft.Again is { } again) act.Again = again;
        if (draft.Force != Force.None) act.Force = MessageExtensions.From<Diplomacy.V1.Force>(draft.Force);
        if (draft.RequiredForm != RequiredForm.None)
            act.RequiredForm = MessageExtensions.From<Diplomacy.V1.RequiredForm>(draft.RequiredForm);
        if (draft.ItemByItem is { } itemByItem) act.ItemByItem = itemByItem;
        if (draft.InOwnName is { } inOwnName) act.InOwnName = inOwnName;
        if (draft.Due is not null) act.Due = DateOrNone(draft.Due);
        Set(act.Titles, draft.Title, language);
        if (isNew && act.Titles.Count == 0 && act.Restates.Length == 0 && act.Joins.Length == 0) act.Titles.Add(statement.Summaries);
        if (draft.Items is not null)
        {
            // An item that is named changes; one that is named and empty goes; the others stay.
            foreach (var item in draft.Items)
            {
                var known = act.Items.FirstOrDefault(one => one.Id == item.Id);
                if (known is not null && item.Title is null) act.Items.Remove(known);
                else if (known is not null) Set(known.Titles, item.Title, language);
                else act.Items.Add(ItemOf(item));
            }
        }
        await names.SetAsync(act.Targets, draft.Targets, token).ConfigureAwait(false);
    }

    private DemandItem ItemOf(ItemDraft draft)
    {
        var item = new DemandItem { Id = draft.Id };
        Set(item.Titles, draft.Title, language);
        return item;
    }

    private Task Done(PromiseAct act, PromiseDraft draft)
    {
        if (draft.Demand is not null) act.Demand = Name("demands", draft.Demand);
        if (draft.Items is not null) Replace(act.Items, draft.Items);
        if (draft.Due is not null) act.Due = DateOrNone(draft.Due);
        if (draft.Restates is not null) act.Restates = Name("statements", draft.Restates);
        Set(act.Titles, draft.ToDo, language);
        act.Kind = act.Titles.Count > 0 || act.Restates.Length > 0 ? Diplomacy.V1.PromiseKind.ToDo : Diplomacy.V1.PromiseKind.ToAnswer;
        return Task.CompletedTask;
    }

    private Task Done(ResponseAct act, ResponseDraft draft)
    {
        if (draft.Demands is not null) Replace(act.Demands, draft.Demands.Select(demand => Name("demands", demand)));
        if (draft.Meeting is not null) act.Meeting = Name("meetings", draft.Meeting);
        if (draft.Position != Disposition.None) act.Position = MessageExtensions.From<Diplomacy.V1.Disposition>(draft.Position);
        if (draft.Complete is { } complete) act.Complete = complete;
        foreach (var item in draft.Items ?? [])
        {
            // A response that names one demand need not name it again.
            var demand = item.Demand is null ? "" : Name("demands", item.Demand);
            var position = act.Positions.FirstOrDefault(one => one.Item == item.Item && (demand.Length == 0 || one.Demand == demand));
            if (position is null) act.Positions.Add(position = new ItemPosition { Demand = demand, Item = item.Item });
            position.Position = MessageExtensions.From<Diplomacy.V1.Disposition>(item.Position);
            Set(position.Texts, item.Text, language);
            if (item.Position == Disposition.None) act.Positions.Remove(position);
        }
        return Task.CompletedTask;
    }

    private async Task AssessmentAsync(AssessmentAct act, AssessmentDraft draft, CancellationToken token)
    {
        if (draft.Demand is not null) act.Demand = Name("demands", draft.Demand);
        if (draft.Promise is not null) act.Promise = Name("statements", draft.Promise);
        if (draft.Items is not null) Replace(act.Items, draft.Items);
        if (draft.Due is not null) act.Due = DateOrNone(draft.Due);
        if (draft.Verdict != Verdict.None) act.Verdict = MessageExtensions.From<Diplomacy.V1.Verdict>(draft.Verdict);
        await names.SetAsync(act.Debtors, draft.Debtors, token).ConfigureAwait(false);
    }

    private static Task Done(FulfillmentAct act, FulfillmentDraft draft)
    {
        if (draft.Subject is not null) act.Subject = Name("statements", draft.Subject);
        if (draft.Demand is not null) act.Subject = Name("demands", draft.Demand);
        if (draft.Items is not null) Replace(act.Items, draft.Items);
        if (draft.InPart is { } inPart) act.Complete = !inPart;
        return Task.CompletedTask;
    }

    private static Task Done(WithdrawalAct act, WithdrawalDraft draft)
    {
        if (draft.Demand is not null) act.Subject = Name("demands", draft.Demand);
        else if (draft.Meeting is not null) act.Subject = Name("meetings", draft.Meeting);
        else if (draft.Statement is not null) act.Subject = Name("statements", draft.Statement);
        return Task.CompletedTask;
    }

    private Task Done(ConditionAct act, ConditionDraft draft)
    {
        if (draft.Demands is not null) Replace(act.Demands, draft.Demands.Select(demand => Name("demands", demand)));
        if (draft.Until != ConditionUntil.None) act.Until = MessageExtensions.From<Diplomacy.V1.ConditionUntil>(draft.Until);
        Set(act.Titles, draft.Title, language);
        return Task.CompletedTask;
    }

    private Task Done(Diplomacy.V1.Statement statement, WarningDraft draft)
    {
        var isNew = statement.Warning is null;
        var act = statement.Warning ??= new WarningAct();
        Set(act.Consequences, draft.Consequence, language);
        if (isNew && act.Consequences.Count == 0) act.Consequences.Add(statement.Summaries);
        if (draft.Demands is not null) Replace(act.Demands, draft.Demands.Select(demand => Name("demands", demand)));
        Set(act.Conditions, draft.DependsOn, language);
        if (draft.Hedged is { } hedged) act.Hedged = hedged;
        return Task.CompletedTask;
    }

    private async Task MeetingAsync(Diplomacy.V1.Statement statement, MeetingDraft draft, CancellationToken token)
    {
        var isNew = statement.Meeting is null;
        var act = statement.Meeting ??= new MeetingAct();
        if (draft.Id is not null) act.Meeting = Name("meetings", draft.Id);
        if (draft.Phase != MeetingPhase.None) act.Phase = MessageExtensions.From<Diplomacy.V1.MeetingPhase>(draft.Phase);
        Set(act.Titles, draft.Title, language);
        if (isNew && act.Titles.Count == 0 && (act.Meeting.Length == 0 || act.Phase == Diplomacy.V1.MeetingPhase.Proposed))
            act.Titles.Add(statement.Summaries);
        Set(act.Places, draft.Place, language);
        if (draft.Date is not null) act.Date = DateOrNone(draft.Date);
        Set(act.Agenda, draft.Agenda, language);
        await names.SetAsync(act.Invitees, draft.Invitees, token).ConfigureAwait(false);
        await names.SetAsync(act.Participants, draft.Participants, token).ConfigureAwait(false);
    }

    private static Task Done(NegotiationStepAct act, NegotiationStepDraft draft)
    {
        if (draft.Step != NegotiationStep.None) act.Step = MessageExtensions.From<Diplomacy.V1.NegotiationStep>(draft.Step);
        return Task.CompletedTask;
    }

    private static Task Done(RemarkAct act, RemarkDraft draft)
    {
        if (draft.Subject is not null) act.Subject = Name("statements", draft.Subject);
        if (draft.Stance != Stance.None) act.Stance = MessageExtensions.From<Diplomacy.V1.Stance>(draft.Stance);
        return Task.CompletedTask;
    }

    private static PartialDate? DateOrNone(string text) => text.Length == 0 ? null : Date(text);

    private static void Replace(RepeatedField<string> field, IEnumerable<string> values)
    {
        field.Clear();
        field.Add(values.Where(value => value.Length > 0));
    }
}
