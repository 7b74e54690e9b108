using System.Globalization;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Statements;

/// <summary>Corrections of statements.</summary>
public sealed class CorrectionQueries
{
    private readonly ReadAccess _reads;

    internal CorrectionQueries(ReadAccess reads) => _reads = reads;

    /// <summary>A correction as it was recorded, or what may stay of it; null where there was none by K.</summary>
    public Correction? Correction(string name, ReadPoint point, CancellationToken ct) => _reads.Read(lease =>
        lease.Connection.QuerySingleOrDefault<byte[]>(new CommandDefinition(
            "SELECT p.bytes FROM corrections c JOIN payload p ON p.revision = c.revision WHERE c.name = @name AND c.revision <= @k",
            new { name, k = point.Revision }, cancellationToken: ct))
            is { } bytes ? Diplomacy.V1.Correction.Parser.ParseFrom(bytes) : null, ct);

    /// <summary>The corrections of a statement, and of its corrections, in order of revision.</summary>
    public Page<Correction> Corrections(
        string statement, ReadPoint point, int size, string? key, CancellationToken ct) => _reads.Read(lease =>
    {
        const string sql =
            """
            SELECT p.bytes FROM corrections c JOIN payload p ON p.revision = c.revision
            WHERE c.statement = @statement AND c.revision <= @k AND c.revision > @after ORDER BY c.revision LIMIT @take
            """;
        var after = key is null ? 0 : Revisions.OfKey(key);
        var corrections = lease.Connection.Query<byte[]>(new CommandDefinition(
            sql, new { statement, k = point.Revision, after, take = size + 1 }, flags: CommandFlags.None, cancellationToken: ct))
                .Select(Diplomacy.V1.Correction.Parser.ParseFrom);
        return Pages.Cut(corrections, size, correction => correction.Revision.ToString(CultureInfo.InvariantCulture));
    }, ct);
}
