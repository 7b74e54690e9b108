using Diplomacy.V1;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Tells what an entry changed in the obligations of a subject, as of one time.</summary>
internal static class StatusChanges
{
    public static IEnumerable<StatusChange> Between(IEnumerable<SpanRow> before, IEnumerable<SpanRow> after, long at, string cause, LogPosition position)
    {
        var (was, now) = (At(before, at), At(after, at));
        foreach (var key in was.Keys.Union(now.Keys).OrderBy(key => key.Part, StringComparer.Ordinal).ThenBy(key => key.Debtor, StringComparer.Ordinal))
        {
            var (from, to) = (was.GetValueOrDefault(key), now.GetValueOrDefault(key));
            var either = (to ?? from)!;
            foreach (var (what, old, fresh) in Differences(from, to))
            {
                yield return new StatusChange
                {
                    Subject = either.Subject,
                    Item = either.Item,
                    Debtor = either.Debtor,
                    What = what,
                    From = old,
                    To = fresh,
                    Cause = cause,
                    LogPosition = position,
                    Due = what == StatusChangeKind.State && to is { State: ObligationState.Promised, Promises.Count: > 0 } ? to.Promises[^1].Due : null,
                };
            }
        }
    }

    /// <summary>The name of a value as the contract writes it, without the prefix of its type; empty for none.</summary>
    public static string Word<T>(EnumDescriptor type, T value)
        where T : Enum
    {
        var number = Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture);
        if (number == 0) return "";
        var prefix = type.FindValueByNumber(0).Name[..^"UNSPECIFIED".Length];
        return type.FindValueByNumber(number) is { } named ? named.Name[prefix.Length..] : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IEnumerable<(StatusChangeKind What, string From, string To)> Differences(Obligation? from, Obligation? to)
    {
        (StatusChangeKind What, string From, string To)[] all =
        [
            (StatusChangeKind.State, State(from), State(to)),
            (StatusChangeKind.SpokenPosition, Position(from?.SpokenPosition), Position(to?.SpokenPosition)),
            (StatusChangeKind.FormalPosition, Position(from?.FormalPosition), Position(to?.FormalPosition)),
            (StatusChangeKind.Due, from?.Due?.Text ?? "", to?.Due?.Text ?? ""),
        ];
        return all.Where(one => one.From != one.To);
    }

    private static string State(Obligation? obligation) => Word(Enums.State, obligation?.State ?? default);

    private static string Position(Disposition? position) => Word(Enums.Position, position ?? default);

    private static Dictionary<(string Part, string Debtor), Obligation> At(IEnumerable<SpanRow> rows, long at) => rows
        .Where(row => row.Key.Kind == SpanKind.Obligation && row.IsAt(at))
        .ToDictionary(row => (row.Key.Part, row.Key.Debtor), row => Obligation.Parser.ParseFrom(row.Bytes));

    private static class Enums
    {
        public static readonly EnumDescriptor State = ObligationReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(ObligationState));
        public static readonly EnumDescriptor Position = ActReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(Disposition));
    }
}
