using Npgsql;
using NpgsqlTypes;

namespace DiplomacyApi.Storage.Postgres.Writing;

internal enum ColumnType
{
    Number,
    Text,
    Blob,
    Flag,
}

/// <summary>The values of one column, which go out as one array.</summary>
internal abstract class Column
{
    /// <summary>The type of its values.</summary>
    public abstract string Sql { get; }

    public static Column Of(ColumnType type) => type switch
    {
        // A narrower number is made of it where it is stored.
        ColumnType.Number => new Column<long?>("bigint", NpgsqlDbType.Bigint),
        ColumnType.Text => new Column<string?>("text", NpgsqlDbType.Text),
        ColumnType.Blob => new Column<byte[]?>("bytea", NpgsqlDbType.Bytea),
        _ => new Column<bool>("boolean", NpgsqlDbType.Boolean),
    };

    public abstract NpgsqlParameter ToParameter();

    public abstract void Clear();
}

/// <inheritdoc/>
internal sealed class Column<T>(string sql, NpgsqlDbType type) : Column
{
    public List<T> Values { get; } = [];

    public override string Sql => sql;

    public override NpgsqlParameter ToParameter() =>
        new NpgsqlParameter<List<T>> { TypedValue = Values, NpgsqlDbType = NpgsqlDbType.Array | type };

    public override void Clear() => Values.Clear();
}
