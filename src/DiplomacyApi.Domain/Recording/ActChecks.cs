using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;

namespace DiplomacyApi.Domain.Recording;

/// <summary>
/// Refuses what is knowably wrong when it is recorded: an unknown subject or item, an act that does not fit it, the wrong party. Who is
/// party is read from the statement as it stands.
/// </summary>
internal static class ActChecks
{
    public static void Check(Loaded loaded, Statement statement, Statement? replaces, string path)
    {
        var subjects = new Subjects(loaded, replaces);
        if (statement.InReplyTo.Length > 0) subjects.Known(statement.InReplyTo, $"{path}.in_reply_to");
        switch (statement.ActCase)
        {
            case Statement.ActOneofCase.Demand: Demand(loaded, subjects, statement, replaces, $"{path}.demand"); break;
            case Statement.ActOneofCase.Promise:
                if (statement.Promise.Demand.Length > 0) Items(subjects, statement.Promise.Demand, statement.Promise.Items, $"{path}.promise");
                break;
            case Statement.ActOneofCase.Response: Response(subjects, statement.Response, $"{path}.response"); break;
            case Statement.ActOneofCase.Assessment: Assessment(subjects, statement, $"{path}.assessment"); break;
            case Statement.ActOneofCase.Fulfillment: Fulfillment(subjects, statement, $"{path}.fulfillment.subject"); break;
            case Statement.ActOneofCase.Withdrawal: Withdrawal(subjects, statement, $"{path}.withdrawal.subject"); break;
            case Statement.ActOneofCase.Condition: foreach (var demand in statement.Condition.Demands) subjects.Demand(demand, $"{path}.condition.demands"); break;
            case Statement.ActOneofCase.Warning: foreach (var demand in statement.Warning.Demands) subjects.Demand(demand, $"{path}.warning.demands"); break;
            case Statement.ActOneofCase.Meeting: Meeting(subjects, statement, replaces, $"{path}.meeting"); break;
            case Statement.ActOneofCase.Remark: Remark(subjects, statement, $"{path}.remark.subject"); break;
        }
    }

    private static void Demand(Loaded loaded, Subjects subjects, Statement statement, Statement? replaces, string path)
    {
        var act = statement.Demand;
        if (act.Restates.Length > 0) ByItsAuthor(statement, subjects.Demand(act.Restates, $"{path}.restates"), "restate it", $"{path}.restates");
        if (act.Replaces.Length > 0) ByItsAuthor(statement, subjects.Demand(act.Replaces, $"{path}.replaces"), "replace it", $"{path}.replaces");
        if (act.Restates.Length == 0) MadeOnce(loaded, act.Demand, replaces, $"{path}.demand");
        if (act.Restates.Length == 0 && References.Makes(replaces ?? statement) is { } kept && replaces?.ActCase == statement.ActCase && kept != act.Demand)
            throw new RefusedException(ErrorReason.WrongSubject, $"A replacement keeps the id {kept}; leave demand empty.", $"{path}.demand");
    }

    private static void MadeOnce(Loaded loaded, string made, Statement? replaces, string field)
    {
        if (loaded.Makers.TryGetValue(made, out var maker) && maker != replaces?.Name)
            throw new RefusedException(ErrorReason.DemandExists, $"{made} exists, made by {maker}; restate or replace it, or choose another id.", field);
    }

    private static void Meeting(Subjects subjects, Statement statement, Statement? replaces, string path)
    {
        var act = statement.Meeting;
        if (replaces?.Meeting is { } before && before.Meeting != act.Meeting)
            throw new RefusedException(ErrorReason.WrongSubject, $"A replacement keeps the id {before.Meeting}; leave meeting empty.", $"{path}.meeting");
        var over = subjects.All.FirstOrDefault(other =>
            other.Meeting is { Phase: MeetingPhase.Held or MeetingPhase.Cancelled } phase && phase.Meeting == act.Meeting && other.Name != replaces?.Name);
        if (act.Phase == MeetingPhase.Proposed && over is not null && replaces is null)
            throw new RefusedException(ErrorReason.WrongSubject, $"{act.Meeting} was held or called off; propose a new one under a new id.", $"{path}.meeting");
    }

    private static void Response(Subjects subjects, ResponseAct act, string path)
    {
        foreach (var demand in act.Demands)
            Items(subjects, demand, act.Positions.Where(position => position.Demand == demand || position.Demand.Length == 0).Select(position => position.Item), path);
        if (act.Meeting.Length > 0) subjects.Meeting(act.Meeting, $"{path}.meeting");
    }

    private static void Assessment(Subjects subjects, Statement statement, string path)
    {
        var act = statement.Assessment;
        if (act.Demand.Length > 0)
        {
            Items(subjects, act.Demand, act.Items, path);
            ByOneOf(statement, Parties(subjects.Demand(act.Demand, $"{path}.demand")), "judge the answer: the creditor", $"{path}.demand");
            return;
        }
        var promise = subjects.Known(act.Promise, $"{path}.promise");
        if (promise.Promise is not { Kind: PromiseKind.ToDo })
            throw new RefusedException(ErrorReason.WrongSubject, $"{act.Promise} is no promise to do something; a promise to answer is judged through its demand.", $"{path}.promise");
        ByOneOf(statement, PartiesOf(promise, promise.Addressees), "judge the performance: the creditor", $"{path}.promise");
    }

    private static void Fulfillment(Subjects subjects, Statement statement, string field)
    {
        var subject = subjects.Known(statement.Fulfillment.Subject, field);
        if (subject.Promise is not { Kind: PromiseKind.ToDo } && subject.Warning is null)
            throw new RefusedException(ErrorReason.WrongSubject, $"{subject.Name} is neither a promise to do something nor a warning; a demand is answered by a response.", field);
        ByItsAuthor(statement, subject, "tell of carrying it out; what a third party verifies is a remark", field);
    }

    private static void Withdrawal(Subjects subjects, Statement statement, string field)
    {
        var subject = statement.Withdrawal.Subject;
        if (Names.IsIn(subject, "demands"))
        {
            ByItsAuthor(statement, subjects.Demand(subject, field), "take it back", field);
        }
        else if (Names.IsIn(subject, "meetings"))
        {
            subjects.Meeting(subject, field);
            var invitations = subjects.All.Where(other => other.Meeting is { Phase: MeetingPhase.Proposed } phase && phase.Meeting == subject).ToList();
            ByOneOf(statement, [.. invitations.SelectMany(Parties)], "take the invitation back: who invited", field);
        }
        else
        {
            var taken = subjects.Known(subject, field);
            if (taken.Promise is null && taken.Condition is null && taken.Warning is null)
                throw new RefusedException(ErrorReason.WrongSubject, $"{subject} is no promise, condition or warning; a demand or meeting is named by its own name, an error is corrected.", field);
            ByItsAuthor(statement, taken, "take it back", field);
        }
    }

    private static void Remark(Subjects subjects, Statement statement, string field)
    {
        if (statement.Remark.Subject.Length == 0) return;
        var subject = subjects.Known(statement.Remark.Subject, field);
        if (statement.Remark.Stance == Stance.Unspecified) return;
        ByItsAuthor(statement, subject, "confirm or deny it", field);
        var depth = 1;
        for (var next = subject; next?.Remark is { Subject.Length: > 0, Stance: not Stance.Unspecified } remark; next = subjects.Find(remark.Subject))
            if (++depth > Limits.CorrectionDepthMax)
                throw new RefusedException(ErrorReason.TooDeep,
                    $"It would be the last of more than {Limits.CorrectionDepthMax} remarks that confirm or deny each other; confirm or deny the statement that they are about.", field);
    }

    /// <summary>Refuses items that neither the demand nor a restatement of it has.</summary>
    private static void Items(Subjects subjects, string demand, IEnumerable<string> items, string path)
    {
        var maker = subjects.Demand(demand, $"{path}.demand");
        var known = maker.Demand?.Items.Select(item => item.Id).ToHashSet(StringComparer.Ordinal) ?? [];
        if (known.Count == 0) known.Add("");
        foreach (var restating in subjects.All.Where(other => other.Demand?.Restates == demand))
            known.UnionWith(restating.Demand.Items.Select(item => item.Id));
        foreach (var item in items.Where(item => !known.Contains(item)))
            throw new RefusedException(ErrorReason.UnknownItem,
                $"{demand} has no item '{item}'; {(known.Contains("") && known.Count == 1 ? "it is one whole: use position" : $"it has {string.Join(", ", known.Where(id => id.Length > 0).Order(StringComparer.Ordinal))}")}.",
                $"{path}.items", new Dictionary<string, string> { ["demand"] = demand, ["item"] = item });
    }

    private static void ByItsAuthor(Statement statement, Statement subject, string what, string field) =>
        ByOneOf(statement, Parties(subject), what, field);

    private static void ByOneOf(Statement statement, IReadOnlyCollection<string> parties, string what, string field)
    {
        if (Parties(statement).Intersect(parties, StringComparer.Ordinal).Any()) return;
        throw new RefusedException(ErrorReason.WrongParty,
            $"{statement.Speaker} speaks for {string.Join(", ", Parties(statement))}; only {string.Join(" or ", parties)} can {what}. Record a remark instead.", field);
    }

    private static IReadOnlyCollection<string> Parties(Statement statement) => PartiesOf(statement, statement.Principals);

    private static IReadOnlyCollection<string> PartiesOf(Statement statement, IEnumerable<string> actors) =>
        [.. actors.Select(actor => statement.ResolvedParties.FirstOrDefault(resolved => resolved.Actor == actor)?.Party ?? actor).Distinct(StringComparer.Ordinal)];
}
