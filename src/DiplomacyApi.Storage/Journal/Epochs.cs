using System.Data.Common;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Journal;

/// <summary>
/// The ids under which a log went on: the first from its beginning, each later one from the entry that opened it when the log was restored.
/// Up to there it is one log with that which may have gone on under the id before.
/// </summary>
public sealed class Epochs
{
    private readonly IReadOnlyList<LogEpoch> _all;

    private Epochs(IReadOnlyList<LogEpoch> all) => _all = all;

    /// <summary>The first one first.</summary>
    public IReadOnlyList<LogEpoch> All => _all;

    /// <summary>The id under which entries are recorded now.</summary>
    public string LogId => _all[^1].LogId;

    /// <summary>Those that a moved log announces; its head's id alone where it announces none.</summary>
    internal static Epochs Of(IReadOnlyList<LogEpoch> announced, string logId) =>
        new(announced.Count > 0 ? announced : [new LogEpoch { LogId = logId, FirstRevision = 1 }]);

    internal static Epochs Read(DbConnection connection) => new([.. connection
        .Query<(long First, string LogId)>(new CommandDefinition("SELECT first_revision, log_id FROM epochs ORDER BY first_revision"))
        .Select(row => new LogEpoch { LogId = row.LogId, FirstRevision = row.First })]);

    /// <summary>
    /// What in the table is not what the entries say that open epochs; null where all is. Of a log that is being moved here, those that are
    /// announced need not have come yet.
    /// </summary>
    internal static string? Problem(DbConnection connection)
    {
        var rows = connection.Query<(long First, string LogId, long? Kind, byte[]? Bytes, string Last, int State)>(new CommandDefinition(
            """
            SELECT e.first_revision, e.log_id, j.kind, p.bytes, l.log_id, l.state FROM epochs e CROSS JOIN log l
            LEFT JOIN journal j ON j.revision = e.first_revision LEFT JOIN payload p ON p.revision = j.revision ORDER BY e.first_revision
            """)).AsList();
        if (rows is not [{ First: 1 }, ..]) return "Its table epochs does not begin at revision 1.";
        if (rows[^1].LogId != rows[^1].Last) return "Its table epochs does not end with the log's id.";
        foreach (var (before, row) in rows.Zip(rows.Skip(1)))
            if (!(row.State == (int)LogState.Importing && row.Kind is null) && !IsOpenedBy(row.Kind, row.Bytes, before.LogId, row.LogId))
                return $"Its table epochs says that an id began at revision {row.First}, and no entry there opens it.";
        return null;
    }

    private static bool IsOpenedBy(long? kind, byte[]? bytes, string parent, string logId)
    {
        if (kind != (long)JournalEntryKind.EpochOpened || bytes is null) return false;
        try
        {
            var epoch = Epoch.Parser.ParseFrom(bytes);
            return epoch.ParentLogId == parent && epoch.LogId == logId;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    /// <summary>The id under which the entry at a revision was recorded; at 0 that of the first.</summary>
    internal string IdAt(long revision) => _all.Last(epoch => epoch.FirstRevision <= Math.Max(revision, 1)).LogId;

    /// <summary>Whether a position of an id holds in this log as well.</summary>
    public bool Holds(string logId, long revision) => logId == LogId || revision <= (ForkOf(logId) ?? -1);

    /// <summary>Refuses a position of another id. Where that is one of this log's own, the metadata says up to where it holds.</summary>
    public void Check(LogPosition position, string field)
    {
        ArgumentNullException.ThrowIfNull(position);
        if (position.LogId.Length == 0 || position.LogId == LogId) return;
        if (ForkOf(position.LogId) is not { } fork)
            throw new RefusedException(ErrorReason.LogMismatch,
                $"The position is of log {position.LogId}, and this is log {LogId}; read again without it.", field);
        var number = fork.ToString(System.Globalization.CultureInfo.InvariantCulture);
        throw new RefusedException(
            ErrorReason.LogMismatch,
            $"Log {position.LogId} was restored and goes on as {LogId} after revision {number}; up to there the position holds under that id, and what came later is not in this log.",
            field,
            new Dictionary<string, string> { ["log_id"] = LogId, ["fork_revision"] = number });
    }

    /// <summary>Up to where the log was one with that of an earlier id; null where it never had that id.</summary>
    private long? ForkOf(string logId)
    {
        for (var place = 0; place < _all.Count - 1; place++)
            if (_all[place].LogId == logId)
                return _all[place + 1].FirstRevision - 1;
        return null;
    }
}
