using Diplomacy.V1;
using DiplomacyApi.Domain;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace DiplomacyApi.Server.Negotiations;

/// <summary>A status that fits into an answer: past a bound the ends of its lists are left out.</summary>
internal static class BoundedStatus
{
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
