using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Tells what an entry changed in the obligations of a subject, as of its record time.</summary>
internal static class EntryChanges
{
    /// <summary>
    /// As they are kept: first what all of them have in common, then what each has besides. An entry changes most items of a demand alike:
    /// so they take a third of the room.
    /// </summary>
    public static byte[] Bytes(IReadOnlyList<StatusChange> changes)
    {
        var common = changes[0].Clone();
        var own = changes.Select(change => change.Clone()).ToList();
        foreach (var field in StatusChange.Descriptor.Fields.InDeclarationOrder().Select(field => field.Accessor))
        {
            var first = field.GetValue(changes[0]);
            if (!changes.All(change => Equals(field.GetValue(change), first))) field.Clear(common);
            else foreach (var change in own) field.Clear(change);
        }
        return new RecordStatementResponse { Changes = { own.Prepend(common) } }.ToByteArray();
    }

    /// <summary>Those that were kept.</summary>
    public static IReadOnlyList<StatusChange> Read(byte[]? bytes, string logId)
    {
        if (bytes is null) return [];
        var kept = RecordStatementResponse.Parser.ParseFrom(bytes).Changes;
        var common = kept[0];
        common.LogPosition.LogId = logId;
        return [.. kept.Skip(1).Select(own => With(common, own))];
    }

    private static StatusChange With(StatusChange common, StatusChange own)
    {
        var change = common.Clone();
        change.MergeFrom(own);
        return change;
    }

    /// <summary>The differences between the rows that an entry closed and those that it opened; others do not differ.</summary>
    public static IEnumerable<StatusChange> Of(
        IEnumerable<SegmentRow> before, IEnumerable<SegmentRow> after, Entry entry, LogPosition position)
    {
        var (was, now) = (At(before, entry.RecordTime), At(after, entry.RecordTime));
        foreach (var key in was.Keys.Union(now.Keys).OrderBy(key => key.Part, StringComparer.Ordinal)
            .ThenBy(key => key.Debtor, StringComparer.Ordinal))
        {
            foreach (var change in StatusChanges.Between(was.GetValueOrDefault(key), now.GetValueOrDefault(key)))
            {
                // Where it stands to its due is the clock's doing, and follows from the due.
                if (change.What == StatusChangeKind.Overdue) continue;
                change.Cause = entry.Id;
                change.LogPosition = position;
                yield return change;
            }
        }
    }

    private static Dictionary<(string Part, string Debtor), Obligation> At(IEnumerable<SegmentRow> rows, long at) => rows
        .Where(row => row.Key.Kind == SegmentKind.Obligation && row.IsAt(at))
        .ToDictionary(row => (row.Key.Part, row.Key.Debtor), row => AtTime(row.Obligation, Times.Time(at)));

    private static Obligation AtTime(Obligation obligation, DateTimeOffset at)
    {
        if (obligation.DueAsked is null && obligation.DuePromised is null) return obligation;
        obligation = obligation.Clone();
        AsOfCalculator.FillDueState(obligation, at);
        return obligation;
    }
}
