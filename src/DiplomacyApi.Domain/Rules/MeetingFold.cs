using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Folds what is seen of one meeting: its phases, and the replies it asks for.</summary>
internal sealed class MeetingFold
{
    private readonly Moment _moment;
    private readonly Effects _effects;
    private readonly SortedDictionary<string, Owed> _owed = new(StringComparer.Ordinal);
    private readonly List<string> _invited = [];
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);

    // Once held or called off it stays so, whatever phase is told of later.
    private bool _isOver;

    public MeetingFold(Moment moment, string name, Effects effects)
    {
        (_moment, _effects) = (moment, effects);
        foreach (var fact in FoldOrder.Of(moment.Naming(name).Where(fact => fact.Makes == name || fact.ActedOn.Contains(name)).Distinct()))
        {
            switch (fact.Statement.ActCase)
            {
                case Statement.ActOneofCase.Meeting: Phase(fact, name); break;
                case Statement.ActOneofCase.Response: Replied(fact); break;
                case Statement.ActOneofCase.Withdrawal: Withdrawn(fact); break;
            }
        }
        foreach (var owed in _owed.Values)
        {
            owed.Message.Titles.Clear();
            owed.Message.Titles.AddRange(Meeting!.Titles);
        }
    }

    /// <summary>The meeting; null where it is not seen, or has no effect.</summary>
    public Meeting? Meeting { get; private set; }

    public IEnumerable<Obligation> Obligations => _owed.Values.Select(owed => owed.Message);

    private void Phase(Fact fact, string name)
    {
        var voices = _moment.VoicesOf(fact);
        var act = fact.Statement.Meeting;
        if (voices.Parties.Count == 0 || (act.Phase == MeetingPhase.Proposed && _isOver))
        {
            _effects.Nothing(fact, voices.Parties.Count == 0 ? "it is denied" : "it was held or called off; propose a new one");
            return;
        }

        Meeting ??= new Meeting { Name = name, Negotiation = fact.Statement.Negotiation };
        _invited.AddRange(fact.PartiesOf(act.Invitees).Except(_invited, StringComparer.Ordinal).ToList());
        Describe(Meeting, fact, voices.Best);
        Meeting.Participants.Clear();
        Meeting.Participants.AddRange(act.Participants.Count > 0 ? act.Participants : ByDefault(voices));
        _effects.Did(fact, $"the meeting is {act.Phase.ToString().ToLowerInvariant()}");
        if (act.Phase == MeetingPhase.Proposed) Invite(Meeting, fact, voices);
        if (act.Phase is MeetingPhase.Scheduled or MeetingPhase.Held) Join(fact, voices);
        if (act.Phase is MeetingPhase.Held or MeetingPhase.Cancelled) CloseReplies(fact, voices.Best);
    }

    private static void Describe(Meeting meeting, Fact fact, Attribution basis)
    {
        var act = fact.Statement.Meeting;
        meeting.Phase = act.Phase;
        meeting.PhaseDecision = new Decision { Statements = { fact.Name }, Basis = basis, Reason = $"{Owed.Id(fact.Statement.Speaker)} said so" };
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
        meeting.InvitationWithdrawn = meeting.Convenors.All(_left.Contains);
        foreach (var invitee in fact.PartiesOf(fact.Statement.Meeting.Invitees))
        {
            if (voices.Best.IsWeak() || _owed.ContainsKey(invitee) || voices.Parties.Contains(invitee)) continue;
            _owed.Add(invitee, new Owed(ObligationKind.Reply, meeting.Name, "", invitee, voices.Parties, fact, voices.Best));
            _effects.Did(fact, $"{Owed.Id(invitee)}: a reply is owed");
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
                _effects.Moving(fact, owed, one => one.Deliver(fact, voices.Best, Disposition.Accepted));
    }

    /// <summary>Who takes part where a phase names nobody: its author and all invited so far.</summary>
    private IEnumerable<string> ByDefault(Voices voices) => voices.Parties.Union(_invited, StringComparer.Ordinal);

    private void CloseReplies(Fact fact, Attribution basis)
    {
        _isOver = true;
        var reason = fact.Statement.Meeting.Phase == MeetingPhase.Held ? "the meeting was held" : "the meeting was called off";
        foreach (var owed in _owed.Values.Where(owed => owed.IsOwed))
            _effects.Moving(fact, owed, one => one.Close(ObligationState.Withdrawn, fact, basis, reason));
    }

    private void Replied(Fact fact)
    {
        var voices = _moment.VoicesOf(fact);
        foreach (var party in voices.Parties)
            if (_owed.TryGetValue(party, out var owed))
                _effects.Moving(fact, owed, one => Take(one, fact, voices.BasisOf(party)!.Value));
        _effects.Nothing(fact, "nobody it speaks for owes a reply");
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
        var voices = _moment.VoicesOf(fact);
        var leaving = Meeting?.Convenors.Where(convenor => !_left.Contains(convenor) && voices.BasisOf(convenor) is { } basis && !basis.IsWeak()).ToList() ?? [];
        if (leaving.Count > 0)
        {
            _left.UnionWith(leaving);
            Meeting!.InvitationWithdrawn = Meeting.Convenors.All(_left.Contains);
            _effects.Did(fact, "the invitation is taken back");
            foreach (var owed in _owed.Values)
                _effects.Moving(fact, owed, one => one.Leave(leaving, ObligationState.Withdrawn, fact, voices.BestOf(leaving)!.Value, "the invitation was taken back"));
        }
        _effects.Nothing(fact, "only who invited takes the invitation back, on its own word");
    }
}
