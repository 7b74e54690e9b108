using Diplomacy.V1;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>
/// One obligation while it is folded: what was delivered, promised, acknowledged and judged since it was asked for, in order; its state
/// is read off that.
/// </summary>
internal sealed class OracleObligation(Flaw flaw)
{
    private readonly List<OracleDeed> _deeds = [];
    private readonly List<(Said By, bool Stands)> _promises = [];
    private Disposition _spoken;
    private Disposition _formal;
    private Disposition _acknowledgement;
    private string _stateBy = "", _spokenBy = "", _formalBy = "";
    private Attribution _spokenBasis, _formalBasis;
    private ObligationState? _closed;
    private ObligationState _last;

    public required ObligationKind Kind { get; init; }
    public required string Subject { get; init; }
    public required string Item { get; init; }
    public required string Debtor { get; init; }
    public required List<string> Creditors { get; init; }
    public required Said OpenedBy { get; set; }

    /// <summary>Those who were creditors from the start, for the flaws.</summary>
    private List<string> First { get; } = [];

    public string Since { get; set; } = "";
    public string DueAsked { get; set; } = "";
    public ObligationState State => _closed ?? Open;
    public bool IsOwed => State is ObligationState.Outstanding or ObligationState.Acknowledged or ObligationState.Promised;

    /// <summary>The delivery that counts: the first that nobody finds insufficient.</summary>
    public Said? DeliveredBy => Counting.Select(deed => deed.By).FirstOrDefault();

    /// <summary>All that promised it and was not taken back.</summary>
    public IReadOnlyList<Said> Promised => [.. _promises.Select(promise => promise.By)];

    /// <summary>Of these, what promised it since it was last asked for.</summary>
    public IReadOnlyList<Said> PromisedSinceAsked => [.. _deeds.Where(deed => deed.Kind == OracleDeedKind.Promise).Select(deed => deed.By)];

    /// <summary>The formal position, or where there is none the spoken one.</summary>
    public Disposition Position => _formal != Disposition.Unspecified ? _formal : _spoken;

    public bool Satisfies(string creditor) => Creditors.Contains(creditor) && LastVerdict(creditor)?.Verdict == Verdict.Satisfied;

    private bool IsClosed => _closed is not null && flaw != Flaw.WithdrawnIsMoved;

    private IEnumerable<OracleDeed> Counting =>
        _deeds.Skip(flaw == Flaw.DisputedKeepsDelivery ? 0 : Disputed + 1).Where(deed => deed.Kind == OracleDeedKind.Delivery);

    /// <summary>Where the last verdict stands that finds a delivery insufficient; -1 where there is none.</summary>
    private int Disputed =>
        (flaw == Flaw.LeaverIsHeard ? _deeds.Select(deed => deed.Creditor).Distinct() : Creditors).Select(Finding).DefaultIfEmpty(-1).Max();

    private ObligationState Open
    {
        get
        {
            var needed = flaw == Flaw.JoinedNotNeeded ? Creditors.Intersect(First).ToList() : Creditors;
            var satisfied = needed.Count(creditor => LastVerdict(creditor)?.Verdict == Verdict.Satisfied);
            if (needed.Count > 0 && (flaw == Flaw.OneSatisfiedSettles ? satisfied > 0 : satisfied == needed.Count))
                return ObligationState.Settled;
            var after = _deeds.Skip(Disputed + 1).ToList();
            var delivery = after.FindIndex(deed => deed.Kind == OracleDeedKind.Delivery);
            var promise = after.FindLastIndex(deed => deed.Kind == OracleDeedKind.Promise);
            if (Disputed >= 0 && delivery < 0 && (promise < 0 || flaw == Flaw.PromiseLeavesDisputed)) return ObligationState.Disputed;
            if (delivery >= 0 && !(flaw == Flaw.PromiseMovesDelivered && promise > delivery))
            {
                var isKnown = _formal != Disposition.Unspecified && Kind != ObligationKind.Performance
                    && (flaw != Flaw.UndisclosedForgetsFormal
                        || after.Exists(deed => deed.Kind == OracleDeedKind.Delivery && deed.By.Name == _formalBy));
                return isKnown ? ObligationState.Answered : ObligationState.Delivered;
            }
            var acknowledged = after.FindLastIndex(deed => deed.Kind == OracleDeedKind.Acknowledgement);
            if (flaw == Flaw.AcknowledgementMovesPromised && acknowledged > promise) return ObligationState.Acknowledged;
            if (promise >= 0) return ObligationState.Promised;
            return _deeds.Exists(deed => deed.Kind == OracleDeedKind.Acknowledgement)
                ? ObligationState.Acknowledged
                : ObligationState.Outstanding;
        }
    }

    public void Begin(Said by)
    {
        First.AddRange(Creditors);
        (Since, _stateBy, _last) = (by.Statement.Said.Text, by.Name, ObligationState.Outstanding);
    }

    public void Speak(Disposition position, Said by, Attribution basis)
    {
        if (IsClosed) return;
        var isBetterKnown = _spoken != Disposition.Unspecified && Rank(_spokenBasis) > Rank(basis);
        if (IsWeak(basis) && isBetterKnown && flaw != Flaw.WeakSpokenReplacesBetter) return;
        (_spoken, _spokenBy, _spokenBasis) = (position, by.Name, basis);
        if (flaw == Flaw.SpokenOverwritesFormal && _formal != Disposition.Unspecified)
            (_formal, _formalBy, _formalBasis) = (position, by.Name, basis);
    }

    public void Formal(Disposition position, Said by, Attribution basis)
    {
        if (IsClosed) return;
        (_formal, _formalBy, _formalBasis) = (position, by.Name, basis);
        Look(by);
    }

    /// <summary>NOT_ADDRESSED, where nothing formal is known.</summary>
    public void LeftOut(Said by, Attribution basis)
    {
        if (_formal == Disposition.Unspecified || flaw == Flaw.CompleteOverwrites) Formal(Disposition.NotAddressed, by, basis);
    }

    public void Deliver(Said by)
    {
        if (IsClosed) return;
        if (flaw != Flaw.DeliveryLeavesPromiseStanding) NoPromiseStands();
        Add(OracleDeedKind.Delivery, by);
    }

    public void Acknowledge(Disposition acknowledgement, Said by)
    {
        if (IsClosed) return;
        _acknowledgement = acknowledgement;
        if (State == ObligationState.Outstanding || flaw == Flaw.AcknowledgementMovesPromised) Add(OracleDeedKind.Acknowledgement, by);
    }

    public void Promise(Said by)
    {
        if (IsClosed) return;
        _promises.Add((by, true));
        Add(OracleDeedKind.Promise, by);
    }

    /// <summary>SATISFIED or INSUFFICIENT, of one creditor. Where nothing was delivered, INSUFFICIENT is only shown.</summary>
    public void Judge(string creditor, Verdict verdict, Said by)
    {
        if (IsClosed) return;
        // Where another answer was promised meanwhile, what was delivered before is not what is waited for.
        var isOnDelivery = State is ObligationState.Delivered or ObligationState.Answered or ObligationState.Disputed
            || (State == ObligationState.Settled && DeliveredBy is not null)
            || (flaw == Flaw.InsufficientAlwaysDisputes && State == ObligationState.Settled)
            || (flaw == Flaw.InsufficientMovesOwed && IsOwed);
        _deeds.Add(new OracleDeed(OracleDeedKind.Verdict, by, creditor, verdict, isOnDelivery));
        Look(by);
    }

    public void MoreTime(string due)
    {
        if (!IsOwed && flaw != Flaw.MoreTimeOnWhatIsNotOwed) return;
        DueAsked = due;
        if (flaw != Flaw.MoreTimeKeepsPromised) NoPromiseStands();
    }

    public void Join(string creditor, Said by)
    {
        if (State is ObligationState.Withdrawn or ObligationState.Superseded) return;
        if (State == ObligationState.Settled && flaw != Flaw.SettledIsJoined) return;
        if (creditor == Debtor || Creditors.Contains(creditor)) return;
        Creditors.Add(creditor);
        Look(by);
    }

    /// <summary>These wait no longer; with the last of them it is closed.</summary>
    public void Leave(List<string> leaving, ObligationState end, Said by)
    {
        if (flaw == Flaw.OneLeavesForAll) leaving = [.. Creditors];
        if (IsClosed || !leaving.Intersect(Creditors).Any()) return;
        if (!Creditors.Except(leaving).Any()) _closed = end;
        else if (flaw != Flaw.LeaverStaysCreditor) Forget(leaving);
        Look(by);
    }

    /// <summary>The debtor takes its promise back, or the meeting is over.</summary>
    public void Withdraw(Said by)
    {
        if (IsClosed) return;
        if (Kind == ObligationKind.Performance) NoPromiseStands();
        _closed = ObligationState.Withdrawn;
        Look(by);
    }

    /// <summary>Asked for once more, by these: what is owed stays, with them as creditors.</summary>
    public void AskAgain(List<string> authors, string due, Said by)
    {
        if (State == ObligationState.Superseded && flaw != Flaw.AgainRevivesSuperseded) return;
        var isOwed = IsOwed;
        // Those who left it last are listed while it is closed, and no longer.
        if (_closed is not null) Forget([.. Creditors]);
        if (flaw != Flaw.AgainWithoutItsAuthors) Creditors.AddRange(authors.Except(Creditors).ToList());
        // Of what is owed nothing else changes than that who asks again is not satisfied any more.
        var unheard = authors.Where(author => !isOwed || LastVerdict(author)?.Verdict == Verdict.Satisfied).ToList();
        if (flaw != Flaw.AgainKeepsVerdicts)
            _deeds.RemoveAll(deed => deed.Kind == OracleDeedKind.Verdict && unheard.Contains(deed.Creditor));
        if (isOwed && flaw != Flaw.AgainMovesOwed) return;
        _closed = null;
        _deeds.RemoveAll(deed => deed.Kind != OracleDeedKind.Verdict
            && !(flaw == Flaw.AgainKeepsPromises && deed.Kind == OracleDeedKind.Promise));
        for (var at = 0; at < _deeds.Count; at++) _deeds[at] = _deeds[at] with { IsOnDelivery = false };
        if (flaw != Flaw.AgainKeepsPromises) NoPromiseStands();
        if (flaw != Flaw.AgainKeepsPositions)
        {
            (_spoken, _spokenBy, _spokenBasis) = (Disposition.Unspecified, "", Attribution.Unspecified);
            (_formal, _formalBy, _formalBasis) = (Disposition.Unspecified, "", Attribution.Unspecified);
        }
        _acknowledgement = Disposition.Unspecified;
        if (flaw != Flaw.AgainKeepsDue) DueAsked = due;
        if (flaw != Flaw.AgainKeepsSince) (OpenedBy, Since) = (by, by.Statement.Said.Text);
        (_last, _stateBy) = (State, by.Name);
    }

    public Answer Answer() => new(
        Kind, Subject, Item, Debtor, Law.Answer.Joined(Creditors), State, _stateBy,
        _spoken, _spokenBy, _spokenBasis, _formal, _formalBy, _formalBasis, _acknowledgement,
        Since, OpenedBy.Name, DueAsked, DuePromised,
        Law.Answer.Joined(_promises.Select(promise => $"{promise.By.Name}{(promise.Stands ? "" : " (not any longer)")}")),
        Law.Answer.Joined(Creditors.Select(LastVerdict).OfType<OracleDeed>()
            .Select(deed => $"{deed.Creditor} {deed.Verdict} by {deed.By.Name}")),
        DeliveredBy is not null,
        (flaw == Flaw.DeliveredAtTheLast ? Counting.LastOrDefault()?.By : DeliveredBy)?.Statement.Said.Text ?? "");

    /// <summary>The last due that a promise names which stands.</summary>
    public string DuePromised =>
        _promises.Where(promise => promise.Stands).Select(promise => promise.By.Statement.Promise.Due?.Text ?? "")
            .LastOrDefault(due => due.Length > 0) ?? "";

    private OracleDeed? LastVerdict(string creditor) =>
        _deeds.LastOrDefault(deed => deed.Kind == OracleDeedKind.Verdict && deed.Creditor == creditor);

    /// <summary>Where the creditor last found a delivery insufficient, without having been satisfied since; -1 where it has not.</summary>
    private int Finding(string creditor)
    {
        var satisfied = _deeds.FindLastIndex(deed => deed.Creditor == creditor && deed.Verdict == Verdict.Satisfied);
        var insufficient = _deeds.FindLastIndex(deed => deed.Creditor == creditor && deed.Verdict == Verdict.Insufficient
            && deed.IsOnDelivery);
        return insufficient > satisfied ? insufficient : -1;
    }

    private void Forget(List<string> creditors)
    {
        Creditors.RemoveAll(creditors.Contains);
        if (flaw != Flaw.LeaverIsHeard) _deeds.RemoveAll(deed => deed.Kind == OracleDeedKind.Verdict && creditors.Contains(deed.Creditor));
    }

    private void NoPromiseStands()
    {
        for (var at = 0; at < _promises.Count; at++) _promises[at] = _promises[at] with { Stands = false };
    }

    private void Add(OracleDeedKind kind, Said by)
    {
        if (flaw == Flaw.WithdrawnIsMoved) _closed = null;
        _deeds.Add(new OracleDeed(kind, by, "", Verdict.Unspecified, IsOnDelivery: false));
        Look(by);
    }

    /// <summary>What moves the state is what decided it.</summary>
    private void Look(Said by)
    {
        if (State != _last) (_last, _stateBy) = (State, by.Name);
    }
}

/// <summary>Something that was done about an obligation; the last three are a verdict's.</summary>
internal sealed record OracleDeed(OracleDeedKind Kind, Said By, string Creditor, Verdict Verdict, bool IsOnDelivery);

internal enum OracleDeedKind
{
    Delivery,
    Promise,
    Acknowledgement,
    Verdict,
}
