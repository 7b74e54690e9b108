using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Names;

namespace DiplomacyApi.Domain.Validation;

/// <summary>Checks what the fields of one act must say together.</summary>
internal static class ActCrossFieldRules
{
    public static void Check(Statement statement, string path, List<FieldViolation> violations)
    {
        switch (statement.ActCase)
        {
            case Statement.ActOneofCase.None:
                violations.Add(new($"{path}.act", ErrorReason.ActMissing,
                    "The act is missing; set one: demand, promise, response, remark or another."));
                break;
            case Statement.ActOneofCase.Demand: CheckDemand(statement, $"{path}.demand", violations); break;
            case Statement.ActOneofCase.Promise: CheckPromise(statement.Promise, $"{path}.promise", violations); break;
            case Statement.ActOneofCase.Response: CheckResponse(statement, path, violations); break;
            case Statement.ActOneofCase.Assessment: CheckAssessment(statement.Assessment, $"{path}.assessment", violations); break;
            case Statement.ActOneofCase.Fulfillment:
                if (statement.Fulfillment.Items.Count > 0 && !ResourceName.IsIn(statement.Fulfillment.Subject, Collections.Demands))
                    violations.Add(new($"{path}.fulfillment.items", ErrorReason.InvalidValue,
                        "Items are allowed only if the subject is a demand; leave them out."));
                break;
            case Statement.ActOneofCase.Condition:
            case Statement.ActOneofCase.NegotiationStep:
                if (statement.Negotiation.Length == 0 && statement.Condition is null or { Demands.Count: 0 })
                    violations.Add(new($"{path}.negotiation", ErrorReason.Required,
                        "A negotiation is required; name the one that it is about."));
                break;
            case Statement.ActOneofCase.Remark:
                if (statement.Remark.Stance != Stance.Unspecified && statement.Remark.Subject.Length == 0)
                    violations.Add(new($"{path}.remark.subject", ErrorReason.Required,
                        "A subject is required; name the statement that is confirmed or denied."));
                break;
        }
    }

    private static void CheckDemand(Statement statement, string path, List<FieldViolation> violations)
    {
        var act = statement.Demand;
        if (act.Again && act.Restates.Length == 0)
            violations.Add(new($"{path}.again", ErrorReason.InvalidValue,
                "Only an earlier demand can be asked again; name it in restates."));
        if (act.Joins.Length > 0)
        {
            CheckJoining(act, path, violations);
        }
        else if (act.Restates.Length > 0)
        {
            if (act.Demand.Length > 0)
                violations.Add(new($"{path}.demand", ErrorReason.InvalidValue,
                    "A restatement does not make a new demand; leave this empty."));
            if (act.Replaces.Length > 0)
                violations.Add(new($"{path}.replaces", ErrorReason.InvalidValue,
                    "A demand cannot both restate and replace another; keep one of the two."));
            if (act.InOwnName)
                violations.Add(new($"{path}.in_own_name", ErrorReason.InvalidValue,
                    "A restatement cannot ask each target to answer in its own name; replace the demand instead."));
        }
        else
        {
            if (act.Titles.Count == 0)
                violations.Add(new($"{path}.titles", ErrorReason.Required, "A title is required; say what the demand is called."));
            if (act.Targets.Count == 0 && statement.Addressees.Count == 0)
                violations.Add(new($"{path}.targets", ErrorReason.Required,
                    "Nobody is named who should answer; give targets, or addressees of the statement."));
            if (act.Demand.Length > 0 && act.Demand == act.Replaces)
                violations.Add(new($"{path}.replaces", ErrorReason.InvalidValue,
                    "A demand cannot replace itself; give the new one another id."));
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < act.Items.Count; index++)
            if (act.Items[index].Id.Length > 0 && !ids.Add(act.Items[index].Id))
                violations.Add(new($"{path}.items[{index}].id", ErrorReason.InvalidValue,
                    "Two items have this id; give each item its own."));
        var targets = act.Targets.Count > 0 ? act.Targets.Count : statement.Addressees.Count;
        if (Math.Max(1, act.Items.Count) * Math.Max(1, targets) > Limits.ObligationsPerDemandMax)
            violations.Add(new($"{path}.items", ErrorReason.TooLarge,
                $"Items × targets must be at most {NumberText.Of(Limits.ObligationsPerDemandMax)}; split it into several demands."));
    }

    /// <summary>Who joins a demand supports what it asks, and asks for nothing more.</summary>
    private static void CheckJoining(DemandAct act, string path, List<FieldViolation> violations)
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
            violations.Add(new($"{path}.{more}", ErrorReason.InvalidValue,
                "A statement that joins a demand cannot ask for anything more. Name items by id only and leave the rest out, or make a separate demand."));
    }

    private static void CheckAssessment(AssessmentAct act, string path, List<FieldViolation> violations)
    {
        if ((act.Demand.Length == 0) == (act.Promise.Length == 0))
            violations.Add(new($"{path}.demand", ErrorReason.InvalidValue,
                "An assessment needs either a demand or a promise; give one of the two."));
        if (act.Verdict == Verdict.MoreTime && act.Due is null)
            violations.Add(new($"{path}.due", ErrorReason.Required, "A due date is required; say until when more time is given."));
        if (act.Verdict != Verdict.MoreTime && act.Due is not null)
            violations.Add(new($"{path}.due", ErrorReason.InvalidValue,
                "A due date is allowed only with the verdict MORE_TIME; leave it out."));
    }

    private static void CheckPromise(PromiseAct act, string path, List<FieldViolation> violations)
    {
        if (act.Kind == PromiseKind.ToAnswer && act.Demand.Length == 0)
            violations.Add(new($"{path}.demand", ErrorReason.Required, "A demand is required; name the one that will be answered."));
        if (act.Restates.Length > 0 && act.Kind != PromiseKind.ToDo)
            violations.Add(new($"{path}.restates", ErrorReason.InvalidValue,
                "Only a promise to do something can be restated; to promise an answer again, record a new promise."));
        if (act.Restates.Length > 0 && act.Demand.Length > 0)
            violations.Add(new($"{path}.demand", ErrorReason.InvalidValue, "A restated promise keeps its demand; leave demand empty."));
        if (act.Kind == PromiseKind.ToDo && act.Titles.Count == 0 && act.Restates.Length == 0)
            violations.Add(new($"{path}.titles", ErrorReason.Required, "A title is required; say what will be done."));
        if (act.Kind == PromiseKind.ToDo && act.Items.Count > 0)
            violations.Add(new($"{path}.items", ErrorReason.InvalidValue, "A promise to do something has no items; leave them out."));
    }

    private static void CheckResponse(Statement statement, string path, List<FieldViolation> violations)
    {
        var (act, at) = (statement.Response, $"{path}.response");
        if (statement.Form == Form.Unspecified)
            violations.Add(new($"{path}.form", ErrorReason.Required,
                "The form is required; say whether the answer was SPOKEN or WRITTEN."));
        if ((act.Demands.Count == 0) == (act.Meeting.Length == 0))
            violations.Add(new($"{at}.demands", act.Demands.Count == 0 ? ErrorReason.Required : ErrorReason.InvalidValue,
                "A response needs either demands or a meeting; give one of the two."));
        if (act.Position == Disposition.Unspecified && act.Positions.Count == 0 && !act.Complete)
            violations.Add(new($"{at}.position", ErrorReason.Required,
                "A position is required; give one for all items, positions on items, or complete."));
        if (act.Meeting.Length > 0 && act.Positions.Count > 0)
            violations.Add(new($"{at}.positions", ErrorReason.InvalidValue, "An invitation has no items; use position."));
        for (var index = 0; index < act.Positions.Count; index++)
        {
            var demand = act.Positions[index].Demand;
            if (demand.Length == 0 && act.Demands.Count > 1)
                violations.Add(new($"{at}.positions[{index}].demand", ErrorReason.Required,
                    "The response names several demands; say to which one this item belongs."));
            if (demand.Length > 0 && !act.Demands.Contains(demand))
                violations.Add(new($"{at}.positions[{index}].demand", ErrorReason.InvalidValue,
                    "The response does not name this demand; add it to demands."));
        }
    }
}
