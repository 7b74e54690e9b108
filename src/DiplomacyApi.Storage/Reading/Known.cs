using Dapper;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Sqlite;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Reading;

/// <summary>The statements known at a revision, for what is folded at read.</summary>
internal static class Known
{
    /// <summary>The names of all that can be owed on: demands and meetings, and promises, some of which are to do something.</summary>
    public static List<string> Subjects(Lease lease, ReadPoint point, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return
        [
            .. lease.Reader.Raw("SELECT DISTINCT made FROM makers WHERE revision <= ?1").ToList(row => row.Text(0), point.Revision),
            .. lease.Reader.Raw("SELECT DISTINCT name FROM statements WHERE act_kind = 2 AND rev_from <= ?1").ToList(row => row.Text(0), point.Revision),
        ];
    }

    /// <summary>Those of a negotiation, at whatever revision they were filed under it, and all that bears on them.</summary>
    public static Closure OfNegotiation(Lease lease, string negotiation, ReadPoint point, CancellationToken ct) => Of(
        lease,
        lease.Connection.Query<string>(new CommandDefinition(
            "SELECT DISTINCT name FROM statements WHERE negotiation = @negotiation AND rev_from <= @k", new { negotiation, k = point.Revision }, cancellationToken: ct)),
        point, ct);

    /// <summary>The conditions of all negotiations, and all that bears on them.</summary>
    public static Closure OfConditions(Lease lease, ReadPoint point, CancellationToken ct) => Of(
        lease,
        lease.Connection.Query<string>(new CommandDefinition(
            "SELECT DISTINCT name FROM statements WHERE act_kind = 7 AND rev_from <= @k", new { k = point.Revision }, cancellationToken: ct)),
        point, ct);

    public static Closure Of(Lease lease, IEnumerable<string> names, ReadPoint point, CancellationToken ct)
    {
        var closure = new Closure(lease.Reader.Raw, point.Revision);
        closure.Load(names, ct);
        return closure;
    }

    /// <summary>All that was loaded, through a lens.</summary>
    public static KnownStatements KnowledgeOf(this Closure closure, Lens lens) => closure.Graph.KnowledgeOf(closure.Graph.Statements.Keys, lens);
}
