using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Names;

namespace DiplomacyApi.Domain.Statements;

/// <summary>
/// Refuses what is known to be wrong when it is recorded: an unknown subject or item, an act that does not fit it, the wrong party. Who is
/// party is read from the statement with its corrections applied.
/// </summary>
internal static class ActRules
{
    public static void Check(DecisionContext context, Statement statement, Statement? replaces, string path)
    {
        var subjects = new SubjectLookup(context, replaces);
        if (statement.InReplyTo.Length > 0) subjects.StatementOf(statement.InReplyTo, $"{path}.in_reply_to");
        switch (statement.ActCase)
        {
            case Statement.ActOneofCase.Demand: CheckDemand(context, subjects, statement, replaces, $"{path}.demand"); break;
            case Statement.ActOneofCase.Promise:
                if (statement.Promise.Demand.Length > 0)
                    RequireKnownItems(subjects, statement.Promise.Demand, statement.Promise.Items, $"{path}.promise");
                if (statement.Promise.Restates.Length > 0) CheckRestatedPromise(subjects, statement, $"{path}.promise.restates");
                break;
            case Statement.ActOneofCase.Response: CheckResponse(subjects, statement.Response, $"{path}.response"); break;
            case Statement.ActOneofCase.Assessment: CheckAssessment(subjects, statement, $"{path}.assessment"); break;
            case Statement.ActOneofCase.Fulfillment: CheckFulfillment(subjects, statement, $"{path}.fulfillment"); break;
            case Statement.ActOneofCase.Withdrawal: CheckWithdrawal(subjects, statement, $"{path}.withdrawal.subject"); break;
            case Statement.ActOneofCase.Condition:
                foreach (var demand in statement.Condition.Demands)
                    subjects.MakerOfDemand(demand, $"{path}.condition.demands"); break;
            case Statement.ActOneofCase.Warning:
                foreach (var demand in statement.Warning.Demands)
                    subjects.MakerOfDemand(demand, $"{path}.warning.demands"); break;
            case Statement.ActOneofCase.Meeting: CheckMeeting(subjects, statement, replaces, $"{path}.meeting"); break;
            case Statement.ActOneofCase.Remark: CheckRemark(subjects, statement, $"{path}.remark.subject"); break;
        }
    }

    private static void CheckDemand(DecisionContext context, SubjectLookup subjects, Statement statement, Statement? replaces, string path)
    {
        var act = statement.Demand;
        if (act.Restates.Length > 0)
            RequireAuthor(statement, subjects.MakerOfDemand(act.Restates, $"{path}.restates"), "restate it", $"{path}.restates");
        if (act.Replaces.Length > 0)
            RequireAuthor(statement, subjects.MakerOfDemand(act.Replaces, $"{path}.replaces"), "replace it", $"{path}.replaces");
        if (act.Joins.Length > 0) CheckJoining(subjects, statement, path);
        if (References.MakesDemand(act)) RequireNewDemand(context, act.Demand, replaces, $"{path}.demand");
        if (References.MakesDemand(act) && References.Makes(replaces ?? statement) is { } kept && replaces?.ActCase == statement.ActCase
                && kept != act.Demand)
            throw ActRefusals.ReplacementKeepsId(kept, "demand", $"{path}.demand");
    }

    private static void CheckJoining(SubjectLookup subjects, Statement statement, string path)
    {
        var act = statement.Demand;
        var authors = Parties(subjects.MakerOfDemand(act.Joins, $"{path}.joins"));
        RequireKnownItems(subjects, act.Joins, act.Items.Select(item => item.Id), path);
        if (!Parties(statement).Except(authors, StringComparer.Ordinal).Any())
            throw DemandRefusals.JoinedByItsAuthors(act.Joins, authors, $"{path}.joins");
    }

    private static void CheckRestatedPromise(SubjectLookup subjects, Statement statement, string field)
    {
        var earlier = PromiseToDo(subjects, statement.Promise.Restates, "to promise an answer again, record a new promise", field);
        if (earlier.Name == statement.Name)
            throw ActRefusals.RestatesItself(field);
        RequireAuthor(statement, earlier, "promise it again", field);
        var names = new[] { earlier.Name, statement.Promise.Restates };
        var earliest = DateBounds.Of(statement.Said).Earliest;
        var left = names.Distinct(StringComparer.Ordinal).SelectMany(subjects.DefiningStatements)
            .Where(other => other.Withdrawal is { } taken && names.Contains(taken.Subject)
                && DateBounds.Of(other.Said).Earliest <= earliest).SelectMany(Parties).ToList();
        if (!Parties(statement).Except(left, StringComparer.Ordinal).Any())
            throw ActRefusals.PromiseWithdrawn(earlier.Name, field);
    }

    /// <summary>The promise to do something of that name, or that it says again.</summary>
    private static Statement PromiseToDo(SubjectLookup subjects, string name, string otherwise, string field)
    {
        var promise = subjects.StatementOf(name, field);
        var passed = new HashSet<string>(StringComparer.Ordinal);
        while (promise.Promise is { Restates.Length: > 0 } again && passed.Add(promise.Name) && subjects.Find(again.Restates) is { } before)
            promise = before;
        if (promise.Promise is { Kind: PromiseKind.ToDo }) return promise;
        throw ActRefusals.NotAPromiseToDo(name, otherwise, field);
    }

    private static void RequireNewDemand(DecisionContext context, string made, Statement? replaces, string field)
    {
        if (context.Makers.TryGetValue(made, out var maker) && maker != replaces?.Name)
            throw DemandRefusals.Exists(made, maker, field);
    }

    private static void CheckMeeting(SubjectLookup subjects, Statement statement, Statement? replaces, string path)
    {
        var act = statement.Meeting;
        if (replaces?.Meeting is { } before && before.Meeting != act.Meeting)
            throw ActRefusals.ReplacementKeepsId(before.Meeting, "meeting", $"{path}.meeting");
        var over = subjects.DefiningStatements(act.Meeting).FirstOrDefault(other =>
            other.Meeting is { Phase: MeetingPhase.Held or MeetingPhase.Cancelled } phase && phase.Meeting == act.Meeting
            && other.Name != replaces?.Name);
        if (act.Phase == MeetingPhase.Proposed && over is not null && replaces is null)
            throw MeetingRefusals.IsOver(act.Meeting, $"{path}.meeting");
    }

    private static void CheckResponse(SubjectLookup subjects, ResponseAct act, string path)
    {
        foreach (var demand in act.Demands)
            RequireKnownItems(subjects, demand,
                act.Positions.Where(position => position.Demand == demand || position.Demand.Length == 0).Select(position => position.Item),
                path);
        if (act.Meeting.Length > 0) subjects.MakerOfMeeting(act.Meeting, $"{path}.meeting");
    }

    private static void CheckAssessment(SubjectLookup subjects, Statement statement, string path)
    {
        var act = statement.Assessment;
        if (act.Demand.Length > 0)
        {
            RequireKnownItems(subjects, act.Demand, act.Items, path);
            RequireOneOf(statement, CreditorsOf(subjects, act.Demand, $"{path}.demand"), "judge the answer, as its creditors",
                $"{path}.demand");
            return;
        }
        var promise = PromiseToDo(subjects, act.Promise, "a promise to answer is judged through its demand", $"{path}.promise");
        RequireOneOf(statement, PartiesOf(promise, promise.Addressees), "judge the performance, as its creditors", $"{path}.promise");
    }

    private static void CheckFulfillment(SubjectLookup subjects, Statement statement, string path)
    {
        var (act, field) = (statement.Fulfillment, $"{path}.subject");
        if (ResourceName.IsIn(act.Subject, Collections.Demands))
        {
            var maker = subjects.MakerOfDemand(act.Subject, field);
            RequireKnownItems(subjects, act.Subject, act.Items, path);
            var asked = subjects.DefiningStatements(act.Subject).Where(other => other.Demand?.Restates == act.Subject)
                .SelectMany(other => PartiesOf(other, other.Demand.Targets))
                .Concat(PartiesOf(maker, maker.Demand is { Targets.Count: > 0 } demand ? demand.Targets : maker.Addressees));
            RequireOneOf(statement, [.. asked.Distinct(StringComparer.Ordinal)], "report that it was met", field);
            return;
        }
        var subject = subjects.StatementOf(act.Subject, field);
        if (subject.Promise is not { Kind: PromiseKind.ToDo } && subject.Warning is null)
            throw ActRefusals.NothingToFulfil(subject.Name, field);
        RequireAuthor(statement, subject, "report that it was carried out", field);
    }

    /// <summary>The authors of a demand, and who joined it.</summary>
    private static IReadOnlyCollection<string> CreditorsOf(SubjectLookup subjects, string demand, string field) =>
        [.. Parties(subjects.MakerOfDemand(demand, field))
            .Union(subjects.DefiningStatements(demand).Where(other => other.Demand?.Joins == demand).SelectMany(Parties),
                StringComparer.Ordinal)];

    private static void CheckWithdrawal(SubjectLookup subjects, Statement statement, string field)
    {
        var subject = statement.Withdrawal.Subject;
        if (ResourceName.IsIn(subject, Collections.Demands))
        {
            RequireOneOf(statement, CreditorsOf(subjects, subject, field), "take it back", field);
        }
        else if (ResourceName.IsIn(subject, Collections.Meetings))
        {
            subjects.MakerOfMeeting(subject, field);
            var invitations = subjects.DefiningStatements(subject)
                .Where(other => other.Meeting is { Phase: MeetingPhase.Proposed } phase && phase.Meeting == subject).ToList();
            RequireOneOf(statement, [.. invitations.SelectMany(Parties)], "take back the invitation", field);
        }
        else
        {
            var taken = subjects.StatementOf(subject, field);
            if (taken.Promise is null && taken.Condition is null && taken.Warning is null)
                throw ActRefusals.NothingToWithdraw(subject, field);
            RequireAuthor(statement, taken, "take it back", field);
        }
    }

    private static void CheckRemark(SubjectLookup subjects, Statement statement, string field)
    {
        if (statement.Remark.Subject.Length == 0) return;
        var subject = subjects.StatementOf(statement.Remark.Subject, field);
        if (statement.Remark.Stance == Stance.Unspecified) return;
        RequireAuthor(statement, subject, "confirm or deny it", field);
        var depth = 1;
        for (var next = subject; next?.Remark is
        {
            Subject.Length: > 0,
            Stance: not Stance.Unspecified
        } remark; next = subjects.Find(remark.Subject))
            if (++depth > Limits.CorrectionDepthMax)
                throw ActRefusals.RemarksTooDeep(field);
    }

    /// <summary>Refuses items that neither the demand nor a restatement of it has.</summary>
    private static void RequireKnownItems(SubjectLookup subjects, string demand, IEnumerable<string> items, string path)
    {
        var maker = subjects.MakerOfDemand(demand, $"{path}.demand");
        var known = maker.Demand?.Items.Select(item => item.Id).ToHashSet(StringComparer.Ordinal) ?? [];
        if (known.Count == 0) known.Add("");
        foreach (var restating in subjects.DefiningStatements(demand).Where(other => other.Demand?.Restates == demand))
            known.UnionWith(restating.Demand.Items.Select(item => item.Id));
        foreach (var item in items.Where(item => !known.Contains(item)))
            throw DemandRefusals.UnknownItem(demand, item, known, $"{path}.items");
    }

    private static void RequireAuthor(Statement statement, Statement subject, string what, string field) =>
        RequireOneOf(statement, Parties(subject), what, field);

    private static void RequireOneOf(Statement statement, IReadOnlyCollection<string> parties, string what, string field)
    {
        if (Parties(statement).Intersect(parties, StringComparer.Ordinal).Any()) return;
        throw ActRefusals.WrongParty(statement.Speaker, Parties(statement), parties, what, statement.Remark is not null, field);
    }

    private static IReadOnlyCollection<string> Parties(Statement statement) => PartiesOf(statement, statement.Principals);

    private static IReadOnlyCollection<string> PartiesOf(Statement statement, IEnumerable<string> actors) =>
        [.. actors.Select(actor => statement.ResolvedParties.FirstOrDefault(resolved => resolved.Actor == actor)?.Party ?? actor)
            .Distinct(StringComparer.Ordinal)];
}
