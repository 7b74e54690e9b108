using Dapper;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Names;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Statements;

/// <summary>The statements known at a revision, for what is folded at read.</summary>
internal static class Known
{
    /// <summary>The names of all that can be owed on: demands and meetings, and promises, some of which are to do something.</summary>
    public static List<string> Subjects(Lease lease, ReadPoint point, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return
        [
            .. lease.Prepared("SELECT DISTINCT made FROM makers WHERE revision <= ?1").ToList(row => row.Text(0), point.Revision),
            .. lease.Prepared("SELECT DISTINCT name FROM statements WHERE act_kind = 2 AND rev_from <= ?1")
                .ToList(row => row.Text(0), point.Revision),
        ];
    }

    /// <summary>Those of a negotiation, at whatever revision they were filed under it, and all that bears on them.</summary>
    public static StatementLoader OfNegotiation(Lease lease, string negotiation, ReadPoint point, CancellationToken ct) => Of(
        lease,
        lease.Connection.Query<string>(new CommandDefinition(
            $"SELECT DISTINCT name FROM statements WHERE negotiation = {NameId.OfNegotiation("@negotiation")} AND rev_from <= @k",
            new { negotiation, k = point.Revision }, cancellationToken: ct)),
        point, ct);

    /// <summary>The conditions of all negotiations, and all that bears on them.</summary>
    public static StatementLoader OfConditions(Lease lease, ReadPoint point, CancellationToken ct) => Of(
        lease,
        lease.Connection.Query<string>(new CommandDefinition(
            "SELECT DISTINCT name FROM statements WHERE act_kind = 7 AND rev_from <= @k", new { k = point.Revision },
            cancellationToken: ct)),
        point, ct);

    public static StatementLoader Of(Lease lease, IEnumerable<string> names, ReadPoint point, CancellationToken ct)
    {
        var loader = new StatementLoader(new StatementRows(lease.Prepared), point.Revision);
        loader.Load(names, ct);
        return loader;
    }

    /// <summary>All that was loaded, through a lens.</summary>
    public static KnownStatements KnowledgeOf(this StatementLoader loader, Lens lens) =>
        loader.Graph.KnowledgeOf(loader.Graph.Statements.Keys, lens);
}
