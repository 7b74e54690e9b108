using Diplomacy.V1;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Actors;

/// <summary>An actor as it is recorded: itself, what it can be found by, and the bodies it belongs to.</summary>
internal sealed record ActorVersion(
    Actor Actor,
    byte[] Bytes,
    bool IsFirst,
    IReadOnlyList<ActorName> Names,
    IReadOnlyList<ActorWord> Words,
    IReadOnlyList<ActorAffiliation> Affiliations)
{
    public static ActorVersion Of(Actor actor, byte[] bytes, bool isFirst) => new(
        actor, bytes, isFirst, [.. NamesOf(actor).Distinct()], [.. WordsOf(actor).Distinct()],
        [.. actor.Affiliations.Select((affiliation, place) => new ActorAffiliation(
            affiliation.Body, place, Times.Bounds(affiliation.Start)?.Earliest ?? long.MinValue,
            Times.Bounds(affiliation.End)?.Latest ?? Times.Open,
            affiliation.SpeaksFor))]);

    private static IEnumerable<ActorName> NamesOf(Actor actor) =>
    [
        Name(actor.Name, MatchKind.Id),
        Name(actor.Name[(actor.Name.IndexOf('/', StringComparison.Ordinal) + 1)..], MatchKind.Id),
        .. actor.ExternalIds.SelectMany(id =>
            new[] { Name(id.Value, MatchKind.ExternalId), Name($"{id.Scheme}:{id.Value}", MatchKind.ExternalId) }),
        .. actor.DisplayNames.Select(text => Name(text.Text, MatchKind.DisplayName)),
        .. actor.Aliases.Select(text => Name(text.Text, MatchKind.Alias)),
        .. actor.Affiliations.SelectMany(affiliation => affiliation.Roles).Select(role => Name(role.Text, MatchKind.Role)),
    ];

    private static ActorName Name(string text, MatchKind kind) => new(FoldedName.Of(text), kind, text);

    private static IEnumerable<ActorWord> WordsOf(Actor actor) => actor.DisplayNames.Concat(actor.Aliases).SelectMany(name =>
    {
        var folded = FoldedName.Of(name.Text);
        return FoldedName.Words(folded).Append(folded).Where(word => word.Length > 0).Select(word => new ActorWord(word, name.Text));
    });
}

/// <summary>A name by which an actor is found, folded and as it is written.</summary>
internal sealed record ActorName(string Folded, MatchKind Kind, string Text);

/// <summary>A folded word of a name or alias, and the name or alias itself.</summary>
internal sealed record ActorWord(string Word, string Text);

/// <summary>That an actor belongs to a body from one time to another, in ticks.</summary>
internal sealed record ActorAffiliation(string Body, int Place, long From, long Until, bool SpeaksFor);
