using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// What it costs to derive the entries of one request, counted before any is decided. A plain act said last is applied to where its subject
/// stands; anything else folds the subject from the start: each statement about it once, and all of them again at each that is more than a
/// plain act.
/// </summary>
internal sealed class FoldCost(StatementLoader loader, SubjectFolds folds)
{
    /// <summary>What an obligation takes where a fold begins again, beside a statement, as measured.</summary>
    private const int StepsOfObligation = 4;

    /// <summary>What reading a statement and writing what came of it take, beside applying it, as measured.</summary>
    private const int StepsOfStatement = 20;

    private readonly Dictionary<string, Subject> _subjects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyCollection<string>> _restingOfNew = new(StringComparer.Ordinal);
    private long _obligations;

    /// <summary>Looks at a statement, or at an obligation, at one instant; about a microsecond each.</summary>
    public long Steps { get; private set; }

    /// <summary>Adds what one entry costs. Refuses TOO_COSTLY past a bound.</summary>
    public void Add(Step step, CancellationToken ct)
    {
        var statement = (step.Request as StatementItem)?.Statement ?? step.Request as RecordStatementRequest;
        var made = MadeBy(statement);
        var resting = RestingOf(step, ct);
        if (resting.Count > Limits.RestingNamesMax)
            throw TooCostly(
                $"It rests on more than {NumberText.Of(Limits.RestingNamesMax)} others, each a reply to the one before; reply to an earlier one, or leave in_reply_to empty.");

        var plain = statement is not null && RefoldEstimate.IsPlain(statement.Statement) && !loader.Graph.HasDuplicates(resting)
            ? statement.Statement
            : null;
        foreach (var name in resting.Where(IsFolded).Except(made, StringComparer.Ordinal)) Fold(SubjectOf(name, ct), plain);
        var opened = new Subject { Obligations = ObligationsOf(statement) };
        Fold(opened, plain: null);
        foreach (var name in made) (_restingOfNew[name], _subjects[name]) = (resting, opened);

        if (Steps > Limits.FoldStepsPerRequestMax)
            throw TooCostly(
                "It acts on so many earlier statements that it would hold up all other writes; send fewer statements at once, or record a new demand.");
        if (_obligations > Limits.ObligationsPerRequestMax)
            throw TooCostly(
                $"It would touch more than {NumberText.Of(Limits.ObligationsPerRequestMax)} obligations; send fewer statements at once.");
    }

    private void Fold(Subject subject, Statement? plain)
    {
        subject.Statements++;
        _obligations += subject.Obligations;
        var isLast = plain is not null && RefoldEstimate.Said(plain).From >= subject.LastSaid;
        if (isLast) subject.LastSaid = RefoldEstimate.Said(plain!).From;
        // What is seen where it is said takes its place among the others; the fold goes on over it.
        else if (plain is null || RefoldEstimate.Said(plain).Until >= subject.LastSaid) subject.Beginnings++;
        Steps += isLast && subject.IsFolded
            ? StepsOfStatement
            : subject.Statements * StepsOfStatement + subject.Beginnings * (subject.Statements + StepsOfObligation * subject.Obligations);
        subject.IsFolded = true;
    }

    private Subject SubjectOf(string name, CancellationToken ct)
    {
        if (_subjects.TryGetValue(name, out var known)) return known;
        var obligations = folds.ObligationsOf(name, ct);
        if (folds.Of(name) is { } history)
            return _subjects[name] = new Subject
            {
                Statements = history.Statements,
                Beginnings = history.Refolds,
                Obligations = obligations,
                LastSaid = history.LastSaid,
                IsFolded = true,
            };
        var reaching = loader.Graph.Reaching([name]);
        var (beginnings, last) = RefoldEstimate.Refolds(reaching.Select(statement => loader.Graph.Statements[statement]));
        return _subjects[name] = new Subject
        {
            Statements = reaching.Count,
            Beginnings = beginnings,
            Obligations = obligations,
            LastSaid = last,
        };
    }

    /// <summary>What it names, and what that rests on, whether it is recorded or comes earlier in the request.</summary>
    private HashSet<string> RestingOf(Step step, CancellationToken ct)
    {
        var names = step.Needs.Where(name => !ResourceName.IsIn(name, "actors") && !ResourceName.IsIn(name, "negotiations"))
            .Select(name => loader.StatementOf(name, ct)).OfType<string>()
            .Where(name => loader.Graph.Knows(name) || _restingOfNew.ContainsKey(name)).ToList();
        return loader.Graph.RestingOf(names.Concat(names.SelectMany(name => _restingOfNew.GetValueOrDefault(name, []))));
    }

    private bool IsFolded(string name) => !ResourceName.IsIn(name, "statements")
        || (loader.Graph.Statements.TryGetValue(name, out var statement)
            && statement.Promise is { Kind: PromiseKind.ToDo, Restates.Length: 0 });

    private static List<string> MadeBy(RecordStatementRequest? request)
    {
        if (request is not { StatementId: { Length: > 0 } id })
            return request is not null && References.Makes(request.Statement) is { } one ? [one] : [];
        var made = References.Makes(request.Statement) ?? request.Statement switch
        {
            { Demand: { } demand } when References.MakesDemand(demand) => $"demands/{id}",
            { Meeting: not null } => $"meetings/{id}",
            _ => "",
        };
        return made.Length == 0 ? [$"statements/{id}"] : [$"statements/{id}", made];
    }

    private static int ObligationsOf(RecordStatementRequest? request) => request?.Statement switch
    {
        { Demand: { } demand } one =>
            Math.Max(1, demand.Items.Count) * Math.Max(1, demand.Targets.Count > 0 ? demand.Targets.Count : one.Addressees.Count),
        { Meeting: { } meeting } => meeting.Invitees.Count,
        _ => 0,
    };

    private static RefusedException TooCostly(string message) => new(ErrorReason.TooCostly, message);

    private sealed class Subject
    {
        public long Statements { get; set; }
        public long Beginnings { get; set; }
        public long Obligations { get; init; }
        public DateTimeOffset LastSaid { get; set; } = DateTimeOffset.MinValue;

        /// <summary>Whether it stands folded, so that a plain act is applied alone.</summary>
        public bool IsFolded { get; set; }
    }
}
