using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>
/// What was promised, in words: a promise to do something has no other name than its statement's id, which mostly the server gave.
/// </summary>
internal sealed class PromiseTitleLookup(DiplomacyClient client, ReadAt? at = null)
{
    private readonly ConcurrentDictionary<string, string> _titles = new(StringComparer.Ordinal);

    /// <summary>The words with the id behind them; the id alone where there are none.</summary>
    public async Task<string> TitleAsync(string statement, CancellationToken token)
    {
        if (_titles.TryGetValue(statement, out var known)) return known;
        try
        {
            var answer = await client.Statements.GetStatementAsync(
                new GetStatementRequest { Name = statement, At = at }, cancellationToken: token).ConfigureAwait(false);
            return Learn(answer.Statement);
        }
        // While the server is away, a watch goes on with what it has: an id instead of the words.
        catch (DiplomacyException unknown) when (unknown.Reason == ErrorReason.UnknownStatement || unknown.IsTransient)
        {
            return ResourceNames.IdOf(statement);
        }
    }

    /// <summary>Takes the words of a statement at hand, which may not be recorded yet.</summary>
    public string Learn(Diplomacy.V1.Statement statement)
    {
        var title = statement.Promise?.Titles.First() is { Length: > 0 } own ? own : statement.Summaries.First();
        return _titles[statement.Name] = title.Length > 0
            ? $"{title} ({ResourceNames.IdOf(statement.Name)})"
            : ResourceNames.IdOf(statement.Name);
    }
}
