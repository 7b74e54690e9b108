using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>Folds what is seen of one meeting: its phases, and the replies it asks for.</summary>
internal sealed class MeetingFold : SubjectFold
{
    private readonly SortedDictionary<string, ObligationStateMachine> _obligations = new(StringComparer.Ordinal);
    private readonly List<string> _invited = [];
    private readonly HashSet<string> _withdrawnConvenors = new(StringComparer.Ordinal);
    private Meeting? _meeting;

    // Once held or cancelled it stays so, whatever phase comes later.
    private bool _isOver;

    private MeetingFold(AsOfView view, string name, EffectLog effects) : base(view, name, effects)
    {
        ApplyAll(view.StatementsNaming(name).Where(Concerns).Distinct());
        foreach (var obligation in _obligations.Values)
        {
            obligation.Message.Titles.Clear();
            obligation.Message.Titles.AddRange(_meeting!.Titles);
        }
    }

    public static new MeetingFold Of(AsOfView view, string name, EffectLog effects) => new(view, name, effects);

    /// <summary>The meeting; null where it is not seen, or has no effect.</summary>
    public override Meeting? Meeting => _meeting;

    public override IEnumerable<ObligationStateMachine> Machines => _obligations.Values;

    protected override bool Concerns(EffectiveStatement statement) => statement.Makes == Name || statement.ActedOn.Contains(Name);

    protected override bool IsPlain(EffectiveStatement statement) => statement.Message.ActCase is Statement.ActOneofCase.Response;

    protected override void Apply(EffectiveStatement statement)
    {
        switch (statement.Message.ActCase)
        {
            case Statement.ActOneofCase.Meeting: ApplyPhase(statement); break;
            case Statement.ActOneofCase.Response: ApplyReply(statement); break;
            case Statement.ActOneofCase.Withdrawal: ApplyWithdrawal(statement); break;
        }
    }

    private void ApplyPhase(EffectiveStatement statement)
    {
        var effective = View.EffectivePartiesOf(statement);
        var act = statement.Message.Meeting;
        if (effective.Parties.Count == 0 || (act.Phase == MeetingPhase.Proposed && _isOver))
        {
            Effects.NoteNoEffect(statement, () =>
                effective.Parties.Count == 0 ? NoEffectReasons.Denied() : NoEffectReasons.Of(Name, WithoutEffectReason.Closed));
            return;
        }

        _meeting ??= new Meeting { Name = Name, Negotiation = statement.Message.Negotiation };
        _invited.AddRange(statement.PartiesOf(act.Invitees).Except(_invited, StringComparer.Ordinal).ToList());
        Describe(_meeting, statement, effective.BestBasis);
        _meeting.Participants.Clear();
        _meeting.Participants.AddRange(act.Participants.Count > 0 ? act.Participants : DefaultParticipants(effective));
        Effects.Add(statement, new Effect { What = EffectKind.MeetingPhase, Subject = Name, Phase = act.Phase });
        if (act.Phase == MeetingPhase.Proposed) Invite(_meeting, statement, effective);
        if (act.Phase is MeetingPhase.Scheduled or MeetingPhase.Held) AnswerForParticipants(statement, effective);
        if (act.Phase is MeetingPhase.Held or MeetingPhase.Cancelled) CloseReplies(statement, effective);
    }

    private static void Describe(Meeting meeting, EffectiveStatement statement, Attribution basis)
    {
        var act = statement.Message.Meeting;
        meeting.Phase = act.Phase;
        meeting.PhaseDecision = new Decision
        {
            Statements = { statement.Name },
            Basis = basis,
            Reason = Reasons.Of(ReasonCode.Phase, statement.Message.Speaker),
        };
        meeting.Statements.Add(statement.Name);
        Set(meeting.Titles, act.Titles);
        Set(meeting.Places, act.Places);
        Set(meeting.Agenda, act.Agenda);
        meeting.Invitees.AddRange(act.Invitees.Where(invitee => !meeting.Invitees.Contains(invitee)).Distinct(StringComparer.Ordinal));
        // What is put off without a date has none.
        if (act.Date is not null || act.Phase == MeetingPhase.Postponed) meeting.Date = act.Date;
    }

    private static void Set<T>(Google.Protobuf.Collections.RepeatedField<T> field, IReadOnlyCollection<T> values)
    {
        if (values.Count == 0) return;
        field.Clear();
        field.AddRange(values);
    }

    private void Invite(Meeting meeting, EffectiveStatement statement, EffectiveParties effective)
    {
        meeting.Convenors.AddRange(effective.Parties.Where(party => !meeting.Convenors.Contains(party)).Order(StringComparer.Ordinal));
        // Who proposes it again after taking the invitation back invites again.
        _withdrawnConvenors.ExceptWith(effective.Parties);
        meeting.InvitationWithdrawn = meeting.Convenors.All(_withdrawnConvenors.Contains);
        foreach (var invitee in statement.PartiesOf(statement.Message.Meeting.Invitees))
        {
            if (effective.BestBasis.IsWeak() || _obligations.ContainsKey(invitee) || effective.Parties.Contains(invitee)) continue;
            var obligation = new ObligationStateMachine(
                ObligationKind.Reply, meeting.Name, "", invitee, effective.Parties, statement, effective.BestBasis);
            _obligations.Add(invitee, obligation);
            Effects.Add(statement, EffectLog.Opened(obligation));
        }
    }

    /// <summary>Those who take part have answered. On a weak basis, only a meeting that was held shows that.</summary>
    private void AnswerForParticipants(EffectiveStatement statement, EffectiveParties effective)
    {
        var act = statement.Message.Meeting;
        if (effective.BestBasis.IsWeak() && act.Phase != MeetingPhase.Held) return;
        IEnumerable<string> participants = act.Participants.Count > 0
            ? statement.PartiesOf(act.Participants)
            : DefaultParticipants(effective);
        foreach (var participant in participants)
            if (_obligations.TryGetValue(participant, out var obligation) && obligation.IsOwed)
                Effects.Apply(statement, obligation, one => one.Deliver(statement, effective.BestBasis, Disposition.Accepted));
    }

    /// <summary>Who takes part where a phase names nobody: its author and all invited so far.</summary>
    private IEnumerable<string> DefaultParticipants(EffectiveParties effective) =>
        effective.Parties.Union(_invited, StringComparer.Ordinal);

    private void CloseReplies(EffectiveStatement statement, EffectiveParties effective)
    {
        _isOver = true;
        var reason = Reasons.Of(statement.Message.Meeting.Phase == MeetingPhase.Held ? ReasonCode.MeetingHeld : ReasonCode.MeetingCancelled,
            effective.Parties);
        foreach (var obligation in _obligations.Values.Where(obligation => obligation.IsOwed))
            Effects.Apply(statement, obligation, one => one.Close(ObligationState.Withdrawn, statement, effective.BestBasis, reason));
    }

    private void ApplyReply(EffectiveStatement statement)
    {
        var effective = View.EffectivePartiesOf(statement);
        foreach (var party in effective.Parties)
            if (_obligations.TryGetValue(party, out var obligation))
                Effects.Apply(statement, obligation, one => ApplyPosition(one, statement, effective.BasisOf(party)!.Value));
        Effects.NoteNoEffect(statement, () =>
            NoEffectReasons.OfDebtors(statement.Message.Response.Meeting, effective, _obligations.Values, _ => true));
    }

    private static bool ApplyPosition(ObligationStateMachine obligation, EffectiveStatement statement, Attribution basis)
    {
        var position = statement.Message.Response.Position;
        var delivers = statement.Message.Release != Release.Leaked && !basis.IsWeak();
        return position switch
        {
            Disposition.Unspecified => false,
            Disposition.Acknowledged or Disposition.Deferred => obligation.Acknowledge(statement, basis, position),
            Disposition.Undisclosed => delivers && obligation.DeliverUndisclosed(statement, basis),
            _ when delivers => obligation.Deliver(statement, basis, position),
            _ when statement.Message is { Release: Release.Leaked, Form: Form.Written } =>
                obligation.SetLeakedPosition(statement, basis, position),
            _ => obligation.SetSpokenPosition(statement, basis, position),
        };
    }

    private void ApplyWithdrawal(EffectiveStatement statement)
    {
        var effective = View.EffectivePartiesOf(statement);
        var leaving = _meeting?.Convenors.Where(convenor => !_withdrawnConvenors.Contains(convenor)
            && effective.BasisOf(convenor) is { } basis && !basis.IsWeak()).ToList() ?? [];
        if (leaving.Count > 0)
        {
            _withdrawnConvenors.UnionWith(leaving);
            _meeting!.InvitationWithdrawn = _meeting.Convenors.All(_withdrawnConvenors.Contains);
            Effects.Add(statement, new Effect { What = EffectKind.InvitationWithdrawn, Subject = Name });
            foreach (var obligation in _obligations.Values)
                Effects.Apply(statement,
                    obligation, one =>
                        one.RemoveCreditors(leaving, ObligationState.Withdrawn, statement, effective.BestBasisOf(leaving)!.Value,
                            Reasons.Of(ReasonCode.InvitationWithdrawn, leaving)));
        }
        Effects.NoteNoEffect(statement,
            () =>
                NoEffectReasons.OfParties(statement.Message.Withdrawal.Subject, effective,
                    PartyRole.Author, party => _meeting?.Convenors.Contains(party) ?? false)
            ?? NoEffectReasons.Of(statement.Message.Withdrawal.Subject, WithoutEffectReason.Closed));
    }
}
