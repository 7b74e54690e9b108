using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Evaluates the fold of one subject at each distinct seen-instant, and joins what stays the same to spans.</summary>
internal static class Histories
{
    public static UnitHistory Of(Knowledge knowledge, string subject, CancellationToken ct)
    {
        var obligations = new Spans<Obligation>(obligation => $"{obligation.Item}|{obligation.Debtor}");
        var demands = new Spans<Demand>(demand => demand.Name);
        var promises = new Spans<Promise>(promise => $"{promise.Statement}|{promise.Debtor}");
        var meetings = new Spans<Meeting>(meeting => meeting.Name);
        var activities = new Spans<PartialDate>(_ => "");
        var lateness = new Lateness();
        var (reached, fold, applied, last) = (new List<Fact>(), (SubjectFold?)null, 0L, (Fact?)null);
        foreach (var seen in knowledge.Reaching(subject).GroupBy(fact => fact.Seen).OrderBy(seen => seen.Key))
        {
            ct.ThrowIfCancellationRequested();
            var (instant, facts, moment) = (seen.Key, seen.ToList(), knowledge.At(seen.Key));
            reached.AddRange(facts);
            var promised = fold?.Promises.Count ?? 0;
            if (fold?.TryGoOn(moment, facts) == true)
            {
                obligations.Take(instant, fold.Moved.Select(fold.Finished));
                lateness.Note(instant, fold.Moved);
                promises.Take(instant, fold.Promises.Skip(promised));
                last = Latest(facts.Where(fact => IsNaming(fact, subject) && moment.Has(fact)).Append(last));
            }
            else
            {
                applied += fold?.Applied ?? 0;
                fold = SubjectFold.Of(moment, subject, new Effects());
                fold.Judge(reached);
                obligations.TakeAll(instant, fold.Obligations);
                lateness.Note(instant, fold.Owing);
                demands.TakeAll(instant, fold.Demand is null ? [] : [fold.Demand]);
                promises.TakeAll(instant, fold.Promises);
                meetings.TakeAll(instant, fold.Meeting is null ? [] : [fold.Meeting]);
                last = Latest(moment.Naming(subject));
            }
            activities.TakeAll(instant, fold.Demand is null ? [] : [last!.Statement.Said]);
        }
        return new UnitHistory(subject, lateness.Told(obligations.Close()), demands.Close(), promises.Close(), meetings.Close(), activities.Close(), applied + (fold?.Applied ?? 0));
    }

    private static bool IsNaming(Fact fact, string name) => fact.Name == name || fact.Named.Contains(name);

    /// <summary>The statement that was said last.</summary>
    private static Fact? Latest(IEnumerable<Fact?> facts) => facts.MaxBy(fact => fact is null ? (DateTimeOffset.MinValue, 0) : (fact.Earliest, fact.Revision));

    /// <summary>Joins equal values of neighbouring instants.</summary>
    private sealed class Spans<T>(Func<T, string> key) where T : class, IMessage<T>
    {
        private readonly Dictionary<string, (DateTimeOffset From, T Value)> _open = new(StringComparer.Ordinal);
        private readonly List<Span<T>> _spans = [];

        /// <summary>Some values as they are from an instant on; the others stay.</summary>
        public void Take(DateTimeOffset instant, IEnumerable<T> values)
        {
            foreach (var value in values)
            {
                var known = key(value);
                if (_open.TryGetValue(known, out var open))
                {
                    if (open.Value.Equals(value)) continue;
                    _spans.Add(new Span<T>(open.From, instant, open.Value));
                }
                _open[known] = (instant, value.Clone());
            }
        }

        /// <summary>All values that there are from an instant on.</summary>
        public void TakeAll(DateTimeOffset instant, IEnumerable<T> values)
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
