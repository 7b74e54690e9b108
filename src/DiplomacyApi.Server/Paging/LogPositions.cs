using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Server.Paging;

/// <summary>The position in the log at which an answer was read, as a message.</summary>
internal static class LogPositions
{
    public static LogPosition ToPosition(this ReadPoint point) => new() { LogId = point.LogId, Revision = point.Revision };

    public static LogPosition ToPosition(this Head head) => new() { LogId = head.LogId, Revision = head.Revision };
}
