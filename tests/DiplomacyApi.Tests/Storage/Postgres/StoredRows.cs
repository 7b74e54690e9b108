using System.Data.Common;
using System.Globalization;
using Dapper;
using Diplomacy.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>What two stores hold, in one form.</summary>
internal static class StoredRows
{
    /// <summary>All rows of a table, a line each with the columns by their names, in the order of their values.</summary>
    public static List<string> Of(DbConnection connection, string table)
    {
        using var rows = connection.ExecuteReader(new CommandDefinition($"SELECT * FROM {table}"));
        var lines = new List<string>();
        while (rows.Read())
        {
            var columns = Enumerable.Range(0, rows.FieldCount).Select(column => $"{rows.GetName(column)}={Text(rows.GetValue(column))}");
            lines.Add(string.Join('|', columns.Order(StringComparer.Ordinal)));
        }
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>The entries as a move carries them.</summary>
    public static List<JournalEntry> Entries(DbConnection connection)
    {
        using var rows = connection.ExecuteReader(new CommandDefinition(
            """
            SELECT j.revision, j.kind, j.record_time, j.id, j.recorder, j.request_id, j.commitment, j.hash, p.salt, p.bytes, p.request_hash, p.erased_revision
            FROM journal j JOIN payload p ON p.revision = j.revision ORDER BY j.revision
            """));
        var entries = new List<JournalEntry>();
        while (rows.Read())
        {
            var entry = new JournalEntry
            {
                Revision = rows.GetInt64(0),
                Kind = (JournalEntryKind)rows.GetInt32(1),
                RecordTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch.AddTicks(rows.GetInt64(2))),
                Id = rows.GetString(3),
                Recorder = rows.GetString(4),
                RequestId = rows.IsDBNull(5) ? "" : rows.GetString(5),
                Commitment = Bytes(rows, 6),
                Hash = Bytes(rows, 7),
                RequestHash = Bytes(rows, 10),
                ErasedRevision = rows.IsDBNull(11) ? 0 : rows.GetInt64(11),
            };
            if (entry.ErasedRevision == 0) (entry.Salt, entry.Payload) = (Bytes(rows, 8), Bytes(rows, 9));
            else entry.StandIn = Bytes(rows, 9);
            entries.Add(entry);
        }
        return entries;
    }

    private static ByteString Bytes(System.Data.IDataRecord row, int column) =>
        row.IsDBNull(column) ? ByteString.Empty : ByteString.CopyFrom((byte[])row.GetValue(column));

    private static string Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        bool flag => flag ? "1" : "0",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
