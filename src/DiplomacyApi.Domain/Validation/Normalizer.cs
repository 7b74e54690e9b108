using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Names;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Validation;

/// <summary>Brings a message to the form in which it is kept.</summary>
internal static class Normalizer
{
    /// <summary>
    /// Clears what only the server fills, brings texts to NFC, fills the bounds of dates, and checks that actors are known.
    /// </summary>
    public static void Normalize(IMessage message, IReadOnlyDictionary<string, Actor> actors, string path) =>
        Normalize(message, path, (name, walk, index) => Known(name, walk, index, actors));

    /// <summary>The same without looking at actors, whose names are added to a list.</summary>
    public static void NormalizeAlone(IMessage message, List<string> actors) => Normalize(message, "", (name, _, _) =>
    {
        actors.Add(name);
        return name;
    });

    /// <summary>A text in NFC, the lines of words for people ended by a newline alone.</summary>
    public static string NormalizeText(string text, bool isWords)
    {
        if (isWords) text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
    }

    private static void Normalize(IMessage message, string path, Func<string, MessageWalk, int?, string> actorOf)
    {
        OutputOnlyFields.Clear(message);
        // What is changed on the way, texts and the bounds of dates, is nothing that the walk goes by.
        using var walk = MessageWalk.Through(message, path);
        while (walk.MoveNext())
        {
            if (walk.Message is PartialDate date) DateBounds.Fill(date);
            else if (walk.Field.FieldType != FieldType.String) continue;
            else if (walk.List is { } list)
                for (var index = 0; index < list.Count; index++) list[index] = Normal((string)list[index]!, walk, index);
            else if (walk.Text is { Length: > 0 } text && Normal(text, walk, null) is var normal && !ReferenceEquals(normal, text))
                walk.Field.Accessor.SetValue(walk.Holder, normal);
        }

        string Normal(string text, MessageWalk at, int? index) => at.Rule.Collections is [Collections.Actors]
            ? actorOf(text, at, index)
            : NormalizeText(text, at.Rule.IsWords);
    }

    /// <summary>The name of an actor, or of the one that replaced it.</summary>
    private static string Known(string name, MessageWalk walk, int? index, IReadOnlyDictionary<string, Actor> actors)
    {
        // Circles are refused, so that the end is reached after as many as there are.
        for (var passed = 0; passed <= actors.Count; passed++)
        {
            if (!actors.TryGetValue(name, out var actor))
                throw ActorRefusals.Unknown(name, "; create it, or resolve the name first.", walk.PathOf(index));
            if (actor.ReplacedBy.Length == 0) break;
            name = actor.ReplacedBy;
        }
        return name;
    }
}
