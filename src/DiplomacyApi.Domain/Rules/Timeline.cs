using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What was said in a negotiation and seen by an instant, in fold order, each with what it did.</summary>
internal static class Timeline
{
    public static IReadOnlyList<TimelineEntry> At(Knowledge knowledge, string negotiation, Moment moment, CancellationToken ct)
    {
        var facts = FoldOrder.Of(moment.Filed(negotiation));
        var effects = new Effects();
        foreach (var subject in facts.SelectMany(Subjects).Distinct(StringComparer.Ordinal))
        {
            ct.ThrowIfCancellationRequested();
            SubjectFold.Of(moment, subject, effects);
        }
        var without = new NoEffect(knowledge, moment, effects);
        return [.. facts.Select(fact => Entry(fact, moment.VoicesOf(fact), effects, without))];

        IEnumerable<string> Subjects(Fact fact)
        {
            foreach (var name in fact.ActedOn.Append(fact.Makes ?? fact.Name))
            {
                if (knowledge.Subjects.Contains(name)) yield return name;
                // What promises again is about the promise that was made first.
                var promised = PromiseFold.RootOf(moment, name);
                if (promised != name && knowledge.Subjects.Contains(promised)) yield return promised;
                // What takes back a promise to answer, or tells that one to do something was kept, acts on the promise's demand.
                if (knowledge.Find(promised)?.Statement is { ActCase: Statement.ActOneofCase.Promise } promise && promise.Promise.Demand.Length > 0)
                    yield return promise.Promise.Demand;
            }
        }
    }

    private static TimelineEntry Entry(Fact fact, Voices voices, Effects effects, NoEffect without)
    {
        var entry = new TimelineEntry
        {
            Statement = fact.Statement,
            SeenTime = Timestamp.FromDateTimeOffset(fact.Seen),
            Denied = voices.Denied,
            Confirmed = voices.Confirmed,
            WithoutEffect = without.Of(fact),
        };
        entry.Effects.AddRange(effects.Of(fact.Name));
        return entry;
    }
}
