using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Statements.</summary>
public sealed partial class GrpcEngine
{
    public IAsyncEnumerable<Statement> GetStatementsAsync(StatementQuery query, Clocks clocks, CancellationToken cancellationToken) => query.Name is { } name
        ? One(async () =>
        {
            var request = new GetStatementRequest { Name = Ids.Name("statements", name), At = clocks.ToReadAt() };
            var answer = await _client.Statements.GetStatementAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await _rows.OfAsync(answer.Statement, cancellationToken).ConfigureAwait(false);
        })
        : After(async () => new StatementFilter
        {
            Negotiation = query.Negotiation is null ? "" : Ids.Name("negotiations", query.Negotiation),
            Speaker = await _actors.ResolveOptionalAsync(query.Speaker, cancellationToken).ConfigureAwait(false) ?? "",
            Subject = query.Subject is null ? "" : Ids.Name("demands", query.Subject),
        }, filter => Mapped(_client.Statements.AllAsync(new ListStatementsRequest { PageSize = PageSize, At = clocks.ToReadAt(), Filter = filter }, cancellationToken), _rows.OfAsync, cancellationToken), cancellationToken);
}
