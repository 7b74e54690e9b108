using DiplomacyApi.Storage.Actors;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>Writes the rows of an actor: itself, what it can be found by, and the bodies it belongs to.</summary>
internal sealed class ActorTables(RawStatements statements)
{
    private readonly List<RawStatement> _close =
    [
        .. new[] { ("actors", "name"), ("actor_names", "actor"), ("actor_words", "actor"), ("affiliations", "actor") }
            .Select(table =>
                statements.Of($"UPDATE {table.Item1} SET rev_until = ?1 WHERE {table.Item2} = ?2 AND rev_until = 9223372036854775807")),
    ];

    private readonly RawStatement _actor = statements.Of(
        "INSERT INTO actors (name, rev_from, rev_until, type, replaced_by, bytes) VALUES (?1, ?2, 9223372036854775807, ?3, ?4, ?5)");

    private readonly RawStatement _name = statements.Of(
        "INSERT INTO actor_names (folded, actor, kind, text, rev_from, rev_until) VALUES (?1, ?2, ?3, ?4, ?5, 9223372036854775807)");

    private readonly RawStatement _word = statements.Of(
        "INSERT INTO actor_words (word, actor, text, rev_from, rev_until) VALUES (?1, ?2, ?3, ?4, 9223372036854775807)");

    private readonly RawStatement _affiliation = statements.Of(
        """
        INSERT INTO affiliations (body, actor, place, from_time, until_time, speaks_for, rev_from, rev_until)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 9223372036854775807)
        """);

    public void Write(ActorVersion version, long revision)
    {
        var name = version.Actor.Name;
        if (!version.IsFirst)
            foreach (var close in _close) close.Bind().Add(revision).Add(name).Execute();
        _actor.Bind().Add(name).Add(revision).Add((long)version.Actor.Type).Add(version.Actor.ReplacedBy).Add(version.Bytes).Execute();
        foreach (var one in version.Names) _name.Bind().Add(one.Folded).Add(name).Add((long)one.Kind).Add(one.Text).Add(revision).Execute();
        foreach (var one in version.Words) _word.Bind().Add(one.Word).Add(name).Add(one.Text).Add(revision).Execute();
        foreach (var one in version.Affiliations)
            _affiliation.Bind().Add(one.Body).Add(name).Add(one.Place).Add(one.From).Add(one.Until).Add(one.SpeaksFor ? 1 : 0).Add(revision)
                .Execute();
    }
}
