using Diplomacy.V1;
using DiplomacyApi.Storage;

namespace DiplomacyApi.Server.Paging;

/// <summary>Where in the log an answer was read, as clients get it.</summary>
internal static class LogPositions
{
    public static LogPosition ToPosition(this ReadPoint point) => new() { LogId = point.LogId, Revision = point.Revision };

    public static LogPosition ToPosition(this Head head) => new() { LogId = head.LogId, Revision = head.Revision };
}
