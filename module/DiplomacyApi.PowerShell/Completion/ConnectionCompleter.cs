using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace DiplomacyApi.PowerShell;

/// <summary>Completes the names of the session's connections. No server is asked.</summary>
public sealed class ConnectionCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = (wordToComplete ?? "").Trim('\'', '"');
        return RunspaceConnections.Of(Runspace.DefaultRunspace).Named
            .Where(connection => connection.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(connection =>
                new CompletionResult(connection.Name, connection.Name, CompletionResultType.ParameterValue, connection.Address.ToString()));
    }
}
