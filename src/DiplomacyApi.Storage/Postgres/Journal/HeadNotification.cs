using System.Globalization;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Postgres.Journal;

/// <summary>What servers tell each other of a commit: how far the log is, and who wrote it, as `log:revision:server`.</summary>
internal static class HeadNotification
{
    /// <param name="head">Up to where the log is.</param>
    /// <param name="server">The id of the server that wrote it; empty: all are to look at it.</param>
    public static string Of(Head head, string server) =>
        string.Create(CultureInfo.InvariantCulture, $"{head.LogId}:{head.Revision}:{server}");

    /// <summary>Whether a server made the commit. Servers of earlier versions do not say who did.</summary>
    public static bool IsFrom(string payload, string server) => payload.EndsWith($":{server}", StringComparison.Ordinal);
}
