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

    public static IReadOnlyList<Answer> Answers(OracleView view, Flaw flaw)
    {
        return Subjects(view).SelectMany(subject => Of(view, subject, flaw).AnswersOn(subject)).ToList();
    }

    /// <summary>Each meeting in words: its phase, what put it there, and who takes part.</summary>
    public static IReadOnlyList<string> Meetings(OracleView view, Flaw flaw) =>
        Subjects(view).SelectMany(subject => Of(view, subject, flaw)._meetings.Where(meeting => meeting.Key == subject))
            .Select(meeting => Answer.OfMeeting(meeting.Key, meeting.Value.Phase, meeting.Value.PhaseBy, meeting.Value.Participants)).ToList();

    private static List<string> Subjects(OracleView view) => view.Seen.SelectMany(one => Touches(one.Statement)).Distinct().ToList();

    private static OracleFold Of(OracleView view, string subject, Flaw flaw) =>
        new(view, subject, flaw, shape: new OracleFold(view, subject, flaw, shape: null));

    private IEnumerable<Answer> AnswersOn(string subject) => On(subject).Select(one => one.Answer(DueOf(one)));

    private string DueOf(OracleObligation obligation) => obligation.Kind switch
    {
        ObligationKind.Answer => _demands[obligation.Subject].Due,
        ObligationKind.Performance => obligation.OpenedBy.Statement.Promise.Due?.Text ?? "",
        _ => "",
    };

    private void Fold(Said said)
    {
        switch (said.Statement.ActCase)
        {
            case Statement.ActOneofCase.Demand when said.Statement.Demand.Restates.Length > 0: Restate(said, said.Statement.Demand); break;
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
        var creditors = _view.Parties(said);
        if (creditors.Count == 0) return;
        var demand = new OracleDemand
        {
            Maker = said,
            Creditors = creditors,
            Force = act.Force == Force.Unspecified ? Force.Demand : act.Force,
            IsWritten = act.RequiredForm == RequiredForm.Written,
            IsItemByItem = act.ItemByItem,
            InOwnName = act.InOwnName,
            Due = act.Due?.Text ?? "",
        };
        demand.Items.AddRange(act.Items.Count == 0 ? [""] : act.Items.Select(item => item.Id));
        demand.AddTargets(PartiesOf(said.Statement, act.Targets.Count == 0 ? said.Statement.Addressees : act.Targets));
        _demands[act.Demand] = demand;
        if (_view.IsFirm(said) || _flaw == Flaw.WeakDemandObliges) Open(act.Demand, demand, said);
        if (_view.IsFirm(said)) Replace(said, act.Replaces, creditors);
    }

    private void Open(string name, OracleDemand demand, Said by)
    {
        if (demand.Force <= Force.Appeal && _flaw != Flaw.AppealObliges) return;
        foreach (var item in demand.Items)
        {
            foreach (var debtor in demand.Debtors.Where(debtor => !On(name).Any(one => one.Item == item && one.Debtor == debtor)).ToList())
            {
                _obligations.Add(new OracleObligation(_flaw)
                {
                    Kind = ObligationKind.Answer,
                    Subject = name,
                    Item = item,
                    Debtor = debtor,
                    Creditors = demand.Creditors,
                    OpenedBy = by,
                    Since = by.Statement.Said.Text,
                });
                _obligations[^1].Move(ObligationState.Outstanding, by);
            }
        }
    }

    private void Replace(Said said, string replaced, List<string> authors)
    {
        if (_flaw == Flaw.ReplacedStays || replaced == said.Statement.Demand.Demand) return;
        if (!_demands.TryGetValue(replaced, out var old) || !old.Creditors.Intersect(authors).Any()) return;
        old.IsClosed = true;
        foreach (var one in On(replaced)) one.Supersede(said);
    }

    private void Restate(Said said, DemandAct act)
    {
        if (!_demands.TryGetValue(act.Restates, out var demand) || !demand.Creditors.Intersect(_view.FirmParties(said)).Any()) return;
        if (demand.IsClosed && _flaw != Flaw.RestatementRevivesWithdrawn) return;
        if (act.Force > demand.Force) demand.Force = act.Force;
        demand.IsWritten |= act.RequiredForm == RequiredForm.Written;
        demand.IsItemByItem |= act.ItemByItem;
        if (act.Due is not null && act.Due.Text.Length > 0 && _flaw != Flaw.RestatementDueLost) demand.Due = act.Due.Text;
        demand.Items.AddRange(act.Items.Select(item => item.Id).Except(demand.Items).ToList());
        demand.AddTargets(PartiesOf(said.Statement, act.Targets));
        if (_flaw == Flaw.RestatementMovesSince)
        {
            foreach (var one in On(act.Restates)) one.Since = said.Statement.Said.Text;
        }
        Open(act.Restates, demand, said);
    }

    private void Promise(Said said, PromiseAct act)
    {
        var promisors = _flaw == Flaw.WeakPromiseCounts ? _view.Parties(said) : _view.FirmParties(said);
        foreach (var promisor in promisors)
        {
            if (act.Kind == PromiseKind.ToDo)
            {
                var performance = new OracleObligation(_flaw)
                {
                    Kind = ObligationKind.Performance,
                    Subject = said.Name,
                    Item = "",
                    Debtor = promisor,
                    Creditors = PartiesOf(said.Statement, said.Statement.Addressees),
                    OpenedBy = said,
                    Since = said.Statement.Said.Text,
                };
                performance.Promise(said);
                _obligations.Add(performance);
                continue;
            }
            if (IsTakenBack(said, promisor)) continue;
            foreach (var one in On(act.Demand).Where(one => one.Debtor == promisor && IsAmong(one.Item, act.Items))) one.Promise(said);
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
                if (!_demands.TryGetValue(name, out var demand)) continue;
                var authors = _flaw == Flaw.JointAnswersOfThoseLeft ? _view.Parties(said) : OracleView.AllParties(said);
                if (demand.InOwnName && authors.Count > 1 && _flaw != Flaw.JointAnswersInOwnName) continue;
                var (isWritten, isItemByItem) = Shape(name, demand);
                var effect = new OracleResponse(_view, _flaw, said, party, isWritten, demand.Creditors);
                foreach (var one in On(name).Where(one => one.Debtor == party || _flaw == Flaw.OneAnswersForAll))
                {
                    var own = act.Positions.LastOrDefault(position =>
                        position.Item == one.Item && (position.Demand == name || (position.Demand.Length == 0 && act.Demands.Count == 1)));
                    if (own is not null) effect.Apply(one, own.Position, isForAll: false);
                    else if (act.Position != Disposition.Unspecified) effect.Apply(one, act.Position, isForAll: isItemByItem);
                    else if (act.Complete) effect.LeaveOut(one);
                }
            }
            if (act.Meeting.Length > 0 && act.Position != Disposition.Unspecified)
            {
                var effect = new OracleResponse(_view, _flaw, said, party, isWritten: false, creditors: []);
                foreach (var one in On(act.Meeting).Where(one => one.Debtor == party)) effect.Apply(one, act.Position, isForAll: false);
            }
        }
    }

    /// <summary>The form asked for in the end, restatements that come later in the fold included.</summary>
    private (bool IsWritten, bool IsItemByItem) Shape(string name, OracleDemand soFar)
    {
        var demand = _shape is null || _flaw == Flaw.RestatementFormFromItsPlace ? soFar : _shape._demands[name];
        return (demand.IsWritten, demand.IsItemByItem && _flaw != Flaw.ItemByItemIgnored);
    }

    private void Assess(Said said, AssessmentAct act)
    {
        var judged = act.Promise.Length > 0 ? On(act.Promise) : On(act.Demand).Where(one => IsAmong(one.Item, act.Items));
        var debtors = PartiesOf(said.Statement, act.Debtors);
        foreach (var one in judged.Where(one => IsAmong(one.Debtor, debtors)).ToList())
        {
            if (_flaw != Flaw.AnybodyAssesses && !_view.FirmParties(said).Intersect(one.Creditors).Any()) continue;
            if (act.Verdict == Verdict.Satisfied) one.Satisfied(said);
            if (act.Verdict == Verdict.Insufficient) one.Insufficient(said);
        }
    }

    private void Fulfil(Said said, FulfillmentAct act)
    {
        if (!act.Complete && _flaw != Flaw.PartialFulfillmentDelivers) return;
        foreach (var one in On(act.Subject).Where(one => _view.FirmParties(said).Contains(one.Debtor))) one.Deliver(said);
    }

    private void Withdraw(Said said, string subject)
    {
        var authors = _flaw == Flaw.AnybodyWithdraws ? ["anybody"] : _view.FirmParties(said);
        bool AreAmong(IEnumerable<string> parties) => parties.Append("anybody").Intersect(authors).Any();
        if (_demands.TryGetValue(subject, out var demand) && AreAmong(demand.Creditors))
        {
            demand.IsClosed = true;
            foreach (var one in On(subject)) one.Withdraw(said);
        }
        if (_meetings.TryGetValue(subject, out var meeting) && AreAmong(meeting.Convenors))
        {
            foreach (var one in On(subject)) one.Withdraw(said);
        }
        foreach (var one in On(subject).Where(one => one.Kind == ObligationKind.Performance && AreAmong([one.Debtor]))) one.Withdraw(said);
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
            meeting.Convenors.AddRange(parties);
            foreach (var invitee in PartiesOf(said.Statement, act.Invitees).Except(parties))
            {
                if (!_view.IsFirm(said)) continue;
                if (On(act.Meeting).Any(one => one.Debtor == invitee) && _flaw != Flaw.EveryProposalOpens) continue;
                var reply = new OracleObligation(_flaw)
                {
                    Kind = ObligationKind.Reply,
                    Subject = act.Meeting,
                    Item = "",
                    Debtor = invitee,
                    Creditors = parties,
                    OpenedBy = said,
                    Since = said.Statement.Said.Text,
                };
                reply.Move(ObligationState.Outstanding, said);
                _obligations.Add(reply);
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

/// <summary>What is asked, while it is folded.</summary>
internal sealed class OracleDemand
{
    public required Said Maker { get; init; }
    public required List<string> Creditors { get; init; }
    public required bool InOwnName { get; init; }
    public required Force Force { get; set; }
    public required bool IsWritten { get; set; }
    public required bool IsItemByItem { get; set; }
    public required string Due { get; set; }
    public bool IsClosed { get; set; }
    public List<string> Items { get; } = [];
    public List<string> Debtors { get; } = [];

    public void AddTargets(IEnumerable<string> targets) => Debtors.AddRange(targets.Except(Creditors).Except(Debtors).ToList());
}

/// <summary>A meeting, while it is folded.</summary>
internal sealed class OracleMeeting
{
    private readonly List<string> _invited = [];

    public List<string> Convenors { get; } = [];
    public MeetingPhase Phase { get; private set; }
    public string PhaseBy { get; private set; } = "";
    public List<string> Participants { get; private set; } = [];

    /// <summary>Its next phase. Who takes part is named by it, or is its author and all who were invited.</summary>
    public void Is(Said said, MeetingAct act, List<string> authors, Flaw flaw)
    {
        (Phase, PhaseBy) = (act.Phase, said.Name);
        _invited.AddRange(PartiesOf(said.Statement, act.Invitees));
        if (act.Participants.Count > 0) Participants = [.. act.Participants];
        else if (flaw != Flaw.ParticipantsOfBeforeStay) Participants = [.. authors.Union(_invited)];
    }

    public bool IsOver { get; set; }
}
