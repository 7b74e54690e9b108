using Diplomacy.V1;
using DiplomacyApi.Domain.Actors;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Domain.Validation;
using DiplomacyApi.Storage.Moving;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage;

public sealed partial class Queries
{
    /// <summary>The journal's entries after a revision, byte for byte, about as many as fit into some bytes.</summary>
    public IReadOnlyList<JournalEntry> Entries(long after, long upTo, long bytesMax, CancellationToken ct) =>
        Read(lease => Exports.Entries(lease, after, upTo, bytesMax, ct), ct);

    /// <summary>What was recorded about the statements meant, in order, after a revision; null for the next one at the end.</summary>
    public (IReadOnlyList<StatementItem> Items, long? Next) Items(StatementFilter? filter, ReadPoint point, long after, CancellationToken ct)
    {
        var criteria = new StatementCriteria(filter);
        var recorded = Recorded(criteria);
        return Read(lease =>
        {
            var (items, next) = Exports.Items(lease, criteria, sql => recorded(sql), point, after, ct);
            return ((IReadOnlyList<StatementItem>)items, next);
        }, ct);
    }

    /// <summary>The actors and negotiations of some names, and what those name in turn, in an order in which they can be recorded.</summary>
    public IReadOnlyList<StatementItem> Named(IEnumerable<string> names, ReadPoint point, CancellationToken ct)
    {
        var (actors, negotiations) = (new Dictionary<string, Actor>(StringComparer.Ordinal), new List<Negotiation>());
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var frontier = names.Where(asked.Add).ToList();
        while (frontier.Count > 0)
        {
            var found = Actors([.. frontier.Where(name => ResourceName.IsIn(name, "actors"))], point, ct).OfType<Actor>().ToList();
            foreach (var actor in found) actors[actor.Name] = actor;
            var talks = frontier.Where(name => ResourceName.IsIn(name, "negotiations")).Select(name => Negotiation(name, point, ct)).OfType<Negotiation>().ToList();
            negotiations.AddRange(talks);
            frontier = [.. found.SelectMany(ReferencedNames.Of).Concat(talks.SelectMany(ReferencedNames.Of)).Where(asked.Add)];
        }

        var ordered = ActorOrder.BodiesFirst(actors.Values.OrderBy(actor => actor.Name, StringComparer.Ordinal), actor => actor.Name, actor => actor);
        return
        [
            .. ordered.Select(actor => new StatementItem { Actor = new CreateActorRequest { ActorId = ResourceName.Parse(actor.Name).Id, Actor = actor } }),
            .. negotiations.OrderBy(talks => talks.Name, StringComparer.Ordinal).Select(talks => new StatementItem
            {
                Negotiation = new CreateNegotiationRequest { NegotiationId = ResourceName.Parse(talks.Name).Id, Negotiation = talks },
            }),
        ];
    }
}
