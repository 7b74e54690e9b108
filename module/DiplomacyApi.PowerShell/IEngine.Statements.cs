namespace DiplomacyApi.PowerShell;

/// <summary>Statements.</summary>
public partial interface IEngine
{
    IAsyncEnumerable<Statement> GetStatementsAsync(StatementQuery query, Clocks clocks, CancellationToken cancellationToken);
}

/// <summary>Which statements.</summary>
public sealed record StatementQuery(string? Name, string? Negotiation, string? Speaker, string? Subject);
