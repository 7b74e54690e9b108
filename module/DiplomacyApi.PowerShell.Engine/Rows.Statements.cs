using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Statements.</summary>
internal sealed partial class Rows
{
    public async Task<Statement> OfAsync(Diplomacy.V1.Statement statement, CancellationToken token) => new()
    {
        StatementId = Ids.Bare(statement.Name),
        Said = statement.Said.Text(),
        Speaker = await actors.NameAsync(statement.Speaker, token).ConfigureAwait(false),
        SpeakerId = Ids.Bare(statement.Speaker),
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
        NegotiationId = Ids.Bare(statement.Negotiation),
        Sources = Mapping.Sources(statement.Reports),
        Marking = statement.Marking,
        Standing = statement.Standing.To<Standing>(),
        DuplicateOf = Ids.Bare(statement.DuplicateOf),
        CorrectedBy = Ids.Bare(statement.CorrectedBy),
        Revision = statement.Revision,
        RecordTime = statement.RecordTime.ToDateTimeOffset(),
        Recorder = statement.Recorder,
    };

    public async Task<StatementEvent> OfAsync(Diplomacy.V1.StatementEvent told, CancellationToken token)
    {
        var statement = await OfAsync(told.Statement, token).ConfigureAwait(false);
        return new StatementEvent
        {
            Kind = told.Kind.To<StatementEventKind>(),
            StatementId = statement.StatementId,
            Said = statement.Said,
            Speaker = statement.Speaker,
            SpeakerId = statement.SpeakerId,
            To = statement.To,
            Act = statement.Act,
            Subject = statement.Subject,
            Summary = statement.Summary,
            Attribution = statement.Attribution,
            NegotiationId = statement.NegotiationId,
            Sources = statement.Sources,
            Marking = statement.Marking,
            Correction = told.Correction is { } correction ? $"{correction.Label}{(correction.Note.Length > 0 ? $": {correction.Note}" : "")}" : "",
            Annulled = statement.Standing == Standing.Annulled,
            Standing = statement.Standing,
            DuplicateOf = statement.DuplicateOf,
            Revision = told.LogPosition?.Revision ?? 0,
            RecordTime = told.RecordTime?.ToDateTimeOffset() ?? default,
            Recorder = told.Correction?.Recorder is { Length: > 0 } recorder ? recorder : statement.Recorder,
        };
    }

    private static string SubjectOf(Diplomacy.V1.Statement statement) => statement.ActCase switch
    {
        Diplomacy.V1.Statement.ActOneofCase.Demand => Ids.Bare(First(statement.Demand.Demand, statement.Demand.Restates, statement.Demand.Joins)),
        Diplomacy.V1.Statement.ActOneofCase.Promise => Ids.Bare(First(statement.Promise.Demand, statement.Promise.Restates)),
        Diplomacy.V1.Statement.ActOneofCase.Response => string.Join(", ", statement.Response.Demands.Append(statement.Response.Meeting).Where(name => name.Length > 0).Select(Ids.Bare)),
        Diplomacy.V1.Statement.ActOneofCase.Assessment => Ids.Bare(First(statement.Assessment.Demand, statement.Assessment.Promise)),
        Diplomacy.V1.Statement.ActOneofCase.Fulfillment => Ids.Bare(statement.Fulfillment.Subject),
        Diplomacy.V1.Statement.ActOneofCase.Condition => string.Join(", ", statement.Condition.Demands.Select(Ids.Bare)),
        Diplomacy.V1.Statement.ActOneofCase.Warning => string.Join(", ", statement.Warning.Demands.Select(Ids.Bare)),
        Diplomacy.V1.Statement.ActOneofCase.Meeting => Ids.Bare(statement.Meeting.Meeting),
        Diplomacy.V1.Statement.ActOneofCase.Withdrawal => Ids.Bare(statement.Withdrawal.Subject),
        Diplomacy.V1.Statement.ActOneofCase.Remark => Ids.Bare(statement.Remark.Subject),
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
