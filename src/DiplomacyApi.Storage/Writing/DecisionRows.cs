using System.Data.Common;
using System.Text.Json;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Names;
using DiplomacyApi.Storage.Negotiations;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// What decisions rest on, read on one connection of a store: what is there now of some names. Lists of names may be of any length.
/// </summary>
internal class DecisionRows(Func<DbConnection> connection, Func<string, PreparedQuery> prepared)
{
    private const string Segment =
        """
        SELECT max(CASE WHEN rev_until < 9223372036854775807 THEN rev_until WHEN cut_rev > rev_from THEN cut_rev ELSE rev_from END) FROM segments
        WHERE kind IN (1, 2, 3, 4) AND subject = @name
        """;

    private const string FirstEntries =
        """
        SELECT j.revision, j.kind, j.record_time, p.bytes, p.request_hash, c.bytes AS changes
        FROM journal j JOIN payload p ON p.revision = j.revision LEFT JOIN changes c ON c.revision = j.revision
        WHERE j.recorder = @recorder AND j.request_id = @requestId ORDER BY j.revision
        """;

    /// <summary>Statements, and what refers to what.</summary>
    public IStatementRows Statements { get; } = new StatementRows(prepared);

    /// <summary>For what is asked rarely.</summary>
    public DbConnection Connection => connection();

    /// <summary>The actors of some names.</summary>
    public IReadOnlyList<Actor> Actors(IReadOnlyCollection<string> names, CancellationToken ct) => Of(
        "SELECT bytes FROM actors WHERE name IN (SELECT value FROM json_each(?1)) AND rev_until = 9223372036854775807",
        names, row => Actor.Parser.ParseFrom(row.Blob(0)), ct);

    /// <summary>The negotiations of some names.</summary>
    public IReadOnlyList<Negotiation> Negotiations(IReadOnlyCollection<string> names, CancellationToken ct) => Of(
        "SELECT bytes FROM negotiations WHERE name IN (SELECT value FROM json_each(?1)) AND rev_until = 9223372036854775807",
        names, row => NegotiationVersion.Read(row.Blob(0)), ct);

    /// <summary>At which revision each of some actors and negotiations was first recorded.</summary>
    public IReadOnlyList<(string Name, long Revision)> FirstRevisions(IReadOnlyCollection<string> names, CancellationToken ct) => Of(
        """
        SELECT name, min(rev_from) FROM actors WHERE name IN (SELECT value FROM json_each(?1)) GROUP BY name
        UNION ALL SELECT name, min(rev_from) FROM negotiations WHERE name IN (SELECT value FROM json_each(?1)) GROUP BY name
        """, names, row => (row.Text(0), row.Number(1)), ct);

    /// <summary>The actors that speak for some bodies, at whatever time.</summary>
    public IReadOnlyList<(string Body, string Actor)> Speakers(IReadOnlyCollection<string> bodies, CancellationToken ct) => Of(
        """
        SELECT DISTINCT body, actor FROM affiliations
        WHERE body IN (SELECT value FROM json_each(?1)) AND speaks_for AND +rev_until = 9223372036854775807
        """, bodies, row => (row.Text(0), row.Text(1)), ct);

    /// <summary>All segments of some subjects.</summary>
    public IReadOnlyList<SegmentRow> Segments(IReadOnlyCollection<string> subjects, CancellationToken ct) => Of(
        """
        SELECT kind, subject, part, debtor, from_time, until_time, bytes FROM segments
        WHERE kind IN (1, 2, 3, 4, 5) AND subject IN (SELECT value FROM json_each(?1)) AND rev_until = 9223372036854775807
        """,
        subjects,
        row =>
            new SegmentRow(row.Text(1), new SegmentKey((SegmentKind)row.Number(0), row.Text(2), row.Text(3), row.Number(4)), row.Number(5),
                row.Blob(6).ToArray()),
        ct);

    /// <summary>The revision of the entry that last changed what has a name; 0 where nothing has it.</summary>
    public long LastChange(string name, CancellationToken ct) => name[..name.IndexOf('/', StringComparison.Ordinal)] switch
    {
        "actors" => Max("SELECT max(rev_from) FROM actors WHERE name = @name", name, ct),
        "negotiations" => Max(
            $"""
            SELECT max(revision) FROM (
              SELECT max(rev_from) AS revision FROM negotiations WHERE name = @name
              UNION ALL SELECT min(rev_from) FROM statements WHERE negotiation = {NameId.OfNegotiation("@name")} GROUP BY revision) AS changes
            """, name, ct),
        "statements" => Math.Max(Max("SELECT max(rev_from) FROM statements WHERE name = @name", name, ct), LastMove(name, ct)),
        _ => Math.Max(Max("SELECT min(revision) FROM makers WHERE made = @name", name, ct), LastMove(name, ct)),
    };

    private long LastMove(string name, CancellationToken ct) =>
        Math.Max(Max(Segment, name, ct), Max("SELECT max(revision) FROM moved WHERE subject = @name", name, ct));

    /// <summary>Which of some request ids a recorder has used before.</summary>
    public virtual IReadOnlyList<string> UsedIds(string recorder, IReadOnlyCollection<string> requestIds, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        // One by one: of a list, PostgreSQL would rather go through all that the recorder ever sent.
        return prepared(
            """
            SELECT value FROM json_each(?2)
            WHERE (SELECT revision FROM journal WHERE recorder = ?1 AND request_id = value LIMIT 1) IS NOT NULL
            """).ToList(row => row.Text(0), recorder, JsonSerializer.Serialize(requestIds));
    }

    /// <summary>The entries that the first request with an id made, with positions in a log; null where the id is new.</summary>
    public virtual FirstAnswer? Answered(string logId, string recorder, string requestId, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        // Nearly every request is new.
        using (var first = prepared("SELECT revision FROM journal WHERE recorder = ?1 AND request_id = ?2").Run(recorder, requestId))
            if (!first.Read())
                return null;
        var rows = Connection.Query<(long Revision, int Kind, long RecordTime, byte[] Bytes, byte[]? Hash, byte[]? Changes)>(
            new CommandDefinition(FirstEntries, new { recorder, requestId }, cancellationToken: ct)).AsList();
        return new FirstAnswer(rows[0].Hash, rows.ConvertAll(row => new Entry
        {
            Revision = row.Revision,
            Kind = (JournalEntryKind)row.Kind,
            RecordTime = row.RecordTime,
            Recorder = recorder,
            Message = EntryMessages.Parse((JournalEntryKind)row.Kind, row.Bytes),
            Changes = EntryChanges.Read(row.Changes, logId),
        }));
    }

    private long Max(string sql, string name, CancellationToken ct) =>
        Connection.QuerySingle<long?>(new CommandDefinition(sql, new { name }, cancellationToken: ct)) ?? 0;

    private List<T> Of<T>(string sql, IReadOnlyCollection<string> names, RowReader<T> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return names.Count == 0 ? [] : prepared(sql).ToList(read, JsonSerializer.Serialize(names));
    }
}

/// <summary>What the first request with some id made, and the hash of that request; null where it was erased.</summary>
internal sealed record FirstAnswer(byte[]? Hash, IReadOnlyList<Entry> Entries);
