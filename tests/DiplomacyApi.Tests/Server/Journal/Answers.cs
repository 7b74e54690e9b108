using Diplomacy.V1;
using DiplomacyApi.Client;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Server.Journal;

/// <summary>All that a server answers at a point, to be compared with what another does.</summary>
internal static class Answers
{
    private static readonly CancellationToken Ct = TestServer.Token;

    /// <summary>Every list, and the status and timeline of every negotiation, byte for byte.</summary>
    public static async Task<List<string>> AtAsync(DiplomacyClient client, ReadAt at)
    {
        var negotiations = await client.Negotiations.ListNegotiationsAsync(
            new ListNegotiationsRequest { At = at, PageSize = 1_000 }, cancellationToken: Ct);
        var answers = new List<IMessage>
        {
            negotiations,
            await client.Actors.ListActorsAsync(new ListActorsRequest { At = at, PageSize = 1_000 }, cancellationToken: Ct),
            await client.Statements.ListStatementsAsync(new ListStatementsRequest { At = at, PageSize = 1_000 }, cancellationToken: Ct),
            await client.Negotiations.ListDemandsAsync(new ListDemandsRequest { At = at, PageSize = 1_000 }, cancellationToken: Ct),
            await client.Negotiations.ListObligationsAsync(new ListObligationsRequest { At = at, PageSize = 1_000 }, cancellationToken: Ct),
            await client.Negotiations.ListPromisesAsync(new ListPromisesRequest { At = at, PageSize = 1_000 }, cancellationToken: Ct),
            await client.Negotiations.ListMeetingsAsync(new ListMeetingsRequest { At = at, PageSize = 1_000 }, cancellationToken: Ct),
            await client.Negotiations.ListStandoffsAsync(new ListStandoffsRequest { At = at, PageSize = 1_000 }, cancellationToken: Ct),
            await client.Negotiations.GetWaitGraphAsync(new GetWaitGraphRequest { At = at }, cancellationToken: Ct),
        };
        foreach (var talks in negotiations.Negotiations)
        {
            answers.Add(await client.Negotiations.GetNegotiationStatusAsync(
                new GetNegotiationStatusRequest { Name = talks.Name, At = at }, cancellationToken: Ct));
            answers.Add(await client.Negotiations.ListTimelineEntriesAsync(
                new ListTimelineEntriesRequest { Negotiation = talks.Name, At = at, PageSize = 1_000 }, cancellationToken: Ct));
        }
        return answers.ConvertAll(answer => $"{answer.Descriptor.Name} {answer}");
    }

    /// <summary>The same without what names a log, a revision or a time of recording, which an import gives anew.</summary>
    public static async Task<List<string>> OfContentAtAsync(DiplomacyClient client, string asOf) =>
        (await AtAsync(client, new ReadAt { AsOf = asOf })).ConvertAll(answer =>
            System.Text.RegularExpressions.Regex.Replace(answer, """
                "(asOf|logId|revision|recordTime|recorder|etag|attachedRevision|logPosition)": ("[^"]*"|\{[^}]*\})(, )?
                """.Trim(), ""));

    /// <summary>Corrections, reports, duplicates an actor and a negotiation that were changed, on top of the founding case.</summary>
    public static async Task AddToAsync(DiplomacyClient client)
    {
        var said = await client.Statements.RecordStatementAsync(
            Requests.Response(Requests.Proposals, "nato-enlargement", "actors/united-states"), cancellationToken: Ct);
        var replacement = said.Statement.Clone();
        replacement.Said.Text = "2022-01-27";
        await client.Statements.CorrectStatementAsync(
            new CorrectStatementRequest
            {
                Correction = new Correction { Subject = said.Statement.Name, Label = CorrectionLabel.Refined, Replacement = replacement },
            },
            cancellationToken: Ct);
        await client.Statements.AttachReportAsync(
            new AttachReportRequest
            {
                Statement = said.Statement.Name,
                Report = new Report { Outlet = "An agency", Published = new PartialDate { Text = "2022-01-28" } },
                RequestId = "report",
            },
            cancellationToken: Ct);
        var twice = await client.Statements.RecordStatementAsync(Requests.Remark("It was said twice."), cancellationToken: Ct);
        var kept = await client.Statements.RecordStatementAsync(Requests.Remark("It was said twice, and is kept."), cancellationToken: Ct);
        await client.Statements.CorrectStatementAsync(
            new CorrectStatementRequest
            {
                Correction = new Correction
                {
                    Subject = twice.Statement.Name,
                    Label = CorrectionLabel.Duplicate,
                    DuplicateOf = kept.Statement.Name,
                },
            },
            cancellationToken: Ct);
        var wrong = await client.Statements.RecordStatementAsync(
            Requests.Response(Requests.Proposals, "nato-enlargement", "actors/germany"), cancellationToken: Ct);
        var annulled = await client.Statements.CorrectStatementAsync(
            new CorrectStatementRequest
            {
                Correction = new Correction { Subject = wrong.Statement.Name, Label = CorrectionLabel.SourceRetracted },
            },
            cancellationToken: Ct);
        await client.Statements.CorrectStatementAsync(
            new CorrectStatementRequest
            {
                Correction = new Correction { Subject = annulled.Correction.Name, Label = CorrectionLabel.Error },
            },
            cancellationToken: Ct);
        await client.Negotiations.UpdateNegotiationAsync(
            new UpdateNegotiationRequest { Negotiation = new Negotiation { Name = Requests.Talks, Marking = "UPDATED" } },
            cancellationToken: Ct);
        await client.Actors.UpdateActorAsync(
            new UpdateActorRequest { Actor = new Actor { Name = "actors/cuba", Aliases = { new LocalizedText { Text = "The island" } } } },
            cancellationToken: Ct);
    }
}
