using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Statements;

/// <summary>Turns statements into rows.</summary>
internal sealed class StatementRows(ActorDisplayNames actors)
{
    public async Task<Statement> ToRowAsync(Diplomacy.V1.Statement statement, CancellationToken token) => new()
    {
        StatementId = ResourceNames.IdOf(statement.Name),
        Said = statement.Said.Text(),
        Speaker = await actors.NameAsync(statement.Speaker, token).ConfigureAwait(false),
        SpeakerId = ResourceNames.IdOf(statement.Speaker),
        To = await actors.NamesAsync(statement.Addressees, token).ConfigureAwait(false),
        Through = await actors.NamesAsync(statement.Through, token).ConfigureAwait(false),
        Act = statement.ActKind.ToString(),
        Subject = SubjectOf(statement),
        Summary = statement.Summaries.First(),
        Quote = statement.Quotation?.Text ?? "",
        Form = statement.Form.To<Form>(),
        // What nobody says is kept back is public.
        Release = statement.Release == Diplomacy.V1.Release.Unspecified ? Release.Public : statement.Release.To<Release>(),
        Attribution = statement.Attribution.To<Attribution>(),
        NegotiationId = ResourceNames.IdOf(statement.Negotiation),
        Sources = MessageExtensions.Sources(statement.Reports),
        Marking = statement.Marking,
        Standing = statement.Standing.To<Standing>(),
        DuplicateOf = ResourceNames.IdOf(statement.DuplicateOf),
        CorrectedBy = ResourceNames.IdOf(statement.CorrectedBy),
        Revision = statement.Revision,
        RecordTime = statement.RecordTime.ToDateTimeOffset(),
        Recorder = statement.Recorder,
    };

    private static string SubjectOf(Diplomacy.V1.Statement statement) => statement.ActCase switch
    {
        Diplomacy.V1.Statement.ActOneofCase.Demand =>
            ResourceNames.IdOf(First(statement.Demand.Demand, statement.Demand.Restates, statement.Demand.Joins)),
        Diplomacy.V1.Statement.ActOneofCase.Promise => ResourceNames.IdOf(First(statement.Promise.Demand, statement.Promise.Restates)),
        Diplomacy.V1.Statement.ActOneofCase.Response =>
            string.Join(", ",
                statement.Response.Demands.Append(statement.Response.Meeting).Where(name => name.Length > 0).Select(ResourceNames.IdOf)),
        Diplomacy.V1.Statement.ActOneofCase.Assessment =>
            ResourceNames.IdOf(First(statement.Assessment.Demand, statement.Assessment.Promise)),
        Diplomacy.V1.Statement.ActOneofCase.Fulfillment => ResourceNames.IdOf(statement.Fulfillment.Subject),
        Diplomacy.V1.Statement.ActOneofCase.Condition => string.Join(", ", statement.Condition.Demands.Select(ResourceNames.IdOf)),
        Diplomacy.V1.Statement.ActOneofCase.Warning => string.Join(", ", statement.Warning.Demands.Select(ResourceNames.IdOf)),
        Diplomacy.V1.Statement.ActOneofCase.Meeting => ResourceNames.IdOf(statement.Meeting.Meeting),
        Diplomacy.V1.Statement.ActOneofCase.Withdrawal => ResourceNames.IdOf(statement.Withdrawal.Subject),
        Diplomacy.V1.Statement.ActOneofCase.Remark => ResourceNames.IdOf(statement.Remark.Subject),
        _ => "",
    };

    private static string First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (name.Length > 0)
                return name;
        return "";
    }
}
