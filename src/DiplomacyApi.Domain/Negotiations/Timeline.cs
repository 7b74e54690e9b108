using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Domain.Statements;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Negotiations;

/// <summary>What was said in a negotiation and seen by an instant, in fold order, each with what it did.</summary>
internal static class Timeline
{
    public static IReadOnlyList<TimelineEntry> At(KnownStatements known, string negotiation, AsOfView view, CancellationToken ct)
    {
        var statements = FoldOrder.Of(view.StatementsIn(negotiation));
        var effects = new EffectLog();
        foreach (var subject in statements.SelectMany(Subjects).Distinct(StringComparer.Ordinal))
        {
            ct.ThrowIfCancellationRequested();
            SubjectFold.Of(view, subject, effects);
        }
        var without = new NoEffectFinder(known, view, effects);
        return [.. statements.Select(statement => Entry(statement, view.EffectivePartiesOf(statement), effects, without))];

        IEnumerable<string> Subjects(EffectiveStatement statement)
        {
            foreach (var name in statement.ActedOn.Append(statement.Makes ?? statement.Name))
            {
                if (known.Subjects.Contains(name)) yield return name;
                // A restated promise is about the promise that was made first.
                var promised = PromiseFold.OriginalOf(view, name);
                if (promised != name && known.Subjects.Contains(promised)) yield return promised;
                // A withdrawal of a promise to answer, or the fulfilment of one to do something, acts on the promise's demand.
                if (known.Find(promised)?.Message is { ActCase: Statement.ActOneofCase.Promise } promise
                        && promise.Promise.Demand.Length > 0)
                    yield return promise.Promise.Demand;
            }
        }
    }

    private static TimelineEntry Entry(EffectiveStatement statement, EffectiveParties effective, EffectLog effects, NoEffectFinder without)
    {
        var entry = new TimelineEntry
        {
            Statement = statement.Message,
            SeenTime = Timestamp.FromDateTimeOffset(statement.SeenTime),
            Denied = effective.Denied,
            Confirmed = effective.Confirmed,
            WithoutEffect = without.ReasonFor(statement),
        };
        entry.Effects.AddRange(effects.EffectsOf(statement.Name));
        return entry;
    }
}
