using System.Collections;
using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Domain.Recording;

/// <summary>Which resources a request mentions or would create, so that they can be loaded before it is decided.</summary>
public static class RequestNeeds
{
    /// <summary>Every resource name, each once.</summary>
    public static IReadOnlyCollection<string> Of(IMessage request)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in MessageWalk.Through(request))
        {
            if (step.Rule.Collections.Count > 0)
            {
                if (step.Value is IList list) foreach (var element in list) names.Add((string)element);
                else names.Add((string)step.Value!);
            }
            else if (step.Holder is RecordStatementRequest { StatementId.Length: > 0 } record && step.Field.Name == "statement_id")
            {
                names.Add($"statements/{record.StatementId}");
                names.Add($"demands/{record.StatementId}");
                names.Add($"meetings/{record.StatementId}");
            }
        }
        switch (request)
        {
            case CreateActorRequest create: names.Add($"actors/{create.ActorId}"); break;
            case UpdateActorRequest update: names.Add(update.Actor.Name); break;
            case CreateNegotiationRequest create: names.Add($"negotiations/{create.NegotiationId}"); break;
            case CorrectStatementRequest correct: names.Add($"corrections/{correct.CorrectionId}"); break;
        }
        names.RemoveWhere(name => name.EndsWith('/') || name.Length == 0);
        return names;
    }
}
