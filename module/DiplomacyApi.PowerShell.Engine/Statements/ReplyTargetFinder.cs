using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Engine.Statements;

/// <summary>
/// Finds the act that an assessment or a fulfillment is about, for in_reply_to: of two acts of one day, the one that judges the other must
/// come after it.
/// </summary>
internal sealed class ReplyTargetFinder(DiplomacyClient client)
{
    /// <summary>The statement's name; empty where there is none, or the act judges nothing.</summary>
    public async Task<string> FindAsync(Diplomacy.V1.Statement statement, CancellationToken token) => statement switch
    {
        { Fulfillment.Subject: { Length: > 0 } subject } when subject.StartsWith("statements/", StringComparison.Ordinal) => subject,
        { Assessment.Verdict: Diplomacy.V1.Verdict.MoreTime } => "",
        { Assessment: { Demand.Length: > 0 } or { Promise.Length: > 0 } } => await LastAsync(statement, token).ConfigureAwait(false),
        _ => "",
    };

    /// <summary>
    /// The last response to the demand, or the statement that the demand was met or the promise kept; otherwise the promise.
    /// </summary>
    private async Task<string> LastAsync(Diplomacy.V1.Statement statement, CancellationToken token)
    {
        var assessment = statement.Assessment;
        var filter = new StatementFilter { Subject = assessment.Demand.Length > 0 ? assessment.Demand : assessment.Promise };
        filter.ActKinds.Add(Diplomacy.V1.ActKind.Fulfillment);
        if (assessment.Demand.Length > 0) filter.ActKinds.Add(Diplomacy.V1.ActKind.Response);
        var last = default(Diplomacy.V1.Statement);
        await foreach (var judged in client.Statements.AllAsync(
                new ListStatementsRequest { PageSize = 100, Filter = filter }, token).ConfigureAwait(false))
            if (IsReplyTarget(judged, statement) && (last is null || SaidAt(judged) > SaidAt(last)))
                last = judged;
        return last?.Name ?? assessment.Promise;
    }

    private static bool IsReplyTarget(Diplomacy.V1.Statement judged, Diplomacy.V1.Statement statement)
    {
        var debtors = statement.Assessment.Debtors;
        var parties = judged.Principals.Concat(judged.ResolvedParties.Select(party => party.Party));
        // The lists come the last recorded first: of those said at one time, the first met is the last recorded.
        return (judged.CorrectedBy.Length == 0
            || judged.CorrectionLabel is Diplomacy.V1.CorrectionLabel.Error or Diplomacy.V1.CorrectionLabel.Refined)
            && (debtors.Count == 0 || debtors.Any(debtor => judged.Speaker == debtor || parties.Contains(debtor)));
    }

    private static DateTime SaidAt(Diplomacy.V1.Statement statement) => statement.Said?.EarliestTime?.ToDateTime() ?? DateTime.MinValue;
}
