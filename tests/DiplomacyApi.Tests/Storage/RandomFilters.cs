using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Tests.Storage;

/// <summary>Filters of which some find something in a random history.</summary>
internal static class RandomFilters
{
    /// <summary>One to three conditions, most of them of some statement of a history.</summary>
    public static StatementFilter OfStatements(RandomHistory history, Random random)
    {
        var filter = new StatementFilter();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var some = Pick(random, history.Statements);
            switch (random.Next(15))
            {
                case 0: filter.Negotiation = some.Negotiation; break;
                case 1: filter.Speaker = some.Speaker; break;
                case 2: filter.ActKinds.Add(some.ActKind); break;
                case 3: filter.Subject = Pick(random, some.Name, some.InReplyTo, Pick(random, [.. Referred(some)])); break;
                case 4: filter.Principal = Pick(random, [.. some.Principals]); break;
                case 5: filter.Addressee = Pick(random, [.. some.Addressees]); break;
                case 6:
                    filter.Said = Pick(random, some.Said.Text, "2022-01", "../2022-01-20", "2022-01-20/..",
                    "2022-01-10/2022-01-12"); break;
                case 7: filter.RecordedFrom = Near(some, random); break;
                case 8: filter.RecordedBefore = Near(some, random); break;
                case 9: filter.Attributions.Add([some.Attribution, Attribution.Media]); break;
                case 10: filter.Form = some.Form; break;
                case 11: filter.Releases.Add(some.Release); break;
                case 12: filter.LanguageCode = Pick(random, "EN", "zh", "zh-hans", "de", "uk", "z"); break;
                case 13: filter.Outlet = Pick(random, "an outlet", "ACTORS/GAMMA", "echo", "outlet"); break;
                default: filter.Recorder = Pick(random, JournalFile.Recorder, "nobody"); break;
            }
        }
        return filter;
    }

    /// <summary>What a statement refers to, and something that nothing refers to.</summary>
    public static IEnumerable<string> Referred(Statement statement) =>
        [.. References.Of(statement), "demands/none"];

    public static T Pick<T>(Random random, params IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private static Timestamp Near(Statement statement, Random random)
    {
        var time = statement.RecordTime.Clone();
        time.Nanos += random.Next(0, 2);
        return time;
    }
}
