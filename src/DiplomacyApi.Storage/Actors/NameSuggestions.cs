using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Actors;

/// <summary>Actors to ask back about where a query names nobody whole.</summary>
internal sealed class NameSuggestions
{
    private readonly ReadAccess _reads;

    public NameSuggestions(ReadAccess reads) => _reads = reads;

    /// <summary>Who has all words of a query in a name; where there is nobody, whose name or word of a name is spelled nearly so.</summary>
    public List<(string Actor, int Kind, string Text)> Of(string folded, bool isNearWanted, ReadPoint point, CancellationToken ct) =>
        WithWords(folded, point, ct) is { Count: > 0 } found ? found
        : isNearWanted ? SpelledNearly(folded, point, ct)
        : [];

    private List<(string Actor, int Kind, string Text)> WithWords(string folded, ReadPoint point, CancellationToken ct)
    {
        var words = FoldedName.Words(folded).ToHashSet(StringComparer.Ordinal);
        if (words.Count == 0) return [];
        // The longest word is in the fewest names; the others are looked for in those.
        var names = _reads.Read(lease => lease.Connection.Query<(string Actor, string Text)>(new CommandDefinition(
            """
            SELECT actor, text FROM (SELECT * FROM actor_words WHERE word = @word ORDER BY actor, text LIMIT @most) w
            WHERE rev_from <= @k AND rev_until > @k ORDER BY actor, text
            """,
            new { word = words.MaxBy(word => word.Length), most = Limits.WordMatchesMax, k = point.Revision }, cancellationToken: ct))
                .AsList(),
            ct);
        return [.. names.Where(name => words.IsSubsetOf(FoldedName.Words(FoldedName.Of(name.Text))))
            .Select(name => (name.Actor, (int)MatchKind.Word, name.Text))];
    }

    private List<(string Actor, int Kind, string Text)> SpelledNearly(string folded, ReadPoint point, CancellationToken ct)
    {
        var typed = folded.EnumerateRunes().ToList();
        var slipsMax = NearSpelling.SlipsMax(typed.Count);
        if (slipsMax == 0 || typed.Count > Limits.NearCharactersMax) return [];
        var words = _reads.Read(lease => lease.Connection.Query<(string Word, string Actor, string Text)>(new CommandDefinition(
            """
            SELECT word, actor, text FROM (
              SELECT * FROM actor_words WHERE substr(word, 1, 1) = @initial AND length(word) BETWEEN @least AND @longest
              ORDER BY length(word) LIMIT @most) w
            WHERE rev_from <= @k AND rev_until > @k
            """,
            new
            {
                initial = typed[0].ToString(),
                least = typed.Count - slipsMax,
                longest = typed.Count + slipsMax,
                most = Limits.NearNamesMax,
                k = point.Revision,
            }, cancellationToken: ct)).AsList(), ct);
        return [.. words.DistinctBy(word => (word.Word, word.Actor))
            .Select(word => (word.Actor, word.Text, Slips: NearSpelling.Slips(typed, [.. word.Word.EnumerateRunes()], slipsMax)))
            .Where(word => word.Slips is not null).OrderBy(word => word.Slips).ThenBy(word => word.Actor, StringComparer.Ordinal)
            .Select(word => (word.Actor, (int)MatchKind.Near, word.Text))];
    }
}
