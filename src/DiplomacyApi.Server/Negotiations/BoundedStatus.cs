using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Reading;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace DiplomacyApi.Server.Negotiations;

/// <summary>A status that fits into a response: past a bound the ends of its lists are left out.</summary>
internal static class BoundedStatus
{
    /// <summary>The same of one that lies ready: it is parsed only where it is too large.</summary>
    public static FrozenItems Of(FrozenItems status)
    {
        if (status[0].Length <= Limits.NegotiationStatusBytesMax) return status;
        var bounded = new FrozenItems();
        bounded.Add([], Of(NegotiationStatus.Parser.ParseFrom(status[0].Span)));
        return bounded;
    }

    public static NegotiationStatus Of(NegotiationStatus status)
    {
        var excess = status.CalculateSize() - Limits.NegotiationStatusBytesMax;
        if (excess <= 0) return status;
        status.Truncated = true;
        Cut(status.WaitingOn, ref excess);
        Cut(status.Warnings, ref excess);
        Cut(status.Conditions, ref excess);
        Cut(status.Standoffs, ref excess);
        return status;
    }

    private static void Cut<T>(RepeatedField<T> list, ref int excess)
        where T : IMessage
    {
        for (; excess > 0 && list.Count > 0; list.RemoveAt(list.Count - 1)) excess -= list[^1].CalculateSize();
    }
}
