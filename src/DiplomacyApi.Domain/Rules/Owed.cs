using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Rules;

/// <summary>
/// One obligation while it is folded: the transition table of the rules. Each method is one column, and returns false where the act is
/// not taken: on too weak a word, or because it comes too late. What is taken may still move nothing. Nothing moves what is withdrawn or superseded.
/// </summary>
internal sealed class Owed
{
    private readonly Obligation _obligation;

    public Owed(ObligationKind kind, string subject, string item, string debtor, IEnumerable<string> creditors, Fact opener, Attribution basis, ObligationState state)
    {
        _obligation = new Obligation
        {
            Kind = kind,
            Subject = subject,
            Item = item,
            Debtor = debtor,
            Since = opener.Statement.Said,
            OpenedBy = opener.Name,
            Negotiation = opener.Statement.Negotiation,
            RequiredForm = RequiredForm.Any,
        };
        _obligation.Creditors.AddRange(creditors.Order(StringComparer.Ordinal));
        Move(state, opener, basis, state == ObligationState.Promised ? $"{Id(debtor)} promised it" : $"{Ids(creditors)} asked for it");
    }

    public string Item => _obligation.Item;
    public string Debtor => _obligation.Debtor;
    public ObligationState State => _obligation.State;
    public Disposition Formal => _obligation.FormalPosition;
    public bool IsClosed => State is ObligationState.Withdrawn or ObligationState.Superseded;
    public bool IsOwed => IsOwedState(State);
    public Obligation Message => _obligation;

    public static bool IsOwedState(ObligationState state) =>
        state is ObligationState.Outstanding or ObligationState.Acknowledged or ObligationState.Promised;

    public bool Acknowledge(Fact by, Attribution basis, Disposition disposition)
    {
        if (IsClosed || basis.IsWeak()) return false;
        _obligation.Acknowledgement = disposition;
        if (State == ObligationState.Outstanding)
            Move(ObligationState.Acknowledged, by, basis, disposition == Disposition.Deferred ? $"{Id(Debtor)} put it off" : $"{Id(Debtor)} acknowledged it");
        return true;
    }

    public bool Speak(Fact by, Attribution basis, Disposition position)
    {
        if (IsClosed) return false;
        if (basis.IsWeak() && _obligation.SpokenDecision is { } held && held.Basis.Rank() > basis.Rank()) return false;
        _obligation.SpokenPosition = position;
        _obligation.SpokenDecision = Decided(by, basis, $"{Id(Debtor)}, not in the form asked for: {Word(position)}");
        return true;
    }

    /// <summary>A leaked text sets the formal position, whatever its word, and delivers nothing.</summary>
    public bool Leak(Fact by, Attribution basis, Disposition position)
    {
        if (IsClosed) return false;
        SetFormal(by, basis, position, "in a leaked text");
        if (State == ObligationState.Delivered) AnswerWithKnownPosition(by, basis);
        return true;
    }

    public bool DeliverUndisclosed(Fact by, Attribution basis)
    {
        if (IsClosed) return false;
        _obligation.Delivered = true;
        if (!IsOwed && State != ObligationState.Disputed) return true;
        Move(ObligationState.Delivered, by, basis, $"{Id(Debtor)} delivered an answer; what it says is not known");
        if (Formal != Disposition.Unspecified) AnswerWithKnownPosition(by, basis);
        return true;
    }

    public bool Deliver(Fact by, Attribution basis, Disposition position)
    {
        if (IsClosed) return false;
        _obligation.Delivered = true;
        SetFormal(by, basis, position, "in the form asked for");
        if (IsOwed || State is ObligationState.Delivered or ObligationState.Disputed)
            Move(ObligationState.Answered, by, basis, $"{Id(Debtor)} answered: {Word(position)}");
        return true;
    }

    public bool Perform(Fact by, Attribution basis)
    {
        if (IsClosed) return false;
        _obligation.Delivered = true;
        if (State is not (ObligationState.Promised or ObligationState.Disputed)) return true;
        Move(ObligationState.Delivered, by, basis, $"{Id(Debtor)} did it");
        return true;
    }

    public bool Promise(Fact by, Attribution basis, PartialDate? due)
    {
        if (IsClosed || basis.IsWeak()) return false;
        _obligation.Promises.Add(new PromiseMade { Statement = by.Name, Due = due, Basis = basis, SeenTime = Timestamp.FromDateTimeOffset(by.Seen) });
        if (State is ObligationState.Outstanding or ObligationState.Acknowledged or ObligationState.Disputed)
            Move(ObligationState.Promised, by, basis, $"{Id(Debtor)} promised it");
        return true;
    }

    public bool Settle(Fact by, Attribution basis)
    {
        if (IsClosed) return false;
        if (State != ObligationState.Settled) Move(ObligationState.Settled, by, basis, "the creditor is satisfied");
        return true;
    }

    public bool Dispute(Fact by, Attribution basis)
    {
        if (State is ObligationState.Delivered or ObligationState.Answered || (State == ObligationState.Settled && _obligation.Delivered))
        {
            Move(ObligationState.Disputed, by, basis, "the creditor finds it insufficient");
            _obligation.Delivered = false;
            return true;
        }
        if (State != ObligationState.Settled) return !IsClosed;
        var stands = _obligation.Promises.Count > 0 || _obligation.Kind == ObligationKind.Performance;
        Move(stands ? ObligationState.Promised : ObligationState.Outstanding, by, basis, "the creditor finds it insufficient, and nothing was delivered");
        return true;
    }

    public bool Close(ObligationState state, Fact by, Attribution basis, string reason)
    {
        if (IsClosed) return false;
        Move(state, by, basis, reason);
        return true;
    }

    private void SetFormal(Fact by, Attribution basis, Disposition position, string how)
    {
        _obligation.FormalPosition = position;
        _obligation.FormalDecision = Decided(by, basis, $"{Id(Debtor)}, {how}: {Word(position)}");
    }

    /// <summary>Delivered, and a position known, in whatever order: both statements decided it, and the weaker word carries it.</summary>
    private void AnswerWithKnownPosition(Fact by, Attribution basis)
    {
        var decision = Decided(by, basis, $"{Id(Debtor)} answered: {Word(Formal)}");
        var others = _obligation.StateDecision.Statements.Concat(_obligation.FormalDecision.Statements).Where(name => name != by.Name).Distinct().ToList();
        decision.Statements.Clear();
        decision.Statements.AddRange(others.Append(by.Name));
        decision.Basis = Attributions.Weaker(Attributions.Weaker(basis, _obligation.StateDecision.Basis), _obligation.FormalDecision.Basis);
        _obligation.State = ObligationState.Answered;
        _obligation.StateDecision = decision;
    }

    private void Move(ObligationState state, Fact by, Attribution basis, string reason)
    {
        _obligation.State = state;
        _obligation.StateDecision = Decided(by, basis, reason);
    }

    private static Decision Decided(Fact by, Attribution basis, string reason) => new() { Statements = { by.Name }, Basis = basis, Reason = reason };

    internal static string Id(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    internal static string Ids(IEnumerable<string> names) => string.Join(" and ", names.Select(Id));

    internal static string Word(Disposition position) => position switch
    {
        Disposition.NotAddressed => "not addressed",
        _ => position.ToString().ToLowerInvariant(),
    };
}
