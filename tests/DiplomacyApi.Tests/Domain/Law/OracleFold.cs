using Diplomacy.V1;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>All statements of a view that bear on one subject, one after the other, once.</summary>
internal sealed class OracleFold
{
    private readonly OracleView _view;
    private readonly Flaw _flaw;
    private readonly OracleFold? _shape;
    private readonly Dictionary<string, OracleDemand> _demands = [];
    private readonly Dictionary<string, OracleMeeting> _meetings = [];
    private readonly List<OracleObligation> _obligations = [];

    // The shape is the same fold done before: the form a demand asks for in the end holds as if required from the start.
    private OracleFold(OracleView view, string subject, Flaw flaw, OracleFold? shape)
    {
        (_view, _flaw, _shape) = (view, flaw, shape);
        foreach (var said in view.On(subject)) Fold(said);
    }

    public static IReadOnlyList<OracleObligation> Obligations(OracleView view, Flaw flaw) =>
        Subjects(view).SelectMany(subject => Of(view, subject, flaw).On(subject)).ToList();

    /// <summary>Each meeting as it stands, by its name.</summary>
    public static IReadOnlyDictionary<string, OracleMeeting> Meetings(OracleView view, Flaw flaw) => Subjects(view)
        .SelectMany(subject => Of(view, subject, flaw)._meetings.Where(meeting => meeting.Key == subject))
        .ToDictionary(one => one.Key, one => one.Value);

    private static List<string> Subjects(OracleView view) => view.Seen.SelectMany(one => Touches(one.Statement)).Distinct().ToList();

    private static OracleFold Of(OracleView view, string subject, Flaw flaw) =>
        new(view, subject, flaw, shape: new OracleFold(view, subject, flaw, shape: null));

    private void Fold(Said said)
    {
        switch (said.Statement.ActCase)
        {
            case Statement.ActOneofCase.Demand when said.Statement.Demand.Restates.Length > 0: Restate(said, said.Statement.Demand); break;
            case Statement.ActOneofCase.Demand when said.Statement.Demand.Joins.Length > 0: Join(said, said.Statement.Demand); break;
            case Statement.ActOneofCase.Demand: Make(said, said.Statement.Demand); break;
            case Statement.ActOneofCase.Promise: Promise(said, said.Statement.Promise); break;
            case Statement.ActOneofCase.Response: Respond(said, said.Statement.Response); break;
            case Statement.ActOneofCase.Assessment: Assess(said, said.Statement.Assessment); break;
            case Statement.ActOneofCase.Fulfillment: Fulfil(said, said.Statement.Fulfillment); break;
            case Statement.ActOneofCase.Withdrawal: Withdraw(said, said.Statement.Withdrawal.Subject); break;
            case Statement.ActOneofCase.Meeting: Meet(said, said.Statement.Meeting); break;
            default: break;
        }
    }

    private void Make(Said said, DemandAct act)
    {
        var authors = _view.Parties(said);
        if (authors.Count == 0) return;
        var demand = new OracleDemand
        {
            Authors = authors,
            InForce = [.. authors],
            Force = act.Force == Force.Unspecified ? Force.Demand : act.Force,
            IsWritten = act.RequiredForm == RequiredForm.Written,
            IsItemByItem = act.ItemByItem,
            InOwnName = act.InOwnName,
            Due = act.Due?.Text ?? "",
        };
        demand.Items.AddRange(act.Items.Count == 0 ? [""] : act.Items.Select(item => item.Id));
        demand.AddTargets(PartiesOf(said.Statement, act.Targets.Count == 0 ? said.Statement.Addressees : act.Targets));
        _demands[act.Demand] = demand;
        if (_view.IsFirm(said) || _flaw == Flaw.WeakDemandObliges) Open(act.Demand, demand, authors, said);
        if (act.Replaces == act.Demand || !_demands.TryGetValue(act.Replaces, out var old)) return;
        var replacing = _view.FirmParties(said).Intersect(old.Authors).ToList();
        if (replacing.Count > 0 && _flaw != Flaw.ReplacedStays) Leave(act.Replaces, replacing, ObligationState.Superseded, said);
    }

    private void Open(string name, OracleDemand demand, List<string> creditors, Said by)
    {
        if (demand.Force <= Force.Appeal && _flaw != Flaw.AppealObliges) return;
        demand.IsOpened = true;
        foreach (var item in demand.Items)
        {
            foreach (var debtor in demand.Debtors.Where(debtor => !On(name).Any(one => one.Item == item && one.Debtor == debtor)).ToList())
                _obligations.Add(Begun(ObligationKind.Answer, name, item, debtor, creditors, demand.Due, by));
        }
    }

    private OracleObligation Begun(
        ObligationKind kind, string subject, string item, string debtor, IEnumerable<string> creditors, string due, Said by)
    {
        var obligation = new OracleObligation(_flaw)
        {
            Kind = kind,
            Subject = subject,
            Item = item,
            Debtor = debtor,
            Creditors = [.. creditors],
            OpenedBy = by,
            DueAsked = due,
        };
        obligation.Begin(by);
        return obligation;
    }

    /// <summary>Who takes a demand back or replaces it waits no longer for what it asked or joined.</summary>
    private void Leave(string name, List<string> leaving, ObligationState end, Said said)
    {
        var demand = _demands[name];
        var isLast = demand.InForce.Count > 0 && !demand.InForce.Except(leaving).Any();
        demand.InForce.RemoveAll(leaving.Contains);
        if (isLast) demand.IsSuperseded = end == ObligationState.Superseded;
        foreach (var one in On(name)) one.Leave(leaving, end, said);
    }

    private void Restate(Said said, DemandAct act)
    {
        if (!_demands.TryGetValue(act.Restates, out var demand) || (demand.IsSuperseded && _flaw != Flaw.AgainRevivesSuperseded)) return;
        var authors = demand.Authors.Intersect(_view.FirmParties(said)).ToList();
        if (act.Again && authors.Count > 0) demand.InForce = [.. demand.InForce.Union(authors)];
        if (_flaw != Flaw.RestatementRevivesWithdrawn) authors = authors.Intersect(demand.InForce).ToList();
        if (authors.Count == 0) return;
        if (act.Force > demand.Force) demand.Force = act.Force;
        demand.IsWritten |= act.RequiredForm == RequiredForm.Written;
        demand.IsItemByItem |= act.ItemByItem;
        demand.Items.AddRange(act.Items.Select(item => item.Id).Except(demand.Items).ToList());
        var targets = PartiesOf(said.Statement, act.Targets);
        demand.AddTargets(targets);
        var due = act.Due?.Text ?? "";
        if (act.Again)
        {
            foreach (var one in On(act.Restates)
                    .Where(one => IsAmong(one.Item, act.Items.Select(item => item.Id).ToList()) && IsAmong(one.Debtor, targets)))
                one.AskAgain(authors, due, said);
        }
        if (due.Length > 0 && _flaw != Flaw.RestatementDueLost)
        {
            demand.Due = due;
            On(act.Restates).FindAll(one => one.IsOwed || _flaw == Flaw.RestatementDueForAll).ForEach(one => one.DueAsked = due);
        }
        if (_flaw == Flaw.RestatementMovesSince) On(act.Restates).ForEach(one => one.Since = said.Statement.Said.Text);
        Open(act.Restates, demand, demand.IsOpened && _flaw != Flaw.AddedIsOwedToAll ? authors : demand.InForce, said);
    }

    private void Join(Said said, DemandAct act)
    {
        if (!_demands.TryGetValue(act.Joins, out var demand)) return;
        var joining = (_flaw == Flaw.WeakWordJoins ? _view.Parties(said) : _view.FirmParties(said)).Except(demand.Authors).ToList();
        var items = _flaw == Flaw.JoinedItemsIgnored ? [] : act.Items.Select(item => item.Id).ToList();
        foreach (var one in On(act.Joins).Where(one => IsAmong(one.Item, items)))
            joining.ForEach(creditor => one.Join(creditor, said));
    }

    private void Promise(Said said, PromiseAct act)
    {
        foreach (var promisor in _flaw == Flaw.WeakPromiseCounts ? _view.Parties(said) : _view.FirmParties(said))
        {
            if (PromisedAgain(said.Statement).Length > 0 && _flaw != Flaw.PromiseAgainIsAnother)
            {
                On(_view.First(said.Name)).FindAll(one => one.Debtor == promisor).ForEach(one => one.Promise(said));
            }
            else if (act.Kind == PromiseKind.ToDo)
            {
                var performance = Begun(ObligationKind.Performance, said.Name, "", promisor,
                    PartiesOf(said.Statement, said.Statement.Addressees), "", said);
                performance.Promise(said);
                _obligations.Add(performance);
            }
            else if (!IsTakenBack(said, promisor))
            {
                foreach (var one in On(act.Demand).Where(one => one.Debtor == promisor && IsAmong(one.Item, act.Items))) one.Promise(said);
            }
        }
    }

    private bool IsTakenBack(Said promise, string promisor) => _flaw != Flaw.WithdrawnPromiseStays && _view.Seen.Any(other =>
        other.Statement.ActCase == Statement.ActOneofCase.Withdrawal
        && other.Statement.Withdrawal.Subject == promise.Name
        && _view.FirmParties(other).Contains(promisor));

    private void Respond(Said said, ResponseAct act)
    {
        foreach (var party in _view.Parties(said))
        {
            foreach (var name in act.Demands.Distinct())
            {
                if (!_demands.TryGetValue(name, out var demand) || IsJointly(said, demand, Flaw.JointAnswersInOwnName)) continue;
                var (isWritten, isItemByItem) = Shape(name, demand);
                foreach (var one in On(name).Where(one => one.Debtor == party || _flaw == Flaw.OneAnswersForAll))
                {
                    var effect = new OracleResponse(_view, _flaw, said, party, isWritten, one.Creditors);
                    var own = act.Positions.LastOrDefault(position =>
                        position.Item == one.Item && (position.Demand == name || (position.Demand.Length == 0 && act.Demands.Count == 1)));
                    if (own is not null) effect.Apply(one, own.Position, isForAll: false);
                    else if (act.Position != Disposition.Unspecified) effect.Apply(one, act.Position, isForAll: isItemByItem);
                    else if (act.Complete) effect.LeaveOut(one);
                }
            }
            if (act.Meeting.Length == 0 || act.Position == Disposition.Unspecified) continue;
            var reply = new OracleResponse(_view, _flaw, said, party, isWritten: false, creditors: []);
            On(act.Meeting).FindAll(one => one.Debtor == party).ForEach(one => reply.Apply(one, act.Position, isForAll: false));
        }
    }

    /// <summary>Whether it is in the name of several where each is to answer in its own.</summary>
    private bool IsJointly(Said said, OracleDemand demand, Flaw ignored)
    {
        var authors = _flaw == Flaw.JointAnswersOfThoseLeft ? _view.Parties(said) : OracleView.AllParties(said);
        return demand.InOwnName && authors.Count > 1 && _flaw != ignored;
    }

    /// <summary>The form asked for in the end, restatements that come later in the fold included.</summary>
    private (bool IsWritten, bool IsItemByItem) Shape(string name, OracleDemand soFar)
    {
        var demand = _shape is null || _flaw == Flaw.RestatementFormFromItsPlace ? soFar : _shape._demands[name];
        return (demand.IsWritten, demand.IsItemByItem && _flaw != Flaw.ItemByItemIgnored);
    }

    private void Assess(Said said, AssessmentAct act)
    {
        var judged = act.Promise.Length > 0 ? On(_view.First(act.Promise)) : On(act.Demand).Where(one => IsAmong(one.Item, act.Items));
        var debtors = act.Verdict == Verdict.MoreTime && _flaw == Flaw.MoreTimeForAllDebtors ? [] : PartiesOf(said.Statement, act.Debtors);
        foreach (var one in judged.Where(one => IsAmong(one.Debtor, debtors)).ToList())
        {
            var judges = _flaw switch
            {
                Flaw.AnybodyAssesses => one.Creditors,
                Flaw.WeakWordAssesses => _view.Parties(said).Intersect(one.Creditors),
                _ => _view.FirmParties(said).Intersect(one.Creditors),
            };
            foreach (var creditor in judges.ToList())
            {
                if (act.Verdict != Verdict.MoreTime) one.Judge(creditor, act.Verdict, said);
                else if (_flaw == Flaw.MoreTimeIsAVerdict) one.Judge(creditor, Verdict.Insufficient, said);
                else one.MoreTime(act.Due.Text);
            }
        }
    }

    private void Fulfil(Said said, FulfillmentAct act)
    {
        if (!act.Complete && _flaw != Flaw.PartialFulfillmentDelivers) return;
        var parties = _view.FirmParties(said);
        Meets(act.Subject, parties, _flaw == Flaw.FulfilledItemsIgnored ? [] : act.Items, said);
        var kept = On(_view.First(act.Subject))
            .Where(one => one.Kind == ObligationKind.Performance && parties.Contains(one.Debtor) && one.State != ObligationState.Withdrawn)
            .ToList();
        foreach (var one in kept)
        {
            one.Deliver(said);
            // To have kept a promise that a demand asked for is to have met the demand.
            if (_flaw != Flaw.FulfilledPromiseLeavesDemand) Meets(one.OpenedBy.Statement.Promise.Demand, [one.Debtor], [], said);
        }
    }

    private void Meets(string name, List<string> debtors, ICollection<string> items, Said said)
    {
        if (!_demands.TryGetValue(name, out var demand) || IsJointly(said, demand, Flaw.JointFulfillmentInOwnName)) return;
        foreach (var one in On(name).Where(one => debtors.Contains(one.Debtor) && IsAmong(one.Item, items)))
        {
            if (_flaw == Flaw.FulfilledDemandOnlySpoken) one.Speak(Disposition.Accepted, said, _view.Basis(said, one.Debtor));
            else one.Formal(Disposition.Accepted, said, _view.Basis(said, one.Debtor));
            one.Deliver(said);
        }
    }

    private void Withdraw(Said said, string named)
    {
        var subject = _view.First(named);
        var authors = _flaw == Flaw.AnybodyWithdraws
            ? [.. On(subject).SelectMany(one => one.Creditors.Append(one.Debtor))]
            : _view.FirmParties(said);
        if (_demands.ContainsKey(subject)) Leave(subject, authors, ObligationState.Withdrawn, said);
        if (_meetings.TryGetValue(subject, out var meeting))
        {
            meeting.Convenors.RemoveAll(authors.Contains);
            On(subject).ForEach(one => one.Leave(authors, ObligationState.Withdrawn, said));
        }
        foreach (var one in On(subject).Where(one => one.Kind == ObligationKind.Performance && authors.Contains(one.Debtor)))
            one.Withdraw(said);
    }

    private void Meet(Said said, MeetingAct act)
    {
        var parties = _view.Parties(said);
        if (parties.Count == 0) return;
        if (!_meetings.TryGetValue(act.Meeting, out var meeting)) _meetings[act.Meeting] = meeting = new OracleMeeting();
        if (act.Phase == MeetingPhase.Proposed && meeting.IsOver) return;
        meeting.Is(said, act, parties, _flaw);
        if (act.Phase == MeetingPhase.Proposed)
        {
            foreach (var invitee in PartiesOf(said.Statement, act.Invitees).Except(parties).Where(_ => _view.IsFirm(said)))
            {
                if (On(act.Meeting).Any(one => one.Debtor == invitee) && _flaw != Flaw.EveryProposalOpens) continue;
                _obligations.Add(Begun(ObligationKind.Reply, act.Meeting, "", invitee, parties, "", said));
            }
        }
        if (act.Phase == MeetingPhase.Held
            || (act.Phase == MeetingPhase.Scheduled && (_view.IsFirm(said) || _flaw == Flaw.WeakMeetingAnswersReplies)))
        {
            var participants = PartiesOf(said.Statement, act.Participants);
            var basis = parties.Select(party => _view.Basis(said, party)).MaxBy(Rank);
            foreach (var one in On(act.Meeting).Where(one => one.IsOwed && IsAmong(one.Debtor, participants)))
            {
                one.Formal(Disposition.Accepted, said, basis);
                one.Deliver(said);
            }
        }
        if (act.Phase is not (MeetingPhase.Held or MeetingPhase.Cancelled)) return;
        meeting.IsOver = true;
        if (_flaw == (act.Phase == MeetingPhase.Held ? Flaw.HeldLeavesReplies : Flaw.CancelledLeavesReplies)) return;
        foreach (var one in On(act.Meeting).Where(one => one.IsOwed)) one.Withdraw(said);
    }

    private List<OracleObligation> On(string subject) => _obligations.Where(one => one.Subject == subject).ToList();

    private static bool IsAmong(string name, ICollection<string> names) => names.Count == 0 || names.Contains(name);
}
