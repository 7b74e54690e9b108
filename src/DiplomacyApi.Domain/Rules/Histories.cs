using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Evaluates the fold of one subject at each distinct seen-instant, and joins what stays the same to spans.</summary>
internal static class Histories
{
    public static UnitHistory Of(Knowledge knowledge, string subject, CancellationToken ct)
    {
        var instants = knowledge.Reaching(subject).Select(fact => fact.Seen).Distinct().Order().ToList();
        var obligations = new Spans<Obligation>(obligation => $"{obligation.Item}|{obligation.Debtor}");
        var demands = new Spans<Demand>(demand => demand.Name);
        var promises = new Spans<Promise>(promise => $"{promise.Statement}|{promise.Debtor}");
        var meetings = new Spans<Meeting>(meeting => meeting.Name);
        var activities = new Spans<PartialDate>(_ => "");
        foreach (var instant in instants)
        {
            ct.ThrowIfCancellationRequested();
            var moment = knowledge.At(instant);
            var fold = Fold(moment, subject, new Effects());
            obligations.Take(instant, fold.Obligations);
            demands.Take(instant, fold.Demand is null ? [] : [fold.Demand]);
            promises.Take(instant, fold.Promises);
            meetings.Take(instant, fold.Meeting is null ? [] : [fold.Meeting]);
            activities.Take(instant, fold.Demand is null ? [] : [LastActivity(moment, subject)]);
        }
        return new UnitHistory(subject, Lateness.Told(obligations.Close()), demands.Close(), promises.Close(), meetings.Close(), activities.Close());
    }

    /// <summary>The said date of the last statement that names a subject.</summary>
    private static PartialDate LastActivity(Moment moment, string subject) =>
        moment.Naming(subject).MaxBy(fact => (fact.Earliest, fact.Revision))!.Statement.Said;

    /// <summary>One subject at one instant.</summary>
    public static Folded Fold(Moment moment, string subject, Effects effects)
    {
        if (subject.StartsWith("demands/", StringComparison.Ordinal))
        {
            var demand = DemandFold.Of(moment, subject, effects);
            return new Folded([.. demand.Obligations], demand.Demand, demand.IsClosed, demand.Promises, null);
        }
        if (subject.StartsWith("meetings/", StringComparison.Ordinal))
        {
            var meeting = new MeetingFold(moment, subject, effects);
            return new Folded([.. meeting.Obligations], null, false, [], meeting.Meeting);
        }
        var promise = new PromiseFold(moment, subject, effects);
        return new Folded([.. promise.Obligations], null, false, promise.Promises, null);
    }

    public sealed record Folded(IReadOnlyList<Obligation> Obligations, Demand? Demand, bool DemandIsClosed, IReadOnlyList<Promise> Promises, Meeting? Meeting);

    /// <summary>Joins equal values of neighbouring instants.</summary>
    private sealed class Spans<T>(Func<T, string> key) where T : class, IMessage<T>
    {
        private readonly Dictionary<string, (DateTimeOffset From, T Value)> _open = new(StringComparer.Ordinal);
        private readonly List<Span<T>> _spans = [];

        public void Take(DateTimeOffset instant, IEnumerable<T> values)
        {
            var now = values.ToDictionary(key, StringComparer.Ordinal);
            foreach (var (known, (from, value)) in _open.ToList())
            {
                if (now.TryGetValue(known, out var same) && same.Equals(value))
                {
                    now.Remove(known);
                    continue;
                }
                _spans.Add(new Span<T>(from, instant, value));
                _open.Remove(known);
            }
            foreach (var (fresh, value) in now) _open[fresh] = (instant, value.Clone());
        }

        public IReadOnlyList<Span<T>> Close()
        {
            _spans.AddRange(_open.Select(open => new Span<T>(open.Value.From, DateTimeOffset.MaxValue, open.Value.Value)));
            return [.. _spans.OrderBy(span => key(span.Value), StringComparer.Ordinal).ThenBy(span => span.From)];
        }
    }
}
