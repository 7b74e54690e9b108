using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Statements;

namespace DiplomacyApi.PowerShell.Engine.Watching;

/// <summary>Turns the events of a watch into rows.</summary>
internal sealed class StatementEventRows(StatementRows statements)
{
    public async Task<StatementEvent> ToRowAsync(Diplomacy.V1.StatementEvent message, CancellationToken token)
    {
        var statement = await statements.ToRowAsync(message.Statement, token).ConfigureAwait(false);
        return new StatementEvent
        {
            Kind = message.Kind.To<StatementEventKind>(),
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
            Correction = message.Correction is { } correction
                ? $"{correction.Label}{(correction.Note.Length > 0 ? $": {correction.Note}" : "")}"
                : "",
            Annulled = statement.Standing == Standing.Annulled,
            Standing = statement.Standing,
            DuplicateOf = statement.DuplicateOf,
            Revision = message.LogPosition?.Revision ?? 0,
            RecordTime = message.RecordTime?.ToDateTimeOffset() ?? default,
            Recorder = message.Correction?.Recorder is { Length: > 0 } recorder ? recorder : statement.Recorder,
        };
    }
}
