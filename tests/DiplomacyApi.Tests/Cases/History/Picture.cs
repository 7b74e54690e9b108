using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Cases.History;

/// <summary>Where a negotiation stands, in a few lines that a historian can check.</summary>
internal static class Picture
{
    public static async Task<string[]> OfAsync(DiplomacyClient client, string negotiation, ReadAt at, StatusLens lens)
    {
        var request = new GetNegotiationStatusRequest { Name = negotiation, At = at, Lens = lens };
        var status = (await client.Negotiations.GetNegotiationStatusAsync(request, cancellationToken: TestServer.Token)).Status;
        var all = new ListObligationsRequest { At = at, Lens = lens, Filter = new ObligationFilter { Negotiation = negotiation } };
        var obligations = await client.Negotiations.AllAsync(all, TestServer.Token).ToListAsync(TestServer.Token);
        return [
            status.State == NegotiationState.Unspecified ? "nothing said" : status.State.ToString(),
            .. obligations.GroupBy(obligation => obligation.Subject).OrderBy(subject => subject.Key, StringComparer.Ordinal)
                .SelectMany(Standing),
            .. status.WaitingOn.GroupBy(waiting => $"{Names(waiting.Creditors)} waits, on {Bare(waiting.Subject)}, for ")
                .Select(alike => alike.Key + Names(alike.Select(waiting => waiting.Debtor))),
            .. status.Conditions.Select(condition => $"condition {Bare(condition.Statement)}{(condition.Blocking ? " blocks" : "")}"),
            .. status.Standoffs.Select(standoff => $"standoff of {Names(standoff.Actors)}"),
            .. status.Warnings.Select(warning => $"warning {Bare(warning.Statement)}{(warning.Hedged ? ", hedged" : "")}"),
            .. status.NextMeeting is { } next ? new[] { $"next {Bare(next.Name)}" } : [],
        ];
    }

    /// <summary>One line for all items and debtors that stand alike; the items are named where they differ.</summary>
    private static IEnumerable<string> Standing(IGrouping<string, Obligation> subject) => subject
        .GroupBy(Standing)
        .Select(alike =>
            (Standing: alike.Key, Items: Names(alike.Select(one => one.Item).Distinct()),
                Debtors: Names(alike.Select(one => one.Debtor).Distinct()), Count: alike.Select(one => one.Item).Distinct().Count()))
        .OrderBy(alike => alike.Debtors, StringComparer.Ordinal).ThenBy(alike => alike.Items, StringComparer.Ordinal)
        .Select(alike =>
            $"{Bare(subject.Key)}, {alike.Debtors}: {(alike.Count == subject.Select(one => one.Item).Distinct().Count() ? "" : $"{alike.Items}: ")}{alike.Standing}");

    private static string Standing(Obligation obligation) => string.Concat([
        $"{obligation.State} since {obligation.Since.Text}",
        obligation.SpokenPosition == Disposition.Unspecified ? "" : $", spoken {obligation.SpokenPosition}",
        obligation.FormalPosition == Disposition.Unspecified ? "" : $", formal {obligation.FormalPosition}",
        obligation.DueAsked is null ? "" : $", due {obligation.DueAsked.Text}",
        .. obligation.Promises.Where(promise => !promise.AskedAgain)
            .Select(promise => $", promised {promise.Due?.Text ?? "for no day"}{(promise.Missed ? " and missed" : "")}"),
        obligation.DueState == DueState.Unspecified ? "" : $", {obligation.DueState}",
        obligation.Late ? ", late" : "",
        .. obligation.Verdicts.GroupBy(verdict => verdict.Verdict)
            .Select(verdict => $", {verdict.Key} to {Names(verdict.Select(one => one.Creditor))}"),
    ]);

    private static string Names(IEnumerable<string> names) => string.Join(" + ", names.Select(Bare));

    private static string Bare(string name) => name[(name.IndexOf('/') + 1)..];
}
