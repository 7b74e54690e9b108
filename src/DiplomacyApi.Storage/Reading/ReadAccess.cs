using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Storage.Reading;

/// <summary>Runs queries on the connections for reading, and ends them as their caller does.</summary>
internal sealed class ReadAccess(Readers readers)
{
    private const string Unavailable = "The database was lost, or did not answer, while it was read, twice; try again.";

    /// <summary>Several queries, which see one and the same state.</summary>
    public T Read<T>(Func<Lease, T> queries, CancellationToken ct) => Read(readers, queries, ct);

    /// <summary>
    /// One query. It needs no transaction around it, which costs a round trip to a database, and a tenth of a get from a file.
    /// </summary>
    public T ReadOne<T>(Func<Lease, T> query, CancellationToken ct) => Read(readers, query, isTransaction: false, ct);

    /// <summary>Several queries, which see one and the same state.</summary>
    public static T Read<T>(Readers readers, Func<Lease, T> queries, CancellationToken ct) =>
        Read(readers, queries, isTransaction: true, ct);

    private static T Read<T>(Readers readers, Func<Lease, T> query, bool isTransaction, CancellationToken ct)
    {
        for (var isRetried = false; ; isRetried = true)
        {
            using var lease = readers.Lease(isTransaction, ct);
            try
            {
                return query(lease);
            }
            catch (Exception interrupted) when (ct.IsCancellationRequested && lease.IsInterrupted(interrupted))
            {
                throw new OperationCanceledException("The read was cancelled.", interrupted, ct);
            }
            catch (Exception broken) when (lease.IsBroken(broken))
            {
                if (isRetried) throw new RefusedException(ErrorReason.StorageUnavailable, Unavailable);
            }
        }
    }
}
