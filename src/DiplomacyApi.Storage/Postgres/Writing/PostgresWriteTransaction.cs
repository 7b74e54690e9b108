using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Postgres.Schema;
using DiplomacyApi.Storage.Writing;
using Npgsql;
using NpgsqlTypes;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>What the writer reads and writes.</summary>
internal sealed class PostgresWriteTransaction(WriterConnection connection) : WriteTransaction(connection.Ready, connection.Prepared)
{
    // SQLSTATEs of integrity constraints begin so.
    private const string Constraint = "23";

    public override string ProjectionsHash => Projections.Hash;

    /// <summary>Up to where what can be read was waited for as a commit is.</summary>
    public long Confirmed { get; set; }

    public override IReadOnlyList<string> UsedIds(string recorder, IReadOnlyCollection<string> requestIds, CancellationToken ct) =>
        connection.Read(() => base.UsedIds(recorder, requestIds, ct));

    /// <summary>
    /// A repeat is answered as its first request would have been, so what that recorded must be as safe: a server that did not wait for it
    /// has not answered.
    /// </summary>
    public override FirstAnswer? Answered(string logId, string recorder, string requestId, CancellationToken ct)
    {
        if (connection.Read(() => base.Answered(logId, recorder, requestId, ct)) is not { } answered) return null;
        Confirm(answered.Entries[^1].Revision);
        return answered;
    }

    public override void Write(SealedEntry entry) => connection.Pending.Write(entry);

    public override void Project(Entry entry) => connection.Pending.Project(entry);

    public override void Flush() => connection.Ready();

    public override void Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = connection.Prepared(sql).Run(values);
        rows.Read();
    }

    public override void RecreateProjections() => Projections.Recreate(connection.Ready());

    public override bool IsConstraint(Exception fault) =>
        fault is PostgresException failed && failed.SqlState.StartsWith(Constraint, StringComparison.Ordinal);

    private void Confirm(long revision)
    {
        if (connection.IsReadOnly) throw Outcomes.ReadOnly();
        if (revision <= Confirmed) return;
        try
        {
            connection.Confirm();
            Confirmed = revision;
        }
        catch (Exception failed) when (failed is OutcomeUnknownException || Outcomes.Of(failed) is RefusedException)
        {
            throw WriterRefusals.Unknown();
        }
    }

    /// <summary>The hash of an entry; null where there is none.</summary>
    public byte[]? HashAt(long revision) =>
        connection.Prepared("SELECT hash FROM journal WHERE revision = ?1")
            .ToList(row => row.Blob(0).ToArray(), revision).SingleOrDefault();

    /// <summary>Sends what waits, with the head that it makes; others hear of it once it is committed.</summary>
    public void MoveHead(Head head, bool isRewritten) => connection.Send(
        new NpgsqlBatchCommand("UPDATE log SET head_revision = $1, head_hash = $2, head_time = $3, rewritten = rewritten + $4")
        {
            Parameters =
            {
                new() { Value = head.Revision }, new() { Value = head.Hash },
                new() { Value = head.RecordTime is { } time ? Times.Of(time) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                    new() { Value = isRewritten ? 1L : 0L },
            },
        },
        new NpgsqlBatchCommand("SELECT pg_notify($1, $2)")
        {
            // What changes more than entries is looked at by all servers, this one as well.
            Parameters =
            {
                new() { Value = HeadFollower.Channel },
                new() { Value = HeadNotification.Of(head, isRewritten ? "" : connection.ServerId) },
            },
        });
}
