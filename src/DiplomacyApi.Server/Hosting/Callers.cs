using Diplomacy.V1;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Storage;
using Grpc.Core;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Who calls, and where an answer stands.</summary>
internal static class Callers
{
    /// <summary>The name of the token, JWT or certificate that the call was let in by. It stands in the journal.</summary>
    public static string RecorderOf(ServerCallContext context) =>
        (context.GetHttpContext().Features.Get<Caller>() ?? throw new InvalidOperationException("A call came past the gate.")).Name;

    /// <summary>Whether a stream was ended because its caller is let in no more.</summary>
    public static bool IsOver(ServerCallContext context) => context.GetHttpContext().Features.Get<OpenCalls.OpenCall>() is { IsOver: true };

    public static LogPosition Position(this ReadPoint point) => new() { LogId = point.LogId, Revision = point.Revision };
}
