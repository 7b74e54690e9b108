using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Domain.Statements;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Negotiations;

/// <summary>Derives the status of one negotiation at one instant.</summary>
internal sealed class NegotiationFold
{
    private readonly KnownStatements _known;
    private readonly string? _name;
    private readonly AsOfView _view;
    private readonly List<EffectiveStatement> _statements;
    private readonly CancellationToken _ct;
    private readonly Dictionary<string, SubjectFold> _folds = new(StringComparer.Ordinal);

    public NegotiationFold(KnownStatements known, string? name, AsOfView view, CancellationToken ct)
    {
        (_known, _name, _view, _ct) = (known, name, view, ct);
        _statements = FoldOrder.Of(view.StatementsIn(name));
    }

    public NegotiationStatus Status(Negotiation negotiation)
    {
        var status = new NegotiationStatus { Negotiation = negotiation.Name, Marking = negotiation.Marking };
        status.Titles.AddRange(negotiation.Titles);
        (status.State, status.StateDecision) = State();
        status.Conditions.AddRange(LiveConditions());
        status.Warnings.AddRange(LiveWarnings());
        status.WaitingOn.AddRange(WaitingOn(status.Conditions));
        status.Standoffs.AddRange(Standoffs.Among(status.Conditions));
        status.NextMeeting = NextMeeting(status.State, status.StateDecision);
        var last = _statements.MaxBy(statement => (statement.Earliest, statement.Revision));
        status.LastActivity = last?.Message.Said;
        status.LastStatement = last?.Name ?? "";
        status.NextChangeTime = NextChange(status);
        if (status.State == NegotiationState.Active && status.Conditions.FirstOrDefault(condition => condition.Blocking) is { } blocking)
        {
            status.State = NegotiationState.AwaitingAnswers;
            status.StateDecision = new Decision
            {
                Statements = { status.Conditions.Where(condition => condition.Blocking).Select(condition => condition.Statement) },
                Basis = blocking.Basis,
                Reason = new Reason { Code = ReasonCode.Waiting, Actors = { blocking.Authors }, WaitingFor = { blocking.WaitingFor } },
            };
        }
        return status;
    }

    /// <summary>
    /// Until when time alone changes nothing of the status: to before the next statement is seen, or the first bound that is not past of a
    /// due or a meeting, of whatever was looked at for the status.
    /// </summary>
    public DateTimeOffset Until()
    {
        var seen = _known.All.Where(statement => statement.SeenTime > _view.AsOf).Select(statement => statement.SeenTime.AddTicks(-1));
        var dates = _folds.Values.SelectMany(folded => folded.Obligations
            .SelectMany(obligation => new[] { obligation.DueAsked, obligation.DuePromised }).Append(folded.Meeting?.Date))
            .OfType<PartialDate>();
        var passing = dates.SelectMany(date => new[] { DueBounds.Of(date), DateBounds.Of(date) })
            .SelectMany(bounds => new[] { bounds.Item1, bounds.Item2 }).Where(bound => bound >= _view.AsOf);
        return seen.Concat(passing).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
    }

    private (NegotiationState State, Decision? Decision) State()
    {
        var (state, decision) = (NegotiationState.Unspecified, (Decision?)null);
        foreach (var statement in _statements)
        {
            var effective = _view.EffectivePartiesOf(statement);
            var basis = effective.BestBasis;
            if (basis == Attribution.Unspecified) continue;
            if (state == NegotiationState.Unspecified)
                Move(NegotiationState.Proposed, statement, basis, Reasons.Of(ReasonCode.Begun, effective.Parties));
            if (basis.IsWeak()) continue;
            switch (statement.Message.ActCase)
            {
                case Statement.ActOneofCase.Meeting when statement.Message.Meeting.Phase == MeetingPhase.Held
                    && state == NegotiationState.Proposed:
                    Move(NegotiationState.Active, statement, basis, Reasons.Of(ReasonCode.MeetingHeld, effective.Parties));
                    break;
                case Statement.ActOneofCase.Promise when state == NegotiationState.Proposed && IsEffectivePromise(statement):
                    Move(NegotiationState.Active, statement, basis, Reasons.Of(ReasonCode.PromiseMade, effective.Parties));
                    break;
                case Statement.ActOneofCase.NegotiationStep:
                    Move(StateAfter(statement.Message.NegotiationStep.Step), statement, basis,
                        new Reason
                        {
                            Code = ReasonCode.Step,
                            Actors = { statement.Message.Speaker },
                            Step = statement.Message.NegotiationStep.Step,
                        });
                    break;
            }
        }
        return (state, decision);

        void Move(NegotiationState to, EffectiveStatement by, Attribution basis, Reason reason) =>
            (state, decision) = (to, new Decision { Statements = { by.Name }, Basis = basis, Reason = reason });
    }

    /// <summary>A promise to answer that its promisors withdrew counts as never made.</summary>
    private bool IsEffectivePromise(EffectiveStatement promise) => promise.Message.Promise.Kind != PromiseKind.ToAnswer
        || promise.Parties.Any(party => _view.EffectivePartiesOf(promise).BasisOf(party) is not null
            && !DemandFold.IsWithdrawnBy(_view, promise, party));

    private static NegotiationState StateAfter(NegotiationStep step) => step switch
    {
        NegotiationStep.Opened or NegotiationStep.Resumed => NegotiationState.Active,
        NegotiationStep.Suspended => NegotiationState.Suspended,
        NegotiationStep.Agreed => NegotiationState.Agreed,
        NegotiationStep.Signed => NegotiationState.Signed,
        NegotiationStep.BrokenOff => NegotiationState.BrokenOff,
        NegotiationStep.Concluded => NegotiationState.Concluded,
        _ => NegotiationState.Unspecified,
    };

    private SubjectFold FoldOf(string subject)
    {
        _ct.ThrowIfCancellationRequested();
        if (!_folds.TryGetValue(subject, out var folded)) _folds[subject] = folded = SubjectFold.Of(_view, subject, new EffectLog());
        return folded;
    }

    public IEnumerable<LiveCondition> LiveConditions()
    {
        foreach (var statement in _statements.Where(statement => statement.Message.ActCase is Statement.ActOneofCase.Condition))
        {
            var act = statement.Message.Condition;
            var held = act.Demands.SelectMany(demand => FoldOf(demand).Obligations)
                .Where(obligation => KeepsBlocking(act.Until, obligation.State)).ToList();
            // For a creditor that is satisfied it blocks no longer.
            var authors = RemainingAuthors(statement)
                .Where(author => act.Demands.Count == 0 || held.Exists(obligation => !AsOfCalculator.IsSatisfied(obligation, author)))
                .ToList();
            if (authors.Count == 0) continue;
            var waitingFor = held.Where(obligation => IsWaitedFor(obligation, authors))
                .Select(obligation => obligation.Debtor).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

            var basis = _view.EffectivePartiesOf(statement).BestBasisOf(authors)!.Value;
            var live = new LiveCondition
            {
                Statement = statement.Name,
                Until = act.Until == ConditionUntil.Unspecified ? ConditionUntil.Answered : act.Until,
                Blocking = waitingFor.Count > 0 && !basis.IsWeak(),
                Basis = basis,
            };
            live.Authors.AddRange(authors);
            live.Demands.AddRange(act.Demands);
            live.Titles.AddRange(act.Titles.Count > 0 ? act.Titles : statement.Message.Summaries);
            live.WaitingFor.AddRange(waitingFor);
            yield return live;
        }
    }

    private static bool KeepsBlocking(ConditionUntil until, ObligationState state) => until == ConditionUntil.Settled
        ? !IsFinal(state)
        : ObligationStateMachine.IsOwedState(state);

    private static bool IsWaitedFor(Obligation obligation, IEnumerable<string> authors) =>
        authors.Any(author => !AsOfCalculator.IsSatisfied(obligation, author));

    private static bool IsFinal(ObligationState state) =>
        state is ObligationState.Settled or ObligationState.Withdrawn or ObligationState.Superseded;

    private IEnumerable<LiveWarning> LiveWarnings()
    {
        foreach (var statement in _statements.Where(statement => statement.Message.ActCase is Statement.ActOneofCase.Warning))
        {
            var act = statement.Message.Warning;
            var authors = RemainingAuthors(statement);
            if (authors.Count == 0 || IsCarriedOut(statement) || (act.Demands.Count > 0 && act.Demands.All(IsOver))) continue;

            var live = new LiveWarning
            {
                Statement = statement.Name,
                Hedged = act.Hedged,
                Basis = _view.EffectivePartiesOf(statement).BestBasisOf(authors)!.Value,
                Said = statement.Message.Said,
            };
            live.Authors.AddRange(authors);
            live.Demands.AddRange(act.Demands);
            live.Consequences.AddRange(act.Consequences.Count > 0 ? act.Consequences : statement.Message.Summaries);
            yield return live;
        }
    }

    private bool IsOver(string demand)
    {
        var folded = FoldOf(demand);
        return folded.Obligations.Any() ? folded.Obligations.All(obligation => IsFinal(obligation.State)) : folded.IsClosed;
    }

    /// <summary>The authors for whom it counts and who did not withdraw it.</summary>
    private List<string> RemainingAuthors(EffectiveStatement statement) =>
        [.. _view.EffectivePartiesOf(statement).Parties.Where(party => !DemandFold.IsWithdrawnBy(_view, statement, party))
            .Order(StringComparer.Ordinal)];

    private bool IsCarriedOut(EffectiveStatement warning) => _view.StatementsNaming(warning.Name).Any(statement =>
        statement.Message.ActCase is Statement.ActOneofCase.Fulfillment && statement.Message.Fulfillment.Complete
        && statement.Message.Fulfillment.Subject == warning.Name
        && _view.EffectivePartiesOf(statement).BestBasisOf(warning.Parties) is { } basis && !basis.IsWeak());

    /// <summary>What is owed in the negotiation, and what keeps its live conditions blocking wherever it was opened.</summary>
    private IEnumerable<WaitingOn> WaitingOn(IReadOnlyCollection<LiveCondition> conditions)
    {
        var subjects = _known.Subjects.Concat(conditions.SelectMany(condition => condition.Demands)).Distinct(StringComparer.Ordinal);
        return subjects.SelectMany(subject => FoldOf(subject).Obligations
                .Where(obligation => (obligation.Negotiation == _name && ObligationStateMachine.IsOwedState(obligation.State))
                    || BlockingConditions(conditions, obligation).Any())
                .GroupBy(obligation => obligation.Debtor, StringComparer.Ordinal)
                .Select(owed => WaitingOnDebtor(subject, [.. owed], conditions)))
            .OrderBy(waiting => DateBounds.Of(waiting.Since).Earliest)
            .ThenBy(waiting => waiting.Subject, StringComparer.Ordinal)
            .ThenBy(waiting => waiting.Debtor, StringComparer.Ordinal);
    }

    private static IEnumerable<string> BlockingConditions(IEnumerable<LiveCondition> conditions, Obligation obligation) => conditions
        .Where(condition => condition.Blocking && condition.Demands.Contains(obligation.Subject)
            && KeepsBlocking(condition.Until, obligation.State)
            && IsWaitedFor(obligation, condition.Authors))
        .Select(condition => condition.Statement);

    private WaitingOn WaitingOnDebtor(string subject, List<Obligation> owed, IReadOnlyCollection<LiveCondition> conditions)
    {
        var behind = owed.MinBy(obligation => AsOfCalculator.Progress(obligation.State))!;
        var waiting = new WaitingOn
        {
            Debtor = behind.Debtor,
            Subject = subject,
            Kind = behind.Kind,
            State = behind.State,
            ItemCount = owed.Count,
            Since = owed.MinBy(obligation => DateBounds.Of(obligation.Since).Earliest)!.Since,
        };
        waiting.Creditors.AddRange(owed.SelectMany(AsOfCalculator.UnsatisfiedCreditors)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var dues = DueStatus.Of(owed, _view.AsOf);
        (waiting.DueAsked, waiting.DuePromised, waiting.DueState, waiting.DueStateTime) =
            (dues.Asked, dues.Promised, dues.State, dues.Since);
        waiting.DueKinds.AddRange(dues.Kinds);
        waiting.Titles.AddRange(behind.Titles);
        waiting.Blocks.AddRange(owed.SelectMany(obligation => BlockingConditions(conditions, obligation)).Distinct(StringComparer.Ordinal));
        return waiting;
    }

    /// <summary>The first by date that is to come; one without a date comes last.</summary>
    private Meeting? NextMeeting(NegotiationState state, Decision? decision) => _known.Subjects
        .Where(subject => ResourceName.IsIn(subject, Collections.Meetings))
        .Select(FoldOf)
        .Where(folded => folded.Meeting is { } meeting && meeting.Negotiation == _name && IsToCome(folded))
        .Select(folded => folded.Meeting!)
        .Where(meeting => meeting.Date is null || DateBounds.Of(meeting.Date).Latest >= _view.AsOf)
        .Where(meeting => state is not (NegotiationState.BrokenOff or NegotiationState.Signed or NegotiationState.Concluded)
            || IsAfter(meeting.PhaseDecision, decision!))
        .OrderBy(meeting => meeting.Date is null)
        .ThenBy(meeting => DateBounds.Of(meeting.Date).Earliest)
        .ThenBy(meeting => meeting.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>
    /// A scheduled or postponed meeting is to come, and a proposed one if no invitee has refused and the invitation was not withdrawn.
    /// </summary>
    private static bool IsToCome(SubjectFold folded) => folded.Meeting!.Phase is MeetingPhase.Scheduled or MeetingPhase.Postponed
        || (folded.Meeting is { Phase: MeetingPhase.Proposed, InvitationWithdrawn: false } && !folded.Obligations.Any(HasRefused));

    private static bool HasRefused(Obligation reply) =>
        (reply.FormalPosition != Disposition.Unspecified ? reply.FormalPosition : reply.SpokenPosition) == Disposition.Rejected;

    private bool IsAfter(Decision phase, Decision step) =>
        _known.Find(step.Statements[0]) is { } one && _known.Find(phase.Statements[0]) is { } other && one.ComesBefore(other);

    private Timestamp? NextChange(NegotiationStatus status)
    {
        var dates = status.NextMeeting?.Date is { } date ? [DateBounds.Of(date)] : Array.Empty<(DateTimeOffset, DateTimeOffset)>();
        return DueStatus.Next(
            status.WaitingOn.SelectMany(waiting => new[] { waiting.DueAsked, waiting.DuePromised })
                .OfType<PartialDate>().Select(DueBounds.Of).Concat(dates),
            _view.AsOf);
    }
}
