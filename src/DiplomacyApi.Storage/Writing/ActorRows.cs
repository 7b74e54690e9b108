using Diplomacy.V1;
using DiplomacyApi.Domain.Spelling;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The rows of an actor: itself, what it can be found by, and the bodies it belongs to.</summary>
internal static class ActorRows
{
    public static void Of(Actor actor, Entry entry)
    {
        var (name, revision) = (actor.Name, entry.Revision);
        if (entry.Kind == JournalEntryKind.ActorUpdated)
        {
            entry.Rows.Add(rows => rows.Run("UPDATE actors SET rev_until = ?1 WHERE name = ?2 AND rev_until = 9223372036854775807", revision, name));
            entry.Rows.Add(rows => rows.Run("UPDATE actor_names SET rev_until = ?1 WHERE actor = ?2 AND rev_until = 9223372036854775807", revision, name));
            entry.Rows.Add(rows => rows.Run("UPDATE actor_words SET rev_until = ?1 WHERE actor = ?2 AND rev_until = 9223372036854775807", revision, name));
            entry.Rows.Add(rows => rows.Run("UPDATE affiliations SET rev_until = ?1 WHERE actor = ?2 AND rev_until = 9223372036854775807", revision, name));
        }

        entry.Rows.Add(rows => rows.Run(
            "INSERT INTO actors (name, rev_from, rev_until, type, replaced_by, bytes) VALUES (?1, ?2, 9223372036854775807, ?3, ?4, ?5)",
            name, revision, (int)actor.Type, actor.ReplacedBy, entry.Payload));
        foreach (var (text, kind) in Names(actor).Distinct())
            entry.Rows.Add(rows => rows.Run(
                "INSERT INTO actor_names (folded, actor, kind, text, rev_from, rev_until) VALUES (?1, ?2, ?3, ?4, ?5, 9223372036854775807)",
                FoldedName.Of(text), name, (int)kind, text, revision));
        foreach (var (word, text) in Words(actor).Distinct())
            entry.Rows.Add(rows => rows.Run(
                "INSERT INTO actor_words (word, actor, text, rev_from, rev_until) VALUES (?1, ?2, ?3, ?4, 9223372036854775807)", word, name, text, revision));
        foreach (var (place, affiliation) in actor.Affiliations.Index())
            entry.Rows.Add(rows => rows.Run(
                """
                INSERT INTO affiliations (body, actor, place, from_time, until_time, speaks_for, rev_from, rev_until)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 9223372036854775807)
                """,
                affiliation.Body, name, place, Times.Bounds(affiliation.Start)?.Earliest ?? long.MinValue,
                Times.Bounds(affiliation.End)?.Latest ?? Times.Open, affiliation.SpeaksFor, revision));
    }

    private static IEnumerable<(string Text, MatchKind Kind)> Names(Actor actor) =>
    [
        (actor.Name, MatchKind.Id),
        (actor.Name[(actor.Name.IndexOf('/', StringComparison.Ordinal) + 1)..], MatchKind.Id),
        .. actor.ExternalIds.SelectMany(id => new[] { (id.Value, MatchKind.ExternalId), ($"{id.Scheme}:{id.Value}", MatchKind.ExternalId) }),
        .. actor.DisplayNames.Select(text => (text.Text, MatchKind.DisplayName)),
        .. actor.Aliases.Select(text => (text.Text, MatchKind.Alias)),
        .. actor.Affiliations.SelectMany(affiliation => affiliation.Roles).Select(role => (role.Text, MatchKind.Role)),
    ];

    private static IEnumerable<(string Word, string Text)> Words(Actor actor) => actor.DisplayNames.Concat(actor.Aliases).SelectMany(name =>
    {
        var folded = FoldedName.Of(name.Text);
        return FoldedName.Words(folded).Append(folded).Where(word => word.Length > 0).Select(word => (word, name.Text));
    });
}
