using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Reading;

/// <summary>Runs queries on the connections for reading, and ends them as their caller does.</summary>
internal sealed class ReadAccess(Readers readers)
{
    private const int SqliteInterrupt = 9;

    public T Read<T>(Func<Lease, T> query, CancellationToken ct) => Read(readers, query, ct);

    public static T Read<T>(Readers readers, Func<Lease, T> query, CancellationToken ct)
    {
        try
        {
            using var lease = readers.Lease(ct);
            return query(lease);
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == SqliteInterrupt && ct.IsCancellationRequested)
        {
            throw new OperationCanceledException("The read was cancelled.", interrupted, ct);
        }
    }
}
