using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Folds what is seen of one meeting: its phases, and the replies it asks for.</summary>
internal sealed class MeetingFold : SubjectFold
{
    private readonly SortedDictionary<string, Owed> _owed = new(StringComparer.Ordinal);
    private readonly List<string> _invited = [];
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private Meeting? _meeting;

    // Once held or called off it stays so, whatever phase is told of later.
    private bool _isOver;

    private MeetingFold(Moment moment, string name, Effects effects) : base(moment, name, effects)
    {
        ApplyAll(moment.Naming(name).Where(Concerns).Distinct());
        foreach (var owed in _owed.Values)
        {
            owed.Message.Titles.Clear();
            owed.Message.Titles.AddRange(_meeting!.Titles);
        }
    }

    public static new MeetingFold Of(Moment moment, string name, Effects effects) => new(moment, name, effects);

    /// <summary>The meeting; null where it is not seen, or has no effect.</summary>
    public override Meeting? Meeting => _meeting;

    public override IEnumerable<Owed> Owing => _owed.Values;

    protected override bool Concerns(Fact fact) => fact.Makes == Name || fact.ActedOn.Contains(Name);

    protected override bool IsPlain(Fact fact) => fact.Statement.ActCase is Statement.ActOneofCase.Response;

    protected override void Apply(Fact fact)
    {
        switch (fact.Statement.ActCase)
        {
            case Statement.ActOneofCase.Meeting: Phase(fact); break;
            case Statement.ActOneofCase.Response: Replied(fact); break;
            case Statement.ActOneofCase.Withdrawal: Withdrawn(fact); break;
        }
    }

    private void Phase(Fact fact)
    {
        var voices = Moment.VoicesOf(fact);
        var act = fact.Statement.Meeting;
        if (voices.Parties.Count == 0 || (act.Phase == MeetingPhase.Proposed && _isOver))
        {
            Effects.Nothing(fact, () => voices.Parties.Count == 0 ? Hindrance.Denied() : Hindrance.Of(Name, WithoutEffectReason.Closed));
            return;
        }

        _meeting ??= new Meeting { Name = Name, Negotiation = fact.Statement.Negotiation };
        _invited.AddRange(fact.PartiesOf(act.Invitees).Except(_invited, StringComparer.Ordinal).ToList());
        Describe(_meeting, fact, voices.Best);
        _meeting.Participants.Clear();
        _meeting.Participants.AddRange(act.Participants.Count > 0 ? act.Participants : ByDefault(voices));
        Effects.Did(fact, new Effect { What = EffectKind.MeetingPhase, Subject = Name, Phase = act.Phase });
        if (act.Phase == MeetingPhase.Proposed) Invite(_meeting, fact, voices);
        if (act.Phase is MeetingPhase.Scheduled or MeetingPhase.Held) Join(fact, voices);
        if (act.Phase is MeetingPhase.Held or MeetingPhase.Cancelled) CloseReplies(fact, voices);
    }

    private static void Describe(Meeting meeting, Fact fact, Attribution basis)
    {
        var act = fact.Statement.Meeting;
        meeting.Phase = act.Phase;
        meeting.PhaseDecision = new Decision { Statements = { fact.Name }, Basis = basis, Reason = Reasons.Of(ReasonCode.Phase, fact.Statement.Speaker) };
        meeting.Statements.Add(fact.Name);
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

    private void Invite(Meeting meeting, Fact fact, Voices voices)
    {
        meeting.Convenors.AddRange(voices.Parties.Where(party => !meeting.Convenors.Contains(party)).Order(StringComparer.Ordinal));
        // Who proposes it again after taking the invitation back invites again.
        _left.ExceptWith(voices.Parties);
        meeting.InvitationWithdrawn = meeting.Convenors.All(_left.Contains);
        foreach (var invitee in fact.PartiesOf(fact.Statement.Meeting.Invitees))
        {
            if (voices.Best.IsWeak() || _owed.ContainsKey(invitee) || voices.Parties.Contains(invitee)) continue;
            var owed = new Owed(ObligationKind.Reply, meeting.Name, "", invitee, voices.Parties, fact, voices.Best);
            _owed.Add(invitee, owed);
            Effects.Did(fact, Effects.Opened(owed));
        }
    }

    /// <summary>Who takes part has answered. On a weak word only a meeting that was held says so.</summary>
    private void Join(Fact fact, Voices voices)
    {
        var act = fact.Statement.Meeting;
        if (voices.Best.IsWeak() && act.Phase != MeetingPhase.Held) return;
        IEnumerable<string> participants = act.Participants.Count > 0
            ? fact.PartiesOf(act.Participants)
            : ByDefault(voices);
        foreach (var participant in participants)
            if (_owed.TryGetValue(participant, out var owed) && owed.IsOwed)
                Effects.Moving(fact, owed, one => one.Deliver(fact, voices.Best, Disposition.Accepted));
    }

    /// <summary>Who takes part where a phase names nobody: its author and all invited so far.</summary>
    private IEnumerable<string> ByDefault(Voices voices) => voices.Parties.Union(_invited, StringComparer.Ordinal);

    private void CloseReplies(Fact fact, Voices voices)
    {
        _isOver = true;
        var reason = Reasons.Of(fact.Statement.Meeting.Phase == MeetingPhase.Held ? ReasonCode.MeetingHeld : ReasonCode.MeetingCancelled, voices.Parties);
        foreach (var owed in _owed.Values.Where(owed => owed.IsOwed))
            Effects.Moving(fact, owed, one => one.Close(ObligationState.Withdrawn, fact, voices.Best, reason));
    }

    private void Replied(Fact fact)
    {
        var voices = Moment.VoicesOf(fact);
        foreach (var party in voices.Parties)
            if (_owed.TryGetValue(party, out var owed))
                Effects.Moving(fact, owed, one => Take(one, fact, voices.BasisOf(party)!.Value));
        Effects.Nothing(fact, () => Hindrance.OfDebtors(fact.Statement.Response.Meeting, voices, _owed.Values, _ => true));
    }

    private static bool Take(Owed owed, Fact fact, Attribution basis)
    {
        var position = fact.Statement.Response.Position;
        var delivers = fact.Statement.Release != Release.Leaked && !basis.IsWeak();
        return position switch
        {
            Disposition.Unspecified => false,
            Disposition.Acknowledged or Disposition.Deferred => owed.Acknowledge(fact, basis, position),
            Disposition.Undisclosed => delivers && owed.DeliverUndisclosed(fact, basis),
            _ when delivers => owed.Deliver(fact, basis, position),
            _ when fact.Statement is { Release: Release.Leaked, Form: Form.Written } => owed.Leak(fact, basis, position),
            _ => owed.Speak(fact, basis, position),
        };
    }

    private void Withdrawn(Fact fact)
    {
        var voices = Moment.VoicesOf(fact);
        var leaving = _meeting?.Convenors.Where(convenor => !_left.Contains(convenor) && voices.BasisOf(convenor) is { } basis && !basis.IsWeak()).ToList() ?? [];
        if (leaving.Count > 0)
        {
            _left.UnionWith(leaving);
            _meeting!.InvitationWithdrawn = _meeting.Convenors.All(_left.Contains);
            Effects.Did(fact, new Effect { What = EffectKind.InvitationWithdrawn, Subject = Name });
            foreach (var owed in _owed.Values)
                Effects.Moving(fact, owed, one => one.Leave(leaving, ObligationState.Withdrawn, fact, voices.BestOf(leaving)!.Value, Reasons.Of(ReasonCode.InvitationWithdrawn, leaving)));
        }
        Effects.Nothing(fact, () => Hindrance.OfParties(fact.Statement.Withdrawal.Subject, voices, PartyRole.Author, party => _meeting?.Convenors.Contains(party) ?? false)
            ?? Hindrance.Of(fact.Statement.Withdrawal.Subject, WithoutEffectReason.Closed));
    }
}
