using Diplomacy.V1;

namespace DiplomacyApi.Domain.Recording;

/// <summary>Checks what the fields of one act must say together.</summary>
internal static class ActAgreement
{
    public static void Check(Statement statement, string path, List<FieldViolation> violations)
    {
        switch (statement.ActCase)
        {
            case Statement.ActOneofCase.None:
                violations.Add(new($"{path}.act", ErrorReason.ActMissing, "A statement carries one act; set demand, promise, response, remark or another."));
                break;
            case Statement.ActOneofCase.Demand: Demand(statement, $"{path}.demand", violations); break;
            case Statement.ActOneofCase.Promise: Promise(statement.Promise, $"{path}.promise", violations); break;
            case Statement.ActOneofCase.Response: Response(statement, path, violations); break;
            case Statement.ActOneofCase.Assessment: Assessment(statement.Assessment, $"{path}.assessment", violations); break;
            case Statement.ActOneofCase.Fulfillment:
                if (statement.Fulfillment.Items.Count > 0 && !Names.IsIn(statement.Fulfillment.Subject, "demands"))
                    violations.Add(new($"{path}.fulfillment.items", ErrorReason.InvalidValue, "Only a demand has items; leave them out."));
                break;
            case Statement.ActOneofCase.Condition:
            case Statement.ActOneofCase.NegotiationStep:
                if (statement.Negotiation.Length == 0 && statement.Condition is null or { Demands.Count: 0 })
                    violations.Add(new($"{path}.negotiation", ErrorReason.Required, "Name the negotiation that it is about."));
                break;
            case Statement.ActOneofCase.Remark:
                if (statement.Remark.Stance != Stance.Unspecified && statement.Remark.Subject.Length == 0)
                    violations.Add(new($"{path}.remark.subject", ErrorReason.Required, "Name the statement that is confirmed or denied."));
                break;
        }
    }

    private static void Demand(Statement statement, string path, List<FieldViolation> violations)
    {
        var act = statement.Demand;
        if (act.Again && act.Restates.Length == 0)
            violations.Add(new($"{path}.again", ErrorReason.InvalidValue, "What is asked again is an earlier demand; name it in restates."));
        if (act.Joins.Length > 0)
        {
            Joining(act, path, violations);
        }
        else if (act.Restates.Length > 0)
        {
            if (act.Demand.Length > 0) violations.Add(new($"{path}.demand", ErrorReason.InvalidValue, "A restatement makes no demand of its own; leave it empty."));
            if (act.Replaces.Length > 0) violations.Add(new($"{path}.replaces", ErrorReason.InvalidValue, "A demand restates another or replaces it, not both."));
            if (act.InOwnName) violations.Add(new($"{path}.in_own_name", ErrorReason.InvalidValue, "A restatement cannot ask for answers in own name; replace the demand instead."));
        }
        else
        {
            if (act.Titles.Count == 0) violations.Add(new($"{path}.titles", ErrorReason.Required, "Say what it is called."));
            if (act.Targets.Count == 0 && statement.Addressees.Count == 0)
                violations.Add(new($"{path}.targets", ErrorReason.Required, "Say of whom it is demanded: targets, or the statement's addressees."));
            if (act.Demand.Length > 0 && act.Demand == act.Replaces)
                violations.Add(new($"{path}.replaces", ErrorReason.InvalidValue, "A demand cannot replace itself; give the new one another id."));
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < act.Items.Count; index++)
            if (act.Items[index].Id.Length > 0 && !ids.Add(act.Items[index].Id))
                violations.Add(new($"{path}.items[{index}].id", ErrorReason.InvalidValue, "Two items have this id; give each its own."));
        var targets = act.Targets.Count > 0 ? act.Targets.Count : statement.Addressees.Count;
        if (Math.Max(1, act.Items.Count) * Math.Max(1, targets) > Limits.ObligationsPerDemandMax)
            violations.Add(new($"{path}.items", ErrorReason.TooLarge, $"Items × targets is at most {Figures.Of(Limits.ObligationsPerDemandMax)}; make several demands of it."));
    }

    /// <summary>Who joins a demand supports what it asks, and asks for nothing more.</summary>
    private static void Joining(DemandAct act, string path, List<FieldViolation> violations)
    {
        var more = act.Demand.Length > 0 ? "demand"
            : act.Restates.Length > 0 ? "restates"
            : act.Replaces.Length > 0 ? "replaces"
            : act.Titles.Count > 0 ? "titles"
            : act.Targets.Count > 0 ? "targets"
            : act.Force != Force.Unspecified ? "force"
            : act.RequiredForm != RequiredForm.Unspecified ? "required_form"
            : act.ItemByItem ? "item_by_item"
            : act.InOwnName ? "in_own_name"
            : act.Due is not null ? "due"
            : act.Items.Any(item => item.Titles.Count > 0) ? "items"
            : null;
        if (more is not null)
            violations.Add(new($"{path}.{more}", ErrorReason.InvalidValue, "Who joins a demand asks for nothing more: name items by their ids alone, and leave the rest out; or make a demand of its own."));
    }

    private static void Assessment(AssessmentAct act, string path, List<FieldViolation> violations)
    {
        if ((act.Demand.Length == 0) == (act.Promise.Length == 0))
            violations.Add(new($"{path}.demand", ErrorReason.InvalidValue, "Judge either a demand or a promise."));
        if (act.Verdict == Verdict.MoreTime && act.Due is null)
            violations.Add(new($"{path}.due", ErrorReason.Required, "Say until when more time is given."));
        if (act.Verdict != Verdict.MoreTime && act.Due is not null)
            violations.Add(new($"{path}.due", ErrorReason.InvalidValue, "Only MORE_TIME gives a due; leave it out."));
    }

    private static void Promise(PromiseAct act, string path, List<FieldViolation> violations)
    {
        if (act.Kind == PromiseKind.ToAnswer && act.Demand.Length == 0)
            violations.Add(new($"{path}.demand", ErrorReason.Required, "Name the demand that will be answered."));
        if (act.Restates.Length > 0 && act.Kind != PromiseKind.ToDo)
            violations.Add(new($"{path}.restates", ErrorReason.InvalidValue, "Only a promise to do something is said again; promise an answer anew."));
        if (act.Restates.Length > 0 && act.Demand.Length > 0)
            violations.Add(new($"{path}.demand", ErrorReason.InvalidValue, "A promise said again is about what it was about before; leave demand empty."));
        if (act.Kind == PromiseKind.ToDo && act.Titles.Count == 0 && act.Restates.Length == 0)
            violations.Add(new($"{path}.titles", ErrorReason.Required, "Say what will be done."));
        if (act.Kind == PromiseKind.ToDo && act.Items.Count > 0)
            violations.Add(new($"{path}.items", ErrorReason.InvalidValue, "A promise to do something covers no items; leave them out."));
    }

    private static void Response(Statement statement, string path, List<FieldViolation> violations)
    {
        var (act, at) = (statement.Response, $"{path}.response");
        if (statement.Form == Form.Unspecified)
            violations.Add(new($"{path}.form", ErrorReason.Required, "Say whether the answer was SPOKEN or WRITTEN."));
        if ((act.Demands.Count == 0) == (act.Meeting.Length == 0))
            violations.Add(new($"{at}.demands", act.Demands.Count == 0 ? ErrorReason.Required : ErrorReason.InvalidValue, "Answer either demands or the invitation to a meeting."));
        if (act.Position == Disposition.Unspecified && act.Positions.Count == 0 && !act.Complete)
            violations.Add(new($"{at}.position", ErrorReason.Required, "Say what the answer is: a position for all, positions on items, or complete."));
        if (act.Meeting.Length > 0 && act.Positions.Count > 0)
            violations.Add(new($"{at}.positions", ErrorReason.InvalidValue, "An invitation has no items; use position."));
        for (var index = 0; index < act.Positions.Count; index++)
        {
            var demand = act.Positions[index].Demand;
            if (demand.Length == 0 && act.Demands.Count > 1)
                violations.Add(new($"{at}.positions[{index}].demand", ErrorReason.Required, "The response names several demands; say of which this item is."));
            if (demand.Length > 0 && !act.Demands.Contains(demand))
                violations.Add(new($"{at}.positions[{index}].demand", ErrorReason.InvalidValue, "The response does not name this demand; add it to demands."));
        }
    }
}
