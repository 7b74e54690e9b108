using System.Collections;
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
    public static void Normalize(IMessage message, IReadOnlyDictionary<string, Actor> actors, string path)
    {
        MessageWalk.ClearOutputOnly(message);
        // What is changed on the way, texts and the bounds of dates, is nothing that the walk goes by.
        foreach (var step in MessageWalk.Steps(message, path))
        {
            if (step.Value is PartialDate date) DateBounds.Fill(date);
            else if (step.Field.FieldType != FieldType.String) continue;
            else if (step.Value is IList list)
                for (var index = 0; index < list.Count; index++) list[index] = NormalizeString((string)list[index]!, step, index, actors);
            else if (step.Value is string { Length: > 0 } text)
                step.Field.Accessor.SetValue(step.Holder, NormalizeString(text, step, null, actors));
        }
    }

    /// <summary>A text in NFC, the lines of words for people ended by a newline alone.</summary>
    public static string NormalizeText(string text, bool isWords)
    {
        if (isWords) text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
    }

    /// <summary>The name of an actor, or of the one that replaced it; any other text in NFC.</summary>
    private static string NormalizeString(string text, MessageWalk.Step step, int? index, IReadOnlyDictionary<string, Actor> actors)
    {
        if (step.Rule.Collections is not [Collections.Actors]) return NormalizeText(text, step.Rule.IsWords);
        var name = text;
        // Circles are refused, so that the end is reached after as many as there are.
        for (var passed = 0; passed <= actors.Count; passed++)
        {
            if (!actors.TryGetValue(name, out var actor))
                throw ActorRefusals.Unknown(name, "; create it, or resolve the name first.", step.PathOf(index));
            if (actor.ReplacedBy.Length == 0) break;
            name = actor.ReplacedBy;
        }
        return name;
    }
}
