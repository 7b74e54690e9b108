using System.Text.RegularExpressions;
using DiplomacyApi.Storage.Reading;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres;

/// <summary>
/// A query on one connection, with its values by their places. The driver prepares what runs again and again. A connection reads the rows
/// of one query at a time.
/// </summary>
internal sealed partial class PostgresQuery : PreparedQuery
{
    private readonly NpgsqlCommand _command;
    private NpgsqlDataReader? _rows;

    public PostgresQuery(NpgsqlConnection connection, string sql) => _command = new NpgsqlCommand(ByPlace(sql), connection);

    public override void Dispose()
    {
        End();
        _command.Dispose();
    }

    protected override void Begin(ReadOnlySpan<object?> values)
    {
        End();
        for (var place = _command.Parameters.Count; place < values.Length; place++) _command.Parameters.Add(new NpgsqlParameter());
        for (var place = 0; place < values.Length; place++)
            _command.Parameters[place].Value = values[place] switch
            {
                null => DBNull.Value,
                int number => (long)number,
                var value => value,
            };
        _rows = _command.ExecuteReader();
    }

    internal override bool Read() => _rows!.Read();

    internal override bool IsNull(int column) => _rows!.IsDBNull(column);

    internal override long Number(int column) => _rows!.IsDBNull(column) ? 0 : _rows.GetInt64(column);

    internal override string Text(int column) => _rows!.GetString(column);

    internal override ReadOnlySpan<byte> Blob(int column) => _rows!.IsDBNull(column) ? [] : _rows.GetFieldValue<byte[]>(column);

    internal override void End()
    {
        _rows?.Dispose();
        _rows = null;
    }

    /// <summary>The texts that both databases run mark places as ?1, ?2, …, and name the index that SQLite is to use.</summary>
    private static string ByPlace(string sql) => IndexHint().Replace(sql, "").Replace('?', '$');

    [GeneratedRegex(@" INDEXED BY \w+")]
    private static partial Regex IndexHint();
}
