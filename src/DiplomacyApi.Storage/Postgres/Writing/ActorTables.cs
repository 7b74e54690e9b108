using DiplomacyApi.Storage.Actors;
using DiplomacyApi.Storage.Journal;
using static DiplomacyApi.Storage.Postgres.Writing.ColumnType;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>The rows of actors: themselves, what they can be found by, and the bodies they belong to.</summary>
internal sealed class ActorTables
{
    private readonly RowArrays _actors = RowArrays.Into("actors",
        ("name", Text), ("rev_from", Number), ("rev_until", Number), ("type", Number), ("replaced_by", Text), ("bytes", Blob));

    private readonly RowArrays _names = RowArrays.Into("actor_names",
        ("folded", Text), ("actor", Text), ("kind", Number), ("text", Text), ("rev_from", Number), ("rev_until", Number));

    private readonly RowArrays _words =
        RowArrays.Into("actor_words", ("word", Text), ("actor", Text), ("text", Text), ("rev_from", Number), ("rev_until", Number));

    private readonly RowArrays _affiliations = RowArrays.Into("affiliations",
        ("body", Text), ("actor", Text), ("place", Number), ("from_time", Number), ("until_time", Number), ("speaks_for", Flag),
        ("rev_from", Number), ("rev_until", Number));

    private readonly RowArrays[] _close =
        [.. new[] { ("actors", "name"), ("actor_names", "actor"), ("actor_words", "actor"), ("affiliations", "actor") }
        .Select(table => new RowArrays(
            $"UPDATE {table.Item1} t SET rev_until = rows.revision FROM @rows WHERE t.{table.Item2} = rows.actor AND +t.rev_until = 9223372036854775807",
            ("actor", Text), ("revision", Number)))];

    private readonly OpenRows<string>[] _open;

    public ActorTables() => _open = [new(_actors), new(_names), new(_words), new(_affiliations)];

    /// <summary>In the order in which they are to be sent.</summary>
    public IEnumerable<RowArrays> All => [.. _close, _actors, _names, _words, _affiliations];

    public void Write(ActorVersion version, long revision)
    {
        var name = version.Actor.Name;
        foreach (var (open, close) in _open.Zip(_close))
        {
            if (!version.IsFirst && !open.TryClose(name, revision)) close.Add(name).Add(revision);
            open.Begin(name);
        }
        _open[0].Row(name).Add(name).Add(revision).Add(Times.Open).Add((long)version.Actor.Type).Add(version.Actor.ReplacedBy)
            .Add(version.Bytes);
        foreach (var one in version.Names)
            _open[1].Row(name).Add(one.Folded).Add(name).Add((long)one.Kind).Add(one.Text).Add(revision).Add(Times.Open);
        foreach (var one in version.Words) _open[2].Row(name).Add(one.Word).Add(name).Add(one.Text).Add(revision).Add(Times.Open);
        foreach (var one in version.Affiliations)
            _open[3].Row(name).Add(one.Body).Add(name).Add(one.Place).Add(one.From).Add(one.Until).Add(one.SpeaksFor).Add(revision)
                .Add(Times.Open);
    }

    public void Clear()
    {
        foreach (var open in _open) open.Clear();
    }
}
