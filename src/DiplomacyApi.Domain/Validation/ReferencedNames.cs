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
        using var walk = MessageWalk.Through(request);
        while (walk.MoveNext())
        {
            if (walk.Rule.Collections.Count > 0)
            {
                if (walk.List is { } list) for (var index = 0; index < list.Count; index++) Add((string)list[index]!);
                else Add(walk.Text!);
            }
            else if (walk.Rule.IsId && walk.Text is { Length: > 0 } id)
            {
                names.UnionWith(walk.Holder switch
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
        if (request is UpdateActorRequest update) Add(update.Actor.Name);
        if (request is UpdateNegotiationRequest talks) Add(talks.Negotiation.Name);
        return names;

        void Add(string name)
        {
            if (name.Length > 0 && !name.EndsWith('/')) names.Add(name);
        }
    }
}
