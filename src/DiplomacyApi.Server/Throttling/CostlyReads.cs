using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Storage.Statements;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Server.Throttling;

/// <summary>
/// Recognises requests that may take long, since they fold statements or scan all of them. Such reads have permits of their own, about as
/// many as there are cores, so that a read by name or of a page never waits for them.
/// </summary>
internal static class CostlyReads
{
    private static readonly ConcurrentDictionary<MessageDescriptor, (FieldDescriptor? Lens, FieldDescriptor? Total)> Fields = new();

    public static bool Includes(IMessage request) => request switch
    {
        GetNegotiationStatusRequest or CompareNegotiationStatusRequest or ListStandoffsRequest or GetWaitGraphRequest
            or ListTimelineEntriesRequest => true,
        ListNegotiationsRequest { Filter.States.Count: > 0 } => true,
        ListStatementsRequest { Filter: var filter } when !StatementQueries.IsShort(filter) => true,
        _ => HasLensOrTotal(request),
    };

    private static bool HasLensOrTotal(IMessage request)
    {
        var (lens, total) = Fields.GetOrAdd(request.Descriptor, kind =>
            (kind.FindFieldByName("lens"), kind.FindFieldByName("include_total")));
        return (lens?.Accessor.GetValue(request) is IMessage set && set.CalculateSize() > 0) || total?.Accessor.GetValue(request) is true;
    }
}
