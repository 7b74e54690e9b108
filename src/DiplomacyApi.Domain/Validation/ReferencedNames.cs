using System.Collections;
using Diplomacy.V1;
using DiplomacyApi.Domain.Names;
using Google.Protobuf;

namespace DiplomacyApi.Domain.Validation;

/// <summary>Which resources a request mentions or would create, so that they can be loaded before it is decided.</summary>
public static class ReferencedNames
{
    /// <summary>The actor that a request affiliates and that others may speak for already; empty where there is none.</summary>
    public static IReadOnlyCollection<string> Affiliated(IMessage request) =>
        request is UpdateActorRequest { Actor.Affiliations.Count: > 0 } update ? [update.Actor.Name] : [];

    /// <summary>Every resource name, each once.</summary>
    public static IReadOnlyCollection<string> Of(IMessage request)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in MessageWalk.Steps(request))
        {
            if (step.Rule.Collections.Count > 0)
            {
                if (step.Value is IList list) foreach (var element in list) names.Add((string)element);
                else names.Add((string)step.Value!);
            }
            else if (step.Rule.IsId && step.Value is string { Length: > 0 } id)
            {
                names.UnionWith(step.Holder switch
                {
                    RecordStatementRequest =>
                        [$"{Collections.Statements}/{id}", $"{Collections.Demands}/{id}", $"{Collections.Meetings}/{id}"],
                    CorrectStatementRequest => [$"{Collections.Corrections}/{id}"],
                    CreateActorRequest => [$"{Collections.Actors}/{id}"],
                    CreateNegotiationRequest => [$"{Collections.Negotiations}/{id}"],
                    _ => Array.Empty<string>(),
                });
            }
        }
        if (request is UpdateActorRequest update) names.Add(update.Actor.Name);
        if (request is UpdateNegotiationRequest talks) names.Add(talks.Negotiation.Name);
        names.RemoveWhere(name => name.EndsWith('/') || name.Length == 0);
        return names;
    }
}
