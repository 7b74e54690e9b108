using Diplomacy.V1;
using DiplomacyApi.Storage;
using Grpc.Core;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Who calls, and where an answer stands.</summary>
internal static class Callers
{
    /// <summary>Without access control, whoever reaches the loopback address.</summary>
    private const string OnThisMachine = "local";

    public static string RecorderOf(ServerCallContext context) => OnThisMachine;

    public static LogPosition Position(this ReadPoint point) => new() { LogId = point.LogId, Revision = point.Revision };
}
