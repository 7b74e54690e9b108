using Diplomacy.V1;
using DiplomacyApi.Domain.Actors;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Domain.Validation;
using DiplomacyApi.Storage.Actors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Negotiations;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Export;

/// <summary>What was recorded, as it can be imported elsewhere.</summary>
public sealed class ExportQueries
{
    private readonly ReadAccess _reads;
    private readonly ReadPoints _points;
    private readonly ActorQueries _actors;
    private readonly NegotiationQueries _negotiations;

    internal ExportQueries(ReadAccess reads, ReadPoints points, ActorQueries actors, NegotiationQueries negotiations) =>
        (_reads, _points, _actors, _negotiations) = (reads, points, actors, negotiations);

    /// <summary>What was recorded about the statements meant, in order, after a revision; null for the next one at the end.</summary>
    public (IReadOnlyList<StatementItem> Items,
        long? Next) Items(StatementFilter? filter, ReadPoint point, long after, CancellationToken ct)
    {
        var criteria = new StatementCriteria(filter);
        var recorded = _points.RecordedWithin(criteria);
        return _reads.Read(lease =>
        {
            var (items, next) = Exports.Items(lease, criteria, sql => recorded(sql), point, after, ct);
            return ((IReadOnlyList<StatementItem>)items, next);
        }, ct);
    }

    /// <summary>
    /// The actors and negotiations of some names, and what those name in turn, in an order in which they can be recorded.
    /// </summary>
    public IReadOnlyList<StatementItem> Named(IEnumerable<string> names, ReadPoint point, CancellationToken ct)
    {
        var (actors, negotiations) = (new Dictionary<string, Actor>(StringComparer.Ordinal), new List<Negotiation>());
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var frontier = names.Where(asked.Add).ToList();
        while (frontier.Count > 0)
        {
            var found = _actors.Actors([.. frontier.Where(name => ResourceName.IsIn(name, "actors"))], point, ct).OfType<Actor>().ToList();
            foreach (var actor in found) actors[actor.Name] = actor;
            var talks = frontier.Where(name => ResourceName.IsIn(name, "negotiations"))
                .Select(name => _negotiations.Negotiation(name, point, ct)).OfType<Negotiation>().ToList();
            negotiations.AddRange(talks);
            frontier = [.. found.SelectMany(ReferencedNames.Of).Concat(talks.SelectMany(ReferencedNames.Of)).Where(asked.Add)];
        }

        var ordered = ActorOrder.BodiesFirst(
            actors.Values.OrderBy(actor => actor.Name, StringComparer.Ordinal), actor => actor.Name, actor => actor);
        return
        [
            .. ordered.Select(actor => new StatementItem
            {
                Actor = new CreateActorRequest { ActorId = ResourceName.Parse(actor.Name).Id, Actor = actor },
            }),
            .. negotiations.OrderBy(talks => talks.Name, StringComparer.Ordinal).Select(talks => new StatementItem
            {
                Negotiation = new CreateNegotiationRequest { NegotiationId = ResourceName.Parse(talks.Name).Id, Negotiation = talks },
            }),
        ];
    }
}
