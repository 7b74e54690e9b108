using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Server.Paging;

/// <summary>One page of a list: at which point of both clocks, how many items, and after which key (null: the first page).</summary>
internal sealed record PageRequest(ReadPoint Point, int Size, string? Key, byte[] QueryHash)
{
    /// <summary>The token of the page after the last key of this one; empty if there is none.</summary>
    public string Next(string? lastKey) =>
        lastKey is null ? "" : new PageToken(Point.LogId, Point.Revision, Point.AsOf, lastKey, QueryHash).Encode();
}
